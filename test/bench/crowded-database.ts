import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase, type OpenDatabase } from '../../src/database/database.ts';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { migrateDatabase } from '../../src/database/core/migrate.ts';
import { silentJobs } from '../support/silent-jobs.ts';

/** How many of everything. */
export interface Crowd {
  customers: number;
  conversations: number;
  resellers: number;
  /** Personal chats about their owner's customers. */
  people: number;
}

/**
 * A PostgreSQL server of its own with a partner as large as they come: a third of the customers unconfirmed, conversations
 * about everyone, about one reseller and about one person. All reminders are due at `due`.
 */
export async function crowdedDatabase(
  crowd: Crowd,
  due: Date,
): Promise<{ database: OpenDatabase; close: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-bench-'));
  const server = await startEmbedded({ dataDir, fast: true });
  const closeServer = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await migrateDatabase({ url: server.url });
    await seed(server.url, crowd, due);
  } catch (error) {
    await closeServer();
    throw error;
  }
  const database = await openDatabase({
    url: server.url,
    encryptionKey: Buffer.alloc(32, 'bench').toString('base64'),
    jobSenderFor: silentJobs,
    applicationName: 'bench',
  });
  return {
    database,
    close: async () => {
      await database.close();
      await closeServer();
    },
  };
}

/** By a connection of its own: seeding takes longer than any confirmation of the bot may. */
async function seed(url: string, crowd: Crowd, due: Date): Promise<void> {
  const { customers, conversations, resellers, people } = crowd;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `insert into resellers (id, name) select 'r' || n, 'Reseller ' || n from generate_series(1, $1::int) n`,
      [resellers],
    );
    await client.query(CUSTOMERS, [customers, resellers, people]);
    await client.query(
      `insert into conversations (id, tenant_id, kind, reference)
        select '19:' || n, 'tenant', case when n <= $2::int then 'personal' else 'channel' end, '{}'
        from generate_series(1, $1::int) n`,
      [conversations, people],
    );
    await client.query(
      `insert into reminders (conversation_id, is_on, days, hour, time_zone, due_at, scope)
        select '19:' || n, true, '[1,2,3,4,5,6,7]', 9,
          (array['Europe/Paris', 'Europe/London', 'America/Montreal', 'UTC'])[1 + n % 4], $1::timestamptz,
          case when n <= $3::int then 'mine:p' || n
            when n <= $3::int + $4::int then 'reseller:r' || (n - $3::int) else 'all' end
        from generate_series(1, $2::int) n`,
      [due, conversations, people, resellers],
    );
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const CUSTOMERS = `
  insert into customers (id, name, domain, search_name, search_domain, agreement_state, listed_at, checked_at,
    waiting_since, confirmed_at, accepted_on, confirmed_via, reseller_id, reseller_seen_at, assignee_id, assignee_name)
  select 'c' || n, word || ' ' || n, 'customer-' || n || '.example', lower(word) || ' ' || n,
    'customer-' || n || '.example', case when n % 3 = 0 then 'unconfirmed' else 'confirmed' end, now(), now(),
    case when n % 3 = 0 then now() - (n % 400) * interval '1 day' end,
    case when n % 3 > 0 then now() end, case when n % 3 > 0 then date '2018-10-03' end,
    case when n % 3 > 0 then 'partner-center' end, 'r' || (1 + n % $2::int), now(),
    case when n % 10 = 0 then 'p' || (1 + n / 10 % $3::int) end, case when n % 10 = 0 then 'Somebody' end
  from generate_series(1, $1::int) n,
    lateral (select (array['Contoso', 'Fabrikam', 'Adventure', 'Boreal', 'Nord', 'Alpine', 'Cloud', 'Tailspin'])[1 + n % 8]) w (word)`;
