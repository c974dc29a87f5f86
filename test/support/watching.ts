import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './source-files.ts';

export interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string };
}

interface Panel {
  title: string;
  description?: string;
  targets: { expr: string }[];
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The rules of docs/alerts.yml. */
export function alertRules(): Rule[] {
  const { groups } = parse(read('docs/alerts.yml')) as { groups: { rules: Rule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

/** Every question to Prometheus of docs/grafana-dashboard.json. */
export function dashboardExpressions(): { title: string; expr: string }[] {
  const { panels } = JSON.parse(read('docs/grafana-dashboard.json')) as { panels: Panel[] };
  return panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
}

/** Every query for Log Analytics of docs/operations.md. */
export function logQueries(): string[] {
  return [...read('docs/operations.md').matchAll(/```kusto\n([\s\S]*?)```/g)].map((match) => match[1]!);
}
