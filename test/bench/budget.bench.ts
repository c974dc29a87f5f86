import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBudgetStore } from '../../src/database/budget-store.ts';
import { openDatabase } from '../../src/database/database.ts';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { migrateDatabase } from '../../src/database/core/migrate.ts';
import { silentJobs } from '../support/silent-jobs.ts';

const LEASES = 2_000;
const PROCESSES = 20;
/** A sending process leases a fifth of a second of messages at a time, whatever the rate. */
const LEASES_A_SECOND = 5;

/** What it costs to share budgets: leases of many processes at once, all of the same row. */
export async function* bench(): AsyncIterable<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-budget-'));
  const server = await startEmbedded({ dataDir });
  await migrateDatabase({ url: server.url });
  const database = await openDatabase({
    url: server.url,
    encryptionKey: Buffer.alloc(32).toString('base64'),
    jobSenderFor: silentJobs,
    applicationName: 'bench',
    poolSize: PROCESSES,
  });
  try {
    const stores = Array.from({ length: PROCESSES }, (_, place) =>
      createBudgetStore(database.kysely, `process-${place}`),
    );
    const paces = stores.map((store) => store.pace('teams', 1_000));
    const allowances = stores.map((store) => store.allowance('partner-center'));
    const place = await timed(paces.map((pace) => () => pace.lease({ calls: 10, spent: 0 })));
    yield `a block of places for messages: ${place.perSecond} leases a second by ${PROCESSES} processes at once, median ${place.medianMs} ms, 99th percentile ${place.lateMs} ms; enough for ${Math.floor(place.perSecond / LEASES_A_SECOND)} sending processes`;
    const calls = await timed(
      allowances.map((allowance) => () => allowance.lease({ calls: 1, atMost: Number.MAX_SAFE_INTEGER })),
    );
    yield `a block of calls to Partner Center: ${calls.perSecond} leases a second by ${PROCESSES} processes at once, median ${calls.medianMs} ms, 99th percentile ${calls.lateMs} ms`;
  } finally {
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function timed(workers: readonly (() => Promise<unknown>)[]) {
  const took: number[] = [];
  const began = performance.now();
  const work = async (lease: () => Promise<unknown>) => {
    for (let count = 0; count < LEASES / workers.length; count += 1) {
      const at = performance.now();
      await lease();
      took.push(performance.now() - at);
    }
  };
  await Promise.all(workers.map(work));
  const seconds = (performance.now() - began) / 1_000;
  took.sort((a, b) => a - b);
  const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1);
  return { perSecond: Math.round(took.length / seconds), medianMs: at(0.5), lateMs: at(0.99) };
}
