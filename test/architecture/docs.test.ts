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

describe('the pages for whoever runs the bot', () => {
  it('describe every metric, with its type and labels, and no other', () => {
    const table = /^## Metrics\n([\s\S]*?)(?=^## )/m.exec(read('docs/operations.md'))?.[1] ?? '';
    const rows = table
      .split('\n')
      .filter((line) => line.startsWith('| `mca_'))
      .map((line) => line.split('|').map((cell) => cell.trim()));

    const described = rows.map(([, name = '', type, labels = '']) => ({
      name: name.replaceAll('`', ''),
      type,
      labels: labels.match(/\w+/g) ?? [],
    }));

    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
    expect(described.sort(byName)).toEqual([...metrics].sort(byName));
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

    expect(names.filter((name) => !(name in settingsSchema.shape) && !NOT_OURS.includes(name))).toEqual([]);
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
