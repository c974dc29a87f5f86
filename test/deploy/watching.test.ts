import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { npmPackage } from '../support/deploy/npm-package.ts';
import { ROOT } from '../support/source-files.ts';
import { alertRules, dashboardExpressions, logQueries } from '../support/watching.ts';

const RULE_TESTS = join(ROOT, 'test/deploy/alerts.promtool.yml');

/** Prometheus' own tool, of Debian's package `prometheus`. Gives what it says, whether it agrees or not. */
function promtool(...args: string[]): { ok: boolean; said: string } {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { encoding: 'utf8' });
  if (error) throw new Error('promtool is not here: apt-get install prometheus', { cause: error });
  return { ok: status === 0, said: `${stdout}${stderr}` };
}

describe('the rules for Prometheus', () => {
  it('are rules that Prometheus takes', () => {
    expect(promtool('check', 'rules', join(ROOT, 'docs/alerts.yml')).said).toContain(
      `${alertRules().length} rules found`,
    );
  });

  it('ring when they must, and are silent when things get better', () => {
    const { ok, said } = promtool('test', 'rules', RULE_TESTS);

    expect({ ok, said }).toEqual({ ok: true, said: expect.any(String) });
  });

  it('are each tried both ways', () => {
    const { tests } = parse(readFileSync(RULE_TESTS, 'utf8')) as {
      tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
    };
    const tried = tests.flatMap(({ alert_rule_test }) => alert_rule_test);
    const ways = (alert: string) =>
      new Set(
        tried.filter(({ alertname }) => alertname === alert).map(({ exp_alerts }) => exp_alerts.length > 0),
      );

    expect(alertRules().filter(({ alert }) => ways(alert).size < 2)).toEqual([]);
  });
});

describe('the dashboard', () => {
  it('asks nothing that Prometheus cannot read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mca-dashboard-'));
    const rules = dashboardExpressions().map(({ expr }, place) => ({
      record: `panel:${place}`,
      expr: expr.replaceAll('$job', 'bot'),
    }));
    const file = join(folder, 'rules.json');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));

    const { said } = promtool('check', 'rules', file);

    rmSync(folder, { recursive: true });
    expect(said).toContain(`${rules.length} rules found`);
  });
});

interface Kusto {
  Symbols: {
    TableSymbol: { From(schema: string): { WithName(name: string): unknown } };
    DatabaseSymbol: { $ctor3: new (name: string, alternate: null, tables: unknown[]) => unknown };
  };
  GlobalState: { Default: { WithDatabase(database: unknown): unknown } };
  KustoCode: {
    ParseAndAnalyze(
      query: string,
      state: unknown,
    ): {
      GetDiagnostics(): { Count: number; getItem(place: number): { Message: string } };
    };
  };
}

/** What Microsoft's own reader of the language of Log Analytics has against a query. */
async function queryProblems(query: string): Promise<string[]> {
  const folder = await npmPackage('@kusto/language-service-next@12.4.1');
  const require = createRequire(import.meta.url);
  require(join(folder, 'bridge.min.js'));
  require(join(folder, 'Kusto.Language.Bridge.min.js'));
  const { Symbols, GlobalState, KustoCode } = (globalThis as unknown as { Kusto: { Language: Kusto } }).Kusto
    .Language;
  const table = Symbols.TableSymbol.From(
    '(TimeGenerated: datetime, ContainerAppName_s: string, ContainerGroupName_s: string, Log_s: string)',
  ).WithName('ContainerAppConsoleLogs_CL');
  const state = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor3('log', null, [table]));
  const found = KustoCode.ParseAndAnalyze(query, state).GetDiagnostics();
  return Array.from({ length: found.Count }, (_, place) => found.getItem(place).Message);
}

describe('the queries for Log Analytics', () => {
  it.each(logQueries())('can be read: %s', async (query) => {
    expect(await queryProblems(query)).toEqual([]);
  });

  it('would be refused with a column that there is not', async () => {
    expect(await queryProblems('ContainerAppConsoleLogs_CL | where Level == 1')).toEqual([
      expect.stringContaining('Level'),
    ]);
  });
});
