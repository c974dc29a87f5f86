import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { OpenDatabase } from '../../src/database/database.ts';
import { createComposer } from '../../src/use-cases/reminding/digest-composer.ts';
import { planReminders } from '../../src/use-cases/reminding/plan-reminders.ts';
import { refreshDigests } from '../../src/use-cases/reminding/refresh-digests.ts';
import type { Messenger } from '../../src/use-cases/ports/messenger.ts';
import { crowdedDatabase, type Crowd } from './crowded-database.ts';

const CROWD: Crowd = { customers: 1_000_000, conversations: 10_000, resellers: 2_000, people: 2_000 };
const ROUNDS = 5;
const ASKED = 300;
const DAY_MS = 86_400_000;
const NEVER_TOLD = { afterDays: 30, conversation: { nameOrId: undefined, byNameAlone: true } };

/** What reminders cost with a million customers in ten thousand conversations. Limits are those the product promises. */
export async function* bench(): AsyncIterable<string> {
  const start = new Date('2026-03-10T12:00:00Z');
  const { database, close } = await crowdedDatabase(CROWD, start);
  try {
    yield* planning(database, start);
    yield await slowestPercent('unconfirmed, a page', (round) =>
      database.customers.unconfirmed({ offset: (round % 20) * 10, limit: 10 }),
    );
    yield await slowestPercent('unconfirmed, a page of a reseller', (round) =>
      database.customers.unconfirmed({ offset: 0, limit: 10 }, { resellerId: `r${1 + round}` }),
    );
    const typed = ['con', 'nord 12', 'soc', 'customer-99', 'boreal', '4711', 'alpine 9'];
    yield await slowestPercent('type-ahead', (round) =>
      database.customers.search(typed[round % typed.length] ?? '', 15),
    );
    yield await refreshing(database);
  } finally {
    await close();
  }
}

/** Every conversation is due, every day anew; digests are taken away after each round. */
async function* planning(database: OpenDatabase, start: Date): AsyncIterable<string> {
  const took: number[] = [];
  const worked: number[] = [];
  const grown: number[] = [];
  const blocked: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const now = new Date(start.getTime() + round * DAY_MS);
    await sql`update reminders set due_at = ${now}`.execute(database.kysely);
    await sql`truncate deliveries`.execute(database.kysely);
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const loop = watchLoop();
    const began = performance.now();
    const cpuBefore = process.cpuUsage();
    const composer = createComposer({ database, clock: { now: () => new Date() }, escalation: NEVER_TOLD });
    const ids = { next: () => randomUUID() };
    const { planned } = await planReminders({ database, composer, ids }, { all: false, now });
    if (planned !== CROWD.conversations) throw new Error(`${planned} were planned`);
    const longest = loop.stop();
    // The first round warms up.
    if (round === 0) continue;
    took.push(performance.now() - began);
    const { user, system } = process.cpuUsage(cpuBefore);
    worked.push((user + system) / 1_000);
    blocked.push(longest);
    grown.push(process.memoryUsage().heapUsed - before);
  }
  yield line('due found, grouped and planned, 10000 of 10000', median(took), 2_000);
  // What this process worked, which no neighbour on the machine makes longer.
  yield line('the same, processor time of the bot', median(worked), 2_000);
  yield `memory grown meanwhile  ${(median(grown) / 1e6).toFixed(0)} MB`;
  yield line('event loop blocked meanwhile, at most, processor time', Math.max(...blocked), 50);
}

/** One customer is confirmed while ten thousand digests stand: which are to be edited is found out and written down. */
async function refreshing(database: OpenDatabase): Promise<string> {
  await sql`update deliveries set state = 'posted', is_standing = true, posted_at = now(), activity_id = id`.execute(
    database.kysely,
  );
  await sql`update customers set agreement_state = 'confirmed', waiting_since = null, confirmed_at = now(),
    accepted_on = date '2018-10-03' where id = 'c3000'`.execute(database.kysely);
  let edits = 0;
  const messenger: Messenger = {
    post: async () => ({ kind: 'unknown' }),
    edit: async () => ((edits += 1), { kind: 'edited' }),
  };
  await sql`update reminders set scope = 'mine:p1' where scope = 'all' and conversation_id <> '19:9999'`.execute(
    database.kysely,
  );
  const looked = performance.now();
  const standing = await database.deliveries.standingScopes();
  await database.scopes.counts(standing.map(({ scope }) => scope));
  const ms = performance.now() - looked;
  await refreshDigests({ database, messenger, clock: { now: () => new Date() }, escalation: NEVER_TOLD });
  return `${line('standing digests checked, 10000', ms, 2_000)}  (${edits} edited)`;
}

async function slowestPercent(what: string, ask: (round: number) => Promise<unknown>): Promise<string> {
  const took: number[] = [];
  for (let round = 0; round < ASKED; round += 1) {
    const began = performance.now();
    await ask(round);
    took.push(performance.now() - began);
  }
  took.sort((one, other) => one - other);
  return line(`${what}, 99th percentile`, took[Math.floor(ASKED * 0.99)] ?? 0, 50);
}

const line = (what: string, ms: number, limit: number) =>
  `${what}  ${ms.toFixed(1)} ms  limit ${limit} ms  ratio ${(ms / limit).toFixed(2)}`;

const median = (values: number[]): number =>
  values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** The longest work between two turns of the event loop, in processor time: what others on the machine take is not ours. */
function watchLoop(): { stop(): number } {
  let longest = 0;
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, (now.user - last.user + now.system - last.system) / 1_000);
    last = now;
  }, 1);
  return {
    stop: () => {
      clearInterval(timer);
      return longest;
    },
  };
}
