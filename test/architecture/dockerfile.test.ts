import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  copiedFiles,
  execForm,
  isKeptBack,
  lastStage,
  readDockerfile,
  theInstruction,
} from '../support/dockerfile.ts';
import { startArguments } from '../support/start-command.ts';
import { ROOT, sourceFiles } from '../support/source-files.ts';

const instructions = readDockerfile();
const last = lastStage();
const final = instructions.filter(({ stage }) => stage === last);
const texts = (name: string) => final.filter((each) => each.name === name).map(({ text }) => text);
const commands = instructions.filter(({ name }) => name === 'RUN').map(({ text }) => text);
const copied = [...copiedFiles(0), ...copiedFiles(last)].map(({ from }) => from);

describe('the Dockerfile', () => {
  it('is understood by these tests to its last line', () => {
    const known = [
      'FROM',
      'WORKDIR',
      'COPY',
      'RUN',
      'ENV',
      'USER',
      'EXPOSE',
      'HEALTHCHECK',
      'CMD',
      'ARG',
      'LABEL',
    ];

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
    expect(commands.filter((text) => /\bnpm ci\b.*--omit=dev\b/.test(text))).toHaveLength(1);
    expect(commands.filter((text) => /\bnpm (?:i|install|add)\b/.test(text))).toEqual([]);
  });

  it('leaves out for `direct` exactly the packages that the carrier with the SDK alone imports', () => {
    const files = sourceFiles('src', 'bot');
    const named = (isOfTheSdk: boolean) =>
      new Set(
        files
          .filter(({ path }) => path.startsWith('bot/teams/sdk/') === isOfTheSdk)
          .flatMap(({ packages }) => packages)
          .filter((name) => !name.startsWith('node:')),
      );
    const others = named(false);
    const uninstall = commands.map((text) => /npm uninstall (?:--\S+ +)*(.*?) *;;/.exec(text)?.[1]).join('');

    expect(uninstall.split(/\s+/)).toEqual([...named(true)].filter((name) => !others.has(name)).sort());
  });

  it('hands the certificate to the one command that goes to the network, and keeps it in no layer', () => {
    const withSecret = commands.filter((text) => text.includes('--mount=type=secret,id=ca'));

    expect(withSecret).toHaveLength(1);
    expect(withSecret[0]).toMatch(/NODE_EXTRA_CA_CERTS=\/run\/secrets\/ca.*\bnpm ci\b/);
  });

  it('says on a label what it is, in the words of package.json', () => {
    const { name, description, license } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    ) as Record<string, string>;
    const labels = texts('LABEL').join(' ');

    expect(labels).toContain(`org.opencontainers.image.title="${name}"`);
    expect(labels).toContain(`org.opencontainers.image.description="${description}"`);
    expect(labels).toContain(`org.opencontainers.image.licenses="${license}"`);
    expect(labels).toMatch(/image\.version=\$VERSION .*image\.revision=\$REVISION/);
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

    expect(fromRoot.at(-1)).toBe('bot/start.cjs');
    expect(texts('CMD').map(execForm)).toEqual([['node', ...fromRoot]]);
    expect(texts('ENTRYPOINT')).toEqual([]);
  });

  it('asks for the bot’s health in exec form', () => {
    const [program, ...rest] = execForm(theInstruction('HEALTHCHECK'));

    expect(program).toBe('node');
    expect(rest.join(' ')).toContain('/healthz');
  });

  it('sets only what the settings know, and no secret', () => {
    const set = texts('ENV').flatMap((text) => text.split(' ').map((pair) => pair.split('=')[0]));

    expect(set.sort()).toEqual(['DATA_DIR', 'NODE_ENV', 'TEAMS_CHANNEL']);
  });

  it('is built for one carrier, by one argument of the same default in both of its stages', () => {
    const carriers = instructions.filter(
      ({ name, text }) => name === 'ARG' && text.startsWith('TEAMS_CHANNEL='),
    );

    expect(carriers.map(({ stage, text }) => [stage, text])).toEqual([
      [0, 'TEAMS_CHANNEL=sdk'],
      [last, 'TEAMS_CHANNEL=sdk'],
    ]);
    expect(texts('ENV').join(' ')).toContain('TEAMS_CHANNEL=$TEAMS_CHANNEL');
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
