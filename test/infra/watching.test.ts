import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../src/metrics.ts';
import { ROOT, sourceFiles } from '../support/source-files.ts';
import { alertRules, dashboardExpressions, logQueries } from '../support/watching.ts';

const metrics = createMetrics();
const described = new Map(metrics.described().map((metric) => [metric.name, metric]));
const rules = alertRules();
const expressions = [...rules.map(({ alert, expr }) => ({ title: alert, expr })), ...dashboardExpressions()];
/** What Prometheus puts on every series by itself. */
const OF_PROMETHEUS = ['job', 'instance', 'le'];

/** Metrics of ours in an expression, with the labels that are asked for. */
function asked(expr: string) {
  return [...expr.matchAll(/\b(mca_\w+?)(_count|_bucket|_sum)?\b(?:\{([^}]*)\})?/g)].map(
    ([, name, part = '', labels = '']) => ({
      name: described.has(`${name}${part}`) ? `${name}${part}` : name!,
      labels: [...labels.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"/g)].map(([, label, value]) => [
        label!,
        value!,
      ]),
    }),
  );
}

describe('what is asked of the metrics', () => {
  it.each(expressions)('$title: names metrics and labels that there are', ({ expr }) => {
    for (const { name, labels } of asked(expr)) {
      const known = described.get(name);
      expect({ name, isKnown: known !== undefined }).toEqual({ name, isKnown: true });
      const unknown = labels.flatMap(([label, value]) => {
        if (OF_PROMETHEUS.includes(label!)) return [];
        const values = known?.labels[label === 'exported_job' ? 'job' : label!];
        if (values === undefined) return [label];
        return values === null ? [] : value!.split('|').filter((each) => !values.includes(each));
      });
      expect(unknown).toEqual([]);
    }
  });

  it.each(expressions)('$title: takes a rate of nothing that may fall', ({ expr }) => {
    const rated = [...expr.matchAll(/\b(?:increase|rate|irate)\((mca_\w+)/g)].map((match) => match[1]!);
    const types = rated.map((name) => described.get(name.replace(/_(count|bucket|sum)$/, ''))?.type);

    expect(types.filter((type) => type !== 'counter' && type !== 'histogram')).toEqual([]);
  });

  it('calls the bot’s own label job as Prometheus does', () => {
    const own = expressions.filter(({ expr }) => /mca_job[^{]*\{[^}]*\bjob="(?!\$job|mca)/.test(expr));

    expect(own).toEqual([]);
  });
});

describe('the alerts', () => {
  it('are explained one by one in docs/operations.md, with the same level', () => {
    const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `(Mca\w+)`\s*\| (\w+)/gm)].map(([, alert, level]) => [alert, level]);

    expect(rows).toEqual(rules.map(({ alert, labels }) => [alert, labels.severity]));
  });

  it('say in one sentence what happened, without a person’s data', () => {
    const wordy = rules.filter(({ annotations }) => !/^[A-Z][^{}$]{10,90}[^.]$/.test(annotations.summary));

    expect(wordy.map(({ alert }) => alert)).toEqual([]);
  });
});

describe('the queries of the log', () => {
  it('look for texts that the bot writes', () => {
    const code = sourceFiles('src', 'bot').map(({ text }) => text);
    const texts = logQueries().flatMap((query) =>
      [...query.matchAll(/"([A-Z][^"]+)"/g)].map((match) => match[1]!),
    );

    expect(texts.filter((text) => !code.some((each) => each.includes(`'${text}'`)))).toEqual([]);
    expect(texts.length).toBeGreaterThan(5);
  });
});
