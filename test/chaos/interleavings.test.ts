import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { confirmationOf } from '../../src/database/confirming/confirmation-row.ts';
import { createCipher } from '../../src/database/encryption/cipher.ts';
import type { Confirmation } from '../../src/domain/confirming/confirmation.ts';
import { SHOW_AFTER_PRESS_MS } from '../../src/use-cases/confirming/settle-confirmation.ts';
import { testDatabase, TEST_ENCRYPTION_KEY, type SentJob } from '../support/database.ts';
import { openStage, type Stage } from './stage.ts';
import { story } from './steps.ts';

const data = await testDatabase();

/** `CHAOS_SEED` plays a run again, `CHAOS_RUNS` plays more. */
const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000_000);
const numRuns = Number(process.env.CHAOS_RUNS ?? 120);

it('whatever happens in whatever order, each confirmation is filed once or honestly not at all', async () => {
  const ends: Record<string, number> = {};
  let deaths = 0;
  let pauses = 0;

  await fc.assert(
    fc.asyncProperty(story, async ({ steps, ...circumstances }) => {
      await data.clear();
      const stage = await openStage(data, circumstances);
      try {
        for (const step of steps) await stage.play(step);
        await stage.settleAll();
        for (const end of await checkConfirmations(stage)) ends[end] = (ends[end] ?? 0) + 1;
        deaths += stage.deaths();
        pauses += stage.pauses();
      } finally {
        await stage.close();
      }
    }),
    { seed, numRuns },
  );

  console.log(`seed ${seed}, ${numRuns} stories, ${deaths} deaths, ${pauses} pauses, confirmations:`, ends);
  expect(ends).toMatchObject({ sent: expect.any(Number), 'read-back': expect.any(Number) });
});

/** How often a confirmation that ended so may be in the ledger. */
const ALLOWED: Record<string, readonly number[]> = {
  sent: [1],
  'read-back': [1],
  found: [0],
  refused: [0],
  'not-reached': [0],
  'no-clear-answer': [0, 1],
};

/** Compares every confirmation with the ledger and the trail; gives back how they ended. */
async function checkConfirmations({ world, acknowledged }: Stage): Promise<string[]> {
  const confirmations = await allConfirmations();
  const known = new Set(confirmations.map(({ requestId }) => requestId));
  const strangers = world.sandbox.ledger().filter(({ requestId }) => requestId && !known.has(requestId));
  expect(strangers).toEqual([]);
  expect(
    [...acknowledged].filter((id) => !confirmations.some((confirmation) => confirmation.id === id)),
  ).toEqual([]);

  const hasPaused = (await data.sentJobs()).some(({ name }) => name === 'check-account');
  const ends: string[] = [];
  for (const confirmation of confirmations) {
    const end = endOf(confirmation);
    const filed = world.filed(confirmation);
    expect({ end, filed: ALLOWED[end]?.includes(filed.length) ?? 'nowhere' }).toEqual({ end, filed: true });
    for (const { customerId, contact, dateAgreed } of filed) {
      const { acceptedOn } = confirmation;
      expect({ customerId, contact, acceptedOn: dateAgreed }).toEqual({
        customerId: confirmation.customerId,
        contact: confirmation.contact,
        acceptedOn,
      });
    }
    const trail = await world.trail(confirmation.id);
    expect(trail.map(({ action }) => action)).toEqual([
      'confirmation-recorded',
      `confirmation-${confirmation.state}`,
    ]);
    await checkShown(world, confirmation, hasPaused);
    ends.push(end);
  }
  await checkCustomers(world, confirmations);
  return ends;
}

/**
 * The end is shown once, after the answer to the press. Before it, without a delay: that the bot looks, once for each POST
 * at most; and that it waits for an administrator, only where filing was paused.
 */
async function checkShown(
  world: Stage['world'],
  { id, attempts }: Confirmation,
  hasPaused: boolean,
): Promise<void> {
  const shown = await world.jobs('show-outcome', id);
  const [ends, others] = [shown.filter(isEnd), shown.filter((job) => !isEnd(job))];
  expect(ends).toHaveLength(1);
  expect(ends[0]?.options.afterMs).toBeLessThanOrEqual(SHOW_AFTER_PRESS_MS);
  for (const { payload, options } of shown) {
    expect([payload, options.onceKey]).toEqual([{ confirmationId: id }, id]);
  }
  if (!hasPaused) expect(others.length).toBeLessThanOrEqual(attempts);
}

const isEnd = ({ options }: SentJob) => options.afterMs !== undefined;

function endOf({ outcome, state }: Confirmation): string {
  if (outcome === null) return state;
  if (outcome.kind === 'confirmed') return outcome.how;
  return outcome.kind === 'refused' ? outcome.kind : outcome.reason;
}

/** A customer with an agreement is shown as confirmed, and no other. */
async function checkCustomers(world: Stage['world'], confirmations: Confirmation[]): Promise<void> {
  for (const customerId of new Set(confirmations.map((confirmation) => confirmation.customerId))) {
    const customer = await data.database.customers.find(customerId);
    const hasOne =
      customerId === world.sandbox.samples.confirmedOnce ||
      world.sandbox.ledger().some((entry) => entry.customerId === customerId);
    expect(customer?.agreementState).toBe(hasOne ? 'confirmed' : 'unconfirmed');
  }
}

async function allConfirmations(): Promise<Confirmation[]> {
  const cipher = createCipher(TEST_ENCRYPTION_KEY);
  const rows = await data.database.kysely.selectFrom('confirmations').selectAll().execute();
  return rows.map((row) => confirmationOf(row, cipher));
}
