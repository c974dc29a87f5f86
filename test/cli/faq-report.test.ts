import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DAY_MS = 24 * 60 * 60_000;
const { database, url, clear } = await testDatabase();
const dataDir = await mkdtemp(join(tmpdir(), 'mca-report-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Runs the command as a person would. */
function report(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    SANDBOX_CUSTOMERS: '1',
  };
  const command = [join(ROOT, 'src', 'cli', 'faq-report.ts'), ...args];
  return new Promise((resolve) =>
    execFile(process.execPath, command, { env, cwd: dataDir }, (error, out, said) =>
      resolve({ code: error ? Number(error.code) : 0, out, error: said }),
    ),
  );
}

const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const miss = (question: string, days: number, outcome: 'none' | 'suggestions' = 'none') =>
  database.faq.saveMiss({ question, outcome, language: 'fr', at: ago(days) });
const vote = (entryId: string, helpful: boolean, days: number, comment?: string) =>
  database.faq.saveVote({ entryId, helpful, language: 'en', comment, at: ago(days) });

describe('npm run faq:report', () => {
  beforeAll(async () => {
    await clear();
    await miss('Combien coûte Azure ?', 1);
    await miss('combien coute azure', 2, 'suggestions');
    await miss('Combien coûte Azure ?', 20);
    await miss('Et le \u001b[31mprix\u202e\n du reste ?', 3);
    await miss('Une très vieille question', 40);
    await vote('liked-entry', true, 1);
    await vote('liked-entry', true, 2);
    await vote('disliked-entry', false, 3, 'Trop\nlong.');
    await vote('forgotten-entry', false, 40);
  });

  it('prints what found no answer and what was voted in the last 30 days, most frequent first', async () => {
    const { code, out, error } = await report();

    expect([code, error]).toEqual([0, '']);
    expect(out.trim().split('\n')).toEqual([
      'Questions without an answer in the last 30 days, most frequent first.',
      '"Guessed": how often the bot asked "did you mean" instead of knowing nothing.',
      '',
      'Times  Guessed  Language  Question',
      '    3        1  fr        Combien coûte Azure ?',
      '    1        0  fr        Et le [31mprix du reste ?',
      '',
      'Votes on answers in the last 30 days, most often not helpful first.',
      '',
      'Not helpful  Helpful  Entry',
      '          1        0  disliked-entry',
      '          0        2  liked-entry',
      '',
      'What people wrote beside them, latest first:',
      '',
      'disliked-entry',
      '  - Trop long.',
    ]);
  });

  it('looks as far back as it is told', async () => {
    const { out } = await report('--days', '60');

    expect(out).toContain('Une très vieille question');
    expect(out).toContain('forgotten-entry');
  });

  it('says so when there was nothing', async () => {
    await clear();

    const { code, out } = await report('--days=1');

    expect([code, out.trim().split('\n')]).toEqual([
      0,
      ['No question went without an answer in the last day.', '', 'No vote on an answer in the last day.'],
    ]);
  });

  it.each([
    [['--days', 'many'], '--days must be a whole number from 1 to 90\n'],
    [['--days', '0'], '--days must be a whole number from 1 to 90\n'],
    [['--weeks', '2'], 'Only --days is understood: npm run faq:report -- --days 30\n'],
  ])('refuses %j in one clear line', async (args, said) => {
    expect(await report(...args)).toEqual({ code: 1, out: '', error: said });
  });
});
