import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase, type OpenDatabase } from '../../src/database/database.ts';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { migrateDatabase } from '../../src/database/core/migrate.ts';
import { showView } from '../../bot/handlers/customers/view-answer.ts';
import { showStatus } from '../../bot/handlers/customers/overview.ts';
import { loadCards } from '../../bot/cards/kit/cards.ts';
import type { Turn } from '../../bot/turn/turn.ts';
import { silentJobs } from '../support/silent-jobs.ts';

const CUSTOMERS = 1_000_000;
const RESELLERS = 10_000;
const PEOPLE = 50;
const ROUNDS = 30;
const NOW = new Date('2026-03-10T09:00:00Z');
const STATUS_MS = 150;
const PAGE_MS = 50;
/** How many characters a message of Teams holds. */
const LONGEST_CARD = 40_000;

/** The status board and the list at a million customers, against what their readers wait for. */
export async function* bench(): AsyncIterable<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-bench-'));
  const server = await startEmbedded({ dataDir, fast: true });
  try {
    await migrateDatabase({ url: server.url });
    const database = await openDatabase({
      url: server.url,
      encryptionKey: Buffer.alloc(32, 'bench').toString('base64'),
      jobSenderFor: silentJobs,
      applicationName: 'bench',
    });
    yield `${CUSTOMERS} customers, ${RESELLERS} resellers made in ${await seed(server.url)} s`;
    await database.customers.foldCounts();
    yield* measure(database);
    await database.close();
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Over a connection of its own: the bot's would not wait that long. */
async function seed(url: string): Promise<string> {
  const started = performance.now();
  const now = `timestamptz '${NOW.toISOString()}'`;
  const confirmations = [
    `insert into resellers select 'r' || i, 'Reseller ' || i from generate_series(0, ${RESELLERS - 1}) i`,
    `insert into assignees (id, name) select 'p' || i, 'Person ' || i from generate_series(0, ${PEOPLE - 1}) i`,
    // One in three unconfirmed, one in five of these assigned; one in ten sold directly.
    `insert into customers (id, name, domain, search_name, search_domain, agreement_state, listed_at, checked_at,
        waiting_since, confirmed_at, accepted_on, confirmed_via, reseller_id, assignee_id, assignee_name)
      select 'c' || i, 'Customer ' || i, i || '.example', 'customer ' || i, i || '.example',
        case when i % 3 = 0 then 'unconfirmed' else 'confirmed' end, ${now}, ${now},
        case when i % 3 = 0 then ${now} - (i % 200) * interval '1 day' end,
        case when i % 3 > 0 then ${now} end, case when i % 3 > 0 then date '2026-03-01' end,
        case when i % 3 > 0 then 'partner-center' end,
        case when i % 10 > 0 then 'r' || (i::bigint * 7919) % ${RESELLERS} end,
        case when i % 15 = 0 then 'p' || (i / 15) % ${PEOPLE} end,
        case when i % 15 = 0 then 'Person ' || (i / 15) % ${PEOPLE} end
      from generate_series(1, ${CUSTOMERS}) i`,
    `insert into confirmations (id, form_id, customer_id, agreement_type, state, accepted_on, submitted_by_id,
        submitted_by_name, submitted_at, language, conversation_id, is_digest, again, request_id, correlation_id,
        next_attempt_at, outcome, settled_at)
      select 's' || i, 's' || i, 'c' || i, 'MicrosoftCloudAgreement', state, date '2026-03-01', 'p1', 'Person 1', ${now},
        'en', 'k', false, false, 's' || i, 's' || i, ${now}, case when state <> 'recorded' then '{}'::jsonb end,
        case when state <> 'recorded' then ${now} end
      from (select i, case when i % 3 > 0 then 'confirmed' when i % 2 = 0 then 'refused' else 'recorded' end as state
        from generate_series(1, 1000) i) made`,
    `insert into figures_by_day (day, newly_confirmed, total, unconfirmed, unknown)
      select date '${NOW.toISOString().slice(0, 10)}' - i, 40, 1000000, 330000 + i * 40, 0 from generate_series(0, 60) i`,
    `vacuum analyze`,
  ];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const confirmation of confirmations) await client.query(confirmation);
  } finally {
    await client.end();
  }
  return ((performance.now() - started) / 1_000).toFixed(0);
}

async function* measure(database: OpenDatabase): AsyncIterable<string> {
  const needs = {
    database,
    cards: loadCards(join(import.meta.dirname, '..', '..', 'cards')),
    agreementType: 'MicrosoftCloudAgreement' as const,
    confirmationRoute: 'classic' as const,
    clock: { now: () => NOW },
    permissions: {
      adminIds: new Set<string>(),
      confirmerIds: new Set<string>(),
      collectors: { ids: new Set<string>(), guests: false },
    },
    expertConversation: { nameOrId: undefined, byNameAlone: true },
    escalation: { afterDays: 0, conversation: { nameOrId: undefined, byNameAlone: true } },
  };
  const turn = {
    conversation: { id: 'k' },
    language: 'en',
    person: { id: 'p1', name: 'Person 1' },
    isPrivate: true,
    hasTypeAhead: true,
  } as Turn;
  // What the figures alone would cost without counts that are kept up: says how busy the machine is, too.
  const byHand = sql`select agreement_state, count(*) from customers where left_at is null group by 1`;
  yield report('counting all one by one', STATUS_MS, await timed(() => byHand.execute(database.kysely)));
  const list = (pressed: object) => () => showView(needs, turn, { ...pressed });
  yield report('status', STATUS_MS, await timed(() => showStatus(needs, turn)));
  yield report('unconfirmed, first page', PAGE_MS, await timed(list({})));
  yield report('unconfirmed, page 1000', PAGE_MS, await timed(list({ page: 1_000 })));
  yield report('unconfirmed, mine', PAGE_MS, await timed(list({ assignee: 'me' })));
  yield report('unconfirmed, nobody’s', PAGE_MS, await timed(list({ assignee: 'nobody' })));
  yield report('unconfirmed, a reseller’s', PAGE_MS, await timed(list({ reseller: 'r77' })));
  yield report('unconfirmed, over 30 days', PAGE_MS, await timed(list({ waiting: 30 })));
  yield report(
    'unconfirmed, over 90 days, page 1000',
    PAGE_MS,
    await timed(list({ waiting: 90, page: 1_000 })),
  );
  yield report('unconfirmed, needs attention', PAGE_MS, await timed(list({ attention: true })));
  const answer = await showStatus(needs, turn);
  const length = answer.kind === 'card' ? JSON.stringify(answer.card.content).length : 0;
  yield `status card  ${length} characters of ${LONGEST_CARD}`;
}

async function timed(work: () => Promise<unknown>): Promise<number[]> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b);
}

function report(what: string, limit: number, times: number[]): string {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const median = at(0.5);
  return `${what}  median ${median.toFixed(1)} ms, 95 % ${at(0.95).toFixed(1)} ms, limit ${limit} ms (${(median / limit).toFixed(2)} of it)`;
}
