import { describe, expect, it } from '@jest/globals';
import { sourceFiles } from '../support/source-files.ts';

const FILES = sourceFiles('src', 'bot');
const LONGEST = 300;

/** Who may look at the environment, and for what. */
const READS_ENVIRONMENT = [
  'src/composition/console.ts', // the settings, once, at start
  'src/cli/ask.ts', // the one setting of questions without a bot
  'src/tools/package.ts', // the few settings that go into the app's manifest
  'bot/teams/managed-identity.ts', // where the platform says that the machine's identity is
  'src/local/run-sandbox.ts', // the two settings of a sandbox alone
  'bot/playground/playground.ts', // what the Playground's process needs, and that it opens no browser
  'bot/playground/open-browser.ts', // whether a person with a screen started the bot
  'src/local/postgres/programs.ts', // what a child process needs to find its libraries
];

describe('a file outside the tests', () => {
  it('reads the environment only where that is its task', () => {
    const readers = FILES.filter(({ text }) => /\bprocess\s*\.\s*env\b|\bloadEnvFile\b/.test(text));

    expect(readers.map(({ path }) => path).filter((path) => !READS_ENVIRONMENT.includes(path))).toEqual([]);
  });

  it(`is no longer than ${LONGEST} lines`, () => {
    const long = FILES.filter(({ text }) => text.split('\n').length - 1 > LONGEST);

    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('has a name in kebab-case', () => {
    const odd = FILES.filter(({ path }) => !/^([a-z0-9-]+\/)+\d*[a-z0-9-]+\.ts$/.test(path));

    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('exports by name only, and passes nothing of others on', () => {
    const loose = FILES.filter(({ text }) => /^export default\b|^export \*/m.test(text));

    expect(loose.map(({ path }) => path)).toEqual([]);
  });
});
