import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { copiedFiles, execForm, isKeptBack, readDockerfile } from '../support/dockerfile.ts';
import { startArguments } from '../support/start-command.ts';
import { ROOT, sourceFiles } from '../support/source-files.ts';

const instructions = readDockerfile();
const last = Math.max(...instructions.map(({ stage }) => stage));
const final = instructions.filter(({ stage }) => stage === last);
const texts = (name: string) => final.filter((each) => each.name === name).map(({ text }) => text);
const copied = [...copiedFiles(0), ...copiedFiles(last)].map(({ from }) => from);

describe('the Dockerfile', () => {
  it('is understood by these tests to its last line', () => {
    const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD'];

    expect(instructions.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  it('copies what is there, and all that the bot is made of', () => {
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(copied).toEqual(expect.arrayContaining(['bot', 'src', 'cards', 'package-lock.json', '.npmrc']));
  });

  it('copies no test, no secret, and nothing whole', () => {
    expect(copied.filter((path) => /^\.env|^\.data|test|^\.$|^\.\/$|\*/.test(path))).toEqual([]);
  });

  it('lets nothing else go to the builder', () => {
    const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));

    expect(lines[0]).toBe('*');
    expect(lines.filter((line) => line.startsWith('!')).sort()).toEqual(
      [...new Set(copied)].map((path) => `!${path}`).sort(),
    );
  });

  it.each(['src/tools/', 'src/local/', 'bot/playground/'])(
    'keeps back %s, which the bot loads on demand alone',
    (folder) => {
      const importers = sourceFiles('src', 'bot').filter(
        ({ path, loadsAtOnce }) =>
          !isKeptBack(path) && loadsAtOnce.some((target) => target.startsWith(folder)),
      );

      expect(isKeptBack(folder)).toBe(true);
      expect(importers.map(({ path }) => path)).toEqual([]);
    },
  );

  it('installs what is locked, without what is for development', () => {
    const [install] = instructions.filter(({ name }) => name === 'RUN').map(({ text }) => text);

    expect(install).toMatch(/^npm ci .*--omit=dev\b/);
  });

  it('runs on a Node.js that package.json allows, in production', () => {
    const images = instructions.filter(({ name }) => name === 'FROM').map(({ text }) => text.split(' ')[0]);
    const nvmrc = readFileSync(join(ROOT, '.nvmrc'), 'utf8').trim();

    expect(new Set(images)).toEqual(new Set([`node:${nvmrc}-slim`]));
    expect(texts('ENV').join(' ')).toMatch(/\bNODE_ENV=production\b/);
  });

  it('gives up root once everything is copied, so that the bot cannot change its own files', () => {
    const names = final.map(({ name }) => name);

    expect(texts('USER')).toEqual(['node']);
    expect(names.lastIndexOf('COPY')).toBeLessThan(names.indexOf('USER'));
    expect(texts('COPY').join(' ')).not.toContain('--chown');
  });

  it('starts the bot itself, not a shell or npm, so that SIGTERM reaches it', () => {
    const fromRoot = startArguments().map((each) => (isAbsolute(each) ? relative(ROOT, each) : each));

    expect(fromRoot.at(-1)).toBe('bot/main.ts');
    expect(texts('CMD').map(execForm)).toEqual([['node', ...fromRoot]]);
    expect(texts('ENTRYPOINT')).toEqual([]);
  });

  it('asks for the bot’s health in exec form', () => {
    const [program, ...rest] = execForm(texts('HEALTHCHECK')[0] ?? '');

    expect(program).toBe('node');
    expect(rest.join(' ')).toContain('/healthz');
  });

  it('sets only what the settings know, and no secret', () => {
    const set = texts('ENV').flatMap((text) => text.split(' ').map((pair) => pair.split('=')[0]));

    expect(set.sort()).toEqual(['DATA_DIR', 'NODE_ENV']);
  });
});

describe('a production install', () => {
  it('has every package that the bot names', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const named = sourceFiles('src', 'bot')
      .filter(({ path }) => !isKeptBack(path))
      .flatMap(({ packages }) => packages);
    const ours = [...new Set(named)].filter((name) => !name.startsWith('node:'));

    expect(ours.filter((name) => !(name in dependencies))).toEqual([]);
  });

  it('has the program that a package’s install script asks for, where scripts may run', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };

    expect(Object.keys(dependencies)).toContain('rimraf');
  });
});
