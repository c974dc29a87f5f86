import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Conversation } from '../../src/domain/conversations/conversation.ts';
import { TENANT } from '../support/activities.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const { database, url, clear } = await testDatabase();
const dataDir = await mkdtemp(join(tmpdir(), 'mca-conversations-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
beforeEach(clear);

/** Runs the command as a person would. */
function conversations(): Promise<{ code: number; lines: string[]; error: string }> {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    SANDBOX_CUSTOMERS: '1',
  };
  const command = [join(ROOT, 'src', 'cli', 'conversations.ts')];
  return new Promise((resolve) =>
    execFile(process.execPath, command, { env, cwd: dataDir, maxBuffer: 1e8 }, (error, out, said) =>
      resolve({ code: error ? Number(error.code) : 0, lines: out.trimEnd().split('\n'), error: said }),
    ),
  );
}

const remember = (id: string, more: Partial<Conversation> = {}) =>
  database.conversations.remember({
    id,
    tenantId: TENANT,
    kind: 'channel',
    name: null,
    language: null,
    installerLanguage: 'fr',
    timeZone: null,
    reference: {},
    reachability: { reachable: true },
    ...more,
  });
const lose = (id: string, reason: string, since: string) =>
  database.conversations.markReachability(id, { reachable: false, reason, since: new Date(since) });

describe('npm run conversations', () => {
  it('prints where the bot may speak, and where it no longer can, since when and why', async () => {
    await remember('19:licensing', { name: 'Licensing', language: 'en' });
    await remember('a:camille', { kind: 'personal' });
    await remember('19:group', { kind: 'groupChat', name: 'Nuit\u001b[31m blanche' });
    await remember('19:gone', { name: 'Gone' });
    await remember('19:odd');
    await lose('19:gone', 'BotNotInConversationRoster', '2026-03-02T08:15:00Z');
    await lose('19:odd', '404', '2026-04-01T10:00:00Z');

    const { code, lines, error } = await conversations();

    expect([code, error]).toEqual([0, '']);
    expect(lines).toEqual([
      '5 conversations, 2 of them out of reach.',
      '',
      'Where it can no longer speak, latest first. Installing it again, or a message to it, changes that.',
      '',
      'Since (UTC)       Why                                               Kind     Language  Name  Id',
      '2026-04-01 10:00  404                                               channel  fr              19:odd',
      '2026-03-02 08:15  the bot was removed (BotNotInConversationRoster)  channel  fr        Gone  19:gone',
      '',
      'Where it may speak.',
      '',
      'Kind           Language  Name              Id',
      'channel        en        Licensing         19:licensing',
      'group chat     fr        Nuit[31m blanche  19:group',
      'personal chat  fr                          a:camille',
    ]);
  });

  it('says so when there is none', async () => {
    const { code, lines } = await conversations();

    expect([code, lines]).toEqual([
      0,
      ['The bot knows no conversation yet: it learns of one when it is installed or spoken to.'],
    ]);
  });

  it('prints ten thousand', async () => {
    await sql`insert into conversations (id, tenant_id, kind, name, reference)
      select 'c' || n, ${TENANT}, 'channel', 'Team ' || n, '{}' from generate_series(1, 10000) as n`.execute(
      database.kysely,
    );
    await lose('c777', 'BotDisabledByAdmin', '2026-03-02T08:15:00Z');

    const { code, lines } = await conversations();

    expect([code, lines[0]]).toEqual([0, '10000 conversations, 1 of them out of reach.']);
    expect(lines.filter((line) => /^channel .* c\d+$/.test(line))).toHaveLength(9_999);
    expect(new Set(lines.slice(9)).size).toBeGreaterThan(9_990);
  });
});
