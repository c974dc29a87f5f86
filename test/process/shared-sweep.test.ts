import { afterAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { TENANT } from '../support/activities.ts';
import { startProgram } from '../support/bot-process.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { dataDirs } from './data-dirs.ts';

const CONVERSATIONS = 40;
const PER_SECOND = 20;

const { database, url } = await testDatabase();
const folders = dataDirs({ endedAfter: 'file' });
const teams = await connectorStandIn({ limits: { perSecond: 50 } });
afterAll(() => teams.close());

it('two processes share one sweep: each conversation has one digest, and the rate is that of one', async () => {
  const reference = JSON.stringify({ serviceUrl: teams.serviceUrl, channelId: 'msteams', botId: '28:bot' });
  await sql`insert into customers (id, name, domain, search_name, search_domain, agreement_state, listed_at, waiting_since)
    values ('c1', 'Contoso', 'contoso.example', 'contoso', 'contoso.example', 'unconfirmed', now(), now())`.execute(
    database.kysely,
  );
  await sql`insert into conversations (id, tenant_id, kind, reference)
    select '19:team-' || n || '@thread.tacv2', ${TENANT}, 'channel', ${reference}::text::jsonb
    from generate_series(1, ${CONVERSATIONS}::integer) as n`.execute(database.kysely);
  await sql`insert into reminders (conversation_id, is_on, days, hour, time_zone)
    select id, true, '[1,2,3,4,5]', 9, 'Europe/Paris' from conversations`.execute(database.kysely);
  const settings = {
    DATABASE_URL: url,
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    SANDBOX_CUSTOMERS: '1',
    TEAMS_REQUESTS_PER_SECOND: String(PER_SECOND),
  };
  const remind = async () =>
    startProgram('src/cli/remind.ts', settings, { dataDir: await folders.empty(), args: ['--all'] });

  const commands = [await remind(), await remind()];
  const ends = await Promise.all(commands.map(({ ended }) => ended));

  expect(commands.map(({ complaint }) => complaint())).toEqual(['', '']);
  expect(ends).toEqual([0, 0]);
  const said = commands.map(({ output }) => Number(/^(\d+) sent/.exec(output())?.[1]));
  expect(said.reduce((sum, each) => sum + each, 0)).toBe(CONVERSATIONS);
  expect(new Set(teams.messages().map(({ conversationId }) => conversationId)).size).toBe(CONVERSATIONS);
  expect(teams.messages()).toHaveLength(CONVERSATIONS);
  expect(teams.limits()).toMatchObject({ refusedForApp: 0, refusedForConversation: 0 });
  // Each of them alone would send as many.
  expect(teams.limits().busiestSecond).toBeLessThan(2 * PER_SECOND);
}, 120_000);
