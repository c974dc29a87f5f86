import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

function ask(input: string, ...options: string[]) {
  const { stdout, status, stderr } = spawnSync(process.execPath, ['src/cli/ask.ts', ...options], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    env: { ...process.env, FAQ_DIR: '' },
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { answers: lines.map((line) => JSON.parse(line) as Record<string, unknown>), status, stderr };
}

describe('asking from the command line', () => {
  it('prints one line for each line read, in order, blank ones included', () => {
    const { answers, status } = ask('When does it become mandatory?\n\nquand est-ce obligatoire ?\n');

    expect(status).toBe(0);
    expect(answers.map(({ question, lang }) => [question, lang])).toEqual([
      ['When does it become mandatory?', 'en'],
      ['', 'en'],
      ['quand est-ce obligatoire ?', 'fr'],
    ]);
    expect(answers[0]).toMatchObject({
      entries: [{ id: 'when-is-the-new-functionality-available' }, {}, {}, {}, {}],
    });
    expect(answers[1]).toMatchObject({ outcome: 'none', entries: [] });
  });

  it('says the reader’s language when it is given', () => {
    const { answers } = ask('When does it become mandatory?\r\n', '--lang', 'fr');

    expect(answers).toMatchObject([{ question: 'When does it become mandatory?', lang: 'fr' }]);
  });

  it('names the command that plain or exact words say, and the customer as typed', () => {
    const { answers } = ask('how is Contoso doing?\nstatus\narrête les rappels\nwho has to confirm?\n');

    expect(answers).toMatchObject([
      { outcome: 'command', command: 'status', argument: 'Contoso', lang: 'en' },
      { outcome: 'command', command: 'status' },
      { outcome: 'command', command: 'reminders-off', lang: 'fr' },
      { outcome: expect.not.stringMatching('command') },
    ]);
    expect(answers[1]).not.toHaveProperty('argument');
  });

  it('takes no long, empty or wordless line for a command', () => {
    const { answers } = ask(`${'stop '.repeat(100)}\n👋👋\n<b>&amp;</b>\n`);

    expect(answers.map(({ outcome }) => outcome)).not.toContain('command');
  });

  it('refuses a language it does not speak in one line', () => {
    const { status, stderr } = ask('hello\n', '--lang', 'nl');

    expect(status).toBe(1);
    expect(stderr).toBe('--lang must be en or fr\n');
  });
});
