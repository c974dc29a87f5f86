import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase } from '../../../src/database/database.ts';
import { StartError } from '../../../src/database/core/start-error.ts';
import { testDatabase } from '../../support/database.ts';
import { silentJobs } from '../../support/silent-jobs.ts';

const { database, url } = await testDatabase();
const NOW = new Date('2026-03-10T09:00:00Z');

describe('the audit trail', () => {
  it.each(['update audit set actor_id = null', 'delete from audit', 'truncate audit'])(
    'refuses: %s',
    async (confirmation) => {
      await database.audit.append({
        at: NOW,
        actor: { id: 'p1', name: 'Ada' },
        action: 'customer-assigned',
        customerId: 'c1',
        confirmationId: null,
        details: { reason: 'why not' },
      });

      await expect(sql.raw(confirmation).execute(database.kysely)).rejects.toThrow('append-only');
      const { rows } = await sql<{ actor_id: string }>`select actor_id from audit`.execute(database.kysely);
      expect(rows.at(-1)).toEqual({ actor_id: 'p1' });
    },
  );
});

describe('secrets', () => {
  it('are read back, replaced, and unreadable in the table', async () => {
    await database.secrets.write('refresh-token', 'first-secret');
    await database.secrets.write('refresh-token', 'second-secret');

    expect(await database.secrets.read('refresh-token')).toBe('second-secret');
    expect(await database.secrets.read('other')).toBeNull();
    const { rows } = await sql<{ value: Buffer }>`
      select value from secrets where name = 'refresh-token'`.execute(database.kysely);
    expect(rows[0]?.value.toString('latin1')).not.toContain('secret');
  });

  it('are kept as they were first written where that is asked for', async () => {
    await database.secrets.writeFirst('mark', 'one');
    await database.secrets.writeFirst('mark', 'two');

    expect(await database.secrets.read('mark')).toBe('one');
  });

  it('refuse to be opened with another key than the database was used with', async () => {
    const opening = openDatabase({
      url,
      encryptionKey: Buffer.alloc(32, 9).toString('base64'),
      jobSenderFor: silentJobs,
      applicationName: 'other-key',
    });

    const error: unknown = await opening.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain('ENCRYPTION_KEY');
  });
});

describe('feedback', () => {
  it('keeps votes and misses', async () => {
    await database.faq.saveVote({ entryId: 'e', helpful: true, language: 'fr', at: NOW });
    await database.faq.saveMiss({ question: 'why\0?', outcome: 'none', language: 'en', at: NOW });

    const votes = await sql`select entry_id, helpful from faq_feedback`.execute(database.kysely);
    const misses = await database.faq.missesSince(new Date(0));
    expect(votes.rows).toEqual([{ entry_id: 'e', helpful: true }]);
    expect(misses).toEqual([{ question: 'why\uFFFD?', outcome: 'none', language: 'en', times: 1 }]);
  });
});
