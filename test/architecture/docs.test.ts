import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../src/metrics.ts';
import { settingsSchema } from '../../src/settings.ts';
import { ROOT, sourceFiles } from '../support/source-files.ts';

const PAGES = ['docs/operations.md', 'docs/azure.md'];
/** Every page that a reader may come from. */
const LINKING = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const quoted = (text: string, pattern: RegExp) => [...new Set(text.match(pattern) ?? [])];

/** Words in capitals that belong to others. */
const NOT_OURS = ['WEBSITES_PORT', 'WEBSITES_CONTAINER_STOP_TIME_LIMIT', 'NODE_ENV'];

const metrics = createMetrics().described();

describe('the pages for the administrator who runs the bot', () => {
  it('describe every metric, with its type and labels, and no other', () => {
    const described = metricRows().map(({ name, type, labels }) => ({ name, type, labels }));

    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
    const served = metrics.map(({ name, type, labels }) => ({ name, type, labels: Object.keys(labels) }));
    expect(described.sort(byName)).toEqual(served.sort(byName));
  });

  it.each(metrics)(
    'describe every value that a label of $name may have, and no other',
    ({ name, labels }) => {
      const served = Object.values(labels).flatMap((values) => values ?? []);
      const row = metricRows().find((each) => each.name === name);

      const shared = Object.keys(labels).flatMap((label) => valuesBelow(label));
      expect([...new Set([...(row?.values ?? []), ...shared])].sort()).toEqual([...new Set(served)].sort());
    },
  );

  it('never take the rise of what goes up and down', () => {
    const gauges = metrics.filter(({ type }) => type === 'gauge').map(({ name }) => name);
    const texts = [...LINKING, 'docs/alerts.yml'].map((page) => read(page)).join('\n');

    const risen = [...texts.matchAll(/\b(?:increase|rate|irate)\(\s*(\w+)/g)].map((match) => match[1] ?? '');

    expect(risen.filter((name) => gauges.includes(name))).toEqual([]);
    expect(risen.length).toBeGreaterThan(3);
  });

  it('alert on metrics that there are', () => {
    const names = PAGES.flatMap((page) => quoted(read(page), /\bmca_\w+/g));

    const unknown = names.filter(
      (name) => !metrics.some((each) => name.replace(/_count$/, '') === each.name),
    );

    expect(unknown).toEqual([]);
    expect(names.length).toBeGreaterThan(10);
  });

  it('name settings that there are', () => {
    const names = PAGES.flatMap((page) => quoted(read(page), /\b(MicrosoftApp\w+|[A-Z]{2,}(_[A-Z]+)+)\b/g));

    const ours = names.filter((name) => !NOT_OURS.includes(name) && !/^OTEL_/.test(name));
    expect(ours.filter((name) => !(name in settingsSchema.shape))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['DATABASE_URL', 'ENCRYPTION_KEY', 'METRICS_ACCESS']));
  });

  it('quote texts of the log that it has', () => {
    const table = /^## Log\n([\s\S]*?)(?=^## )/m.exec(read('docs/operations.md'))?.[1] ?? '';
    const texts = [...table.matchAll(/^\| `([A-Z][^`]+)`/gm)].map((match) => match[1]!);
    const code = sourceFiles('src', 'bot').map(({ text }) => text);

    expect(texts.filter((text) => !code.some((each) => each.includes(`'${text}'`)))).toEqual([]);
    expect(texts.length).toBeGreaterThan(5);
  });

  it.each(LINKING)('link to what is there: %s', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)?(#[^)]+)?\)/g)];

    for (const [, path = basename(page), anchor] of links) {
      const target = join(dirname(page), path);
      expect(existsSync(join(ROOT, target))).toBe(true);
      if (anchor) expect(anchorsOf(read(target))).toContain(anchor);
    }
  });
});

const metricsSection = () => /^## Metrics\n([\s\S]*?)(?=^## )/m.exec(read('docs/operations.md'))?.[1] ?? '';

/** The rows of the table of metrics; `values`: the plain words that a row quotes. */
function metricRows(): { name: string; type: string; labels: string[]; values: string[] }[] {
  return metricsSection()
    .split('\n')
    .filter((line) => line.startsWith('| `mca_'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, name = '', type = '', labels = '', is = '']) => ({
      name: name.replaceAll('`', ''),
      type,
      labels: labels.match(/\w+/g) ?? [],
      values: [...is.matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? ''),
    }));
}

/** Those that a paragraph of its own lists, for several metrics. */
function valuesBelow(label: string): string[] {
  const [, listed = ''] = new RegExp(`^Values of \`${label}\`: ([^.]*)\\.`, 'm').exec(metricsSection()) ?? [];
  return [...listed.matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? '');
}

/** As web pages that show Markdown make them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(
    (match) =>
      `#${match[1]!
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-')}`,
  );
}
