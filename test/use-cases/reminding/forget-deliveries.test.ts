import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { forgetDeliveries } from '../../../src/use-cases/reminding/forget-deliveries.ts';
import { testDatabase } from '../../support/database.ts';
import { plainConversation } from '../../support/plain-conversation.ts';

const { database } = await testDatabase();
const NOW = new Date('2026-03-10T09:00:00Z');
const needs = { database, clock: { now: () => NOW } };

/** Reminders of one conversation, one a day, the last one on `until`; `mark`: what they are beside. */
async function remembered(name: string, until: string, count: number, mark = sql`is_standing = false`) {
  await database.conversations.remember(plainConversation(name));
  const digest = JSON.stringify({ unconfirmed: 1, total: 2, customerIds: [], previousUnconfirmed: null });
  await sql`insert into deliveries (id, conversation_id, kind, period, state, digest, touched_at)
    select ${name} || n, ${name}, 'digest', ${until}::date - n, 'posted', ${digest}, ${NOW}
    from generate_series(0, ${count} - 1) as n`.execute(database.kysely);
  await sql`update deliveries set ${mark} where conversation_id = ${name}`.execute(database.kysely);
}

it('removes reminders older than a year, however many, but for what still stands or has buttons to lose', async () => {
  await remembered('young', '2026-03-10', 366);
  await remembered('old', '2025-03-09', 4_500);
  await remembered('standing', '2025-01-10', 1, sql`is_standing = true`);
  await remembered('to-be-closed', '2025-01-10', 1, sql`replaced_by = 'another'`);

  const forgotten = [await forgetDeliveries(needs), await forgetDeliveries(needs)];

  expect(forgotten).toEqual([4_500, 0]);
  const { rows } = await sql<{ of: string; left: number }>`
    select conversation_id as of, count(*) as left from deliveries group by 1 order by 1`.execute(
    database.kysely,
  );
  expect(rows).toEqual([
    { of: 'standing', left: 1 },
    { of: 'to-be-closed', left: 1 },
    { of: 'young', left: 366 },
  ]);
});
