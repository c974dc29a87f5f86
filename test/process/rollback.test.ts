import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { launchBot, startBotProcess, startProgram } from '../support/bot-process.ts';
import { TEST_ENCRYPTION_KEY, testDatabase } from '../support/database.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';
import { teamsChat } from './chat.ts';
import { dataDirs } from './data-dirs.ts';

const folders = dataDirs({ endedAfter: 'file' });
const [updated, empty] = [await testDatabase(), await testDatabase()];
const sandbox = await startSandbox();
const chat = await teamsChat();
afterAll(() => Promise.all([sandbox.stop(), chat.close()]));

const on = (url: string) => ({
  ...sandboxSettings(sandbox),
  DATABASE_URL: url,
  ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
});
const stateOf = async ({ database }: typeof empty, customerId: string) =>
  (await database.customers.find(customerId))?.agreementState;

it('after an update that is taken back, the backup of before serves the former version, and nothing of since is lost', async () => {
  const dataDir = await folders.empty();
  const backup = join(await folders.empty(), 'before.jsonl.gz');
  const former = await startBotProcess(on(updated.url), { dataDir });
  const confirm = async (conversationId: string) => {
    const form = await chat.openForm(former, conversationId);
    const customer = form.customerIds[0]!;
    await chat.press(former, form, customer);
    await chat.outcomeOf(form);
    return customer;
  };

  const before = await confirm('a:before');
  const args = ['everything', '--out', backup];
  const written = await startProgram('src/cli/export.ts', on(updated.url), { dataDir, args });
  expect(await written.ended).toBe(0);

  // What a newer version does when it starts beside the former one: it adds to the tables, and says so.
  await sql`alter table customers add column from_the_future text`.execute(updated.database.kysely);
  await sql`insert into schema_migrations (name, timestamp) values ('9999-from-the-future', now()::text)`.execute(
    updated.database.kysely,
  );
  const since = await confirm('a:since');
  expect(await former.end('SIGTERM')).toBe(0);
  const refused = await launchBot(on(updated.url), { dataDir });
  expect(await refused.ended).toBe(1);
  expect(refused.complaint()).toMatch(/newer version of the bot .*9999-from-the-future/);

  await empty.clear();
  await empty.database.secrets.write('key-check', 'readable');
  const restored = await startProgram('src/cli/import-data.ts', on(empty.url), { dataDir, args: [backup] });
  expect(await restored.ended).toBe(0);
  const states = [await stateOf(empty, before), await stateOf(empty, since)];
  // What was filed after the backup stands at Partner Center, and is read from there.
  const sync = await startProgram('src/cli/sync.ts', on(empty.url), { dataDir });
  expect(await sync.ended).toBe(0);
  const again = await startBotProcess(on(empty.url), { dataDir });

  expect(await stateOf(empty, since)).toBe('confirmed');
  expect(states).toEqual(['confirmed', 'unconfirmed']);
  expect(sandbox.ledger().map(({ customerId }) => customerId)).toEqual([before, since]);
  expect(await again.end('SIGTERM')).toBe(0);
}, 300_000);
