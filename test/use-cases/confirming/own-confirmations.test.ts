import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import { syncCustomers } from '../../../src/use-cases/customers/sync-customers.ts';
import { testDatabase } from '../../support/database.ts';
import { ADA, DETAILS, filingWorld, GRACE, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
const { customers, confirmations } = data.database;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const EVERYTHING = { unconfirmedAfterMs: 0, confirmedAfterMs: 0 };
let world: FilingWorld;
let contoso: string;

beforeEach(async () => {
  world = await filingWorld(data, { throttle: { customersPerMinute: 1e9, confirmationsPerMinute: 1e9 } });
  contoso = world.sandbox.samples.contoso;
});
afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

/** Partner Center took it a moment ago, and its list shows nothing of it yet. */
async function takenButNotListed(): Promise<Confirmation> {
  const confirmation = await world.recorded();
  const at = world.clock.now();
  const outcome = { kind: 'confirmed', how: 'sent', acceptedOn: DETAILS.acceptanceDate } as const;
  await confirmations.settle(confirmation.id, { outcome, held: 0, at });
  await customers.markConfirmed(contoso, { acceptedOn: DETAILS.acceptanceDate, via: 'bot', by: ADA, at });
  return confirmation;
}

/** As an earlier sync of a list that was behind has left it. */
async function setBack() {
  world.clock.advance(MINUTE_MS);
  await customers.markUnconfirmed(contoso, world.clock.now());
}

const sync = () => syncCustomers(world.needs, EVERYTHING);
const stateOf = async () => (await customers.find(contoso))?.agreementState;
const listed = () => world.sandbox.ledger().filter(({ customerId }) => customerId === contoso);

/** Works on a confirmation as its jobs would, until it has ended. */
async function fileToItsEnd({ id }: Confirmation): Promise<Confirmation> {
  for (let tries = 0; tries < 60; tries += 1) {
    await world.file(id);
    const now = await world.stored(id);
    if (now.outcome) return now;
    world.clock.advance(MINUTE_MS);
  }
  throw new Error('The confirmation never ended');
}

describe('a list that is behind what Partner Center took from us', () => {
  it('does not set the customer back for a day', async () => {
    await takenButNotListed();
    world.clock.advance(MINUTE_MS);
    await sync();
    const stateSoon = await stateOf();
    world.clock.advance(DAY_MS);
    await sync();

    expect(stateSoon).toBe('confirmed');
    expect(await stateOf()).toBe('unconfirmed');
  });

  it('leaves who confirmed, when and for which day as it was', async () => {
    await sync();
    world.clock.advance(MINUTE_MS);
    await takenButNotListed();
    const before = await customers.find(contoso);
    world.clock.advance(MINUTE_MS);

    await sync();

    expect(await customers.find(contoso)).toEqual({ ...before, checkedAt: world.clock.now() });
  });

  it('makes a customer confirmed again that was set back before', async () => {
    await takenButNotListed();
    await setBack();
    world.clock.advance(MINUTE_MS);

    await sync();

    expect(await customers.find(contoso)).toMatchObject({
      agreementState: 'confirmed',
      confirmedVia: 'bot',
      confirmedBy: ADA,
      acceptedOn: DETAILS.acceptanceDate,
    });
  });

  it('lets no person file the customer once more by mistake', async () => {
    await takenButNotListed();
    await setBack();
    const second = await world.recorded({ submittedBy: GRACE });

    await world.file(second.id);

    expect((await world.stored(second.id)).outcome).toEqual({
      kind: 'confirmed',
      how: 'found',
      acceptedOn: DETAILS.acceptanceDate,
    });
    expect(listed()).toEqual([]);
  });

  it.each([
    ['one more on purpose', { again: true }, 0],
    ['what was confirmed more than a day ago', { again: false }, DAY_MS],
  ])('stands in the way of nothing else: %s', async (_what, more, laterMs) => {
    await takenButNotListed();
    world.clock.advance(laterMs);
    if (!more.again) await setBack();
    const second = await world.recorded(more);

    await world.file(second.id);

    expect((await world.stored(second.id)).outcome).toMatchObject({ kind: 'confirmed', how: 'sent' });
    expect(listed()).toHaveLength(1);
  });
});

describe('a database that has lost its last commits', () => {
  /** The row as it was recorded, in a history that the server has left since. */
  const rollBack = ({ id }: Confirmation) =>
    sql`update confirmations set state = 'recorded', attempts = 0, first_attempt_at = null, identical_before = 0,
      outcome = null, settled_at = null, next_attempt_at = submitted_at, history = 'left' where id = ${id}`.execute(
      data.database.kysely,
    );
  /** The service does not know a request of before, so that nothing hides what is sent twice. */
  const forgetful = () => world.sandbox.control.fault({ fault: 'forget-request-id', times: 50 });

  it.each([false, true])('does not file twice what it sent before (again: %s)', async (again) => {
    const before = await fileToItsEnd(await world.recorded());
    const sent = again ? await fileToItsEnd(await world.recorded({ again: true })) : before;
    await rollBack(sent);
    forgetful();

    const ended = await fileToItsEnd(sent);

    expect(ended.outcome).toMatchObject({ kind: 'confirmed' });
    expect(listed()).toHaveLength(again ? 2 : 1);
  });

  it('still files one more on purpose that was never sent', async () => {
    await fileToItsEnd(await world.recorded());
    const unsent = await world.recorded({ again: true });
    await rollBack(unsent);
    forgetful();

    const ended = await fileToItsEnd(unsent);

    expect(ended.outcome).toMatchObject({ kind: 'confirmed', how: 'sent' });
    expect(listed()).toHaveLength(2);
  });

  it('counts what was filed with details that were erased since', async () => {
    const before = await fileToItsEnd(await world.recorded());
    await sql`update confirmations set contact = null where id = ${before.id}`.execute(data.database.kysely);
    const unsent = await world.recorded({ again: true, formId: randomUUID() });
    await rollBack(unsent);

    await fileToItsEnd(unsent);

    expect(listed()).toHaveLength(2);
  });

  it('is told from one that has lost nothing, until the confirmation is sent anew', async () => {
    const { id } = await world.recorded();
    const at = world.clock.now();
    const due = async () =>
      (await confirmations.findDue(id, world.clock.now())) as { mayHaveLostCommits: boolean };

    const fresh = (await due()).mayHaveLostCommits;
    await sql`update confirmations set history = 'left' where id = ${id}`.execute(data.database.kysely);
    const lost = (await due()).mayHaveLostCommits;
    await confirmations.beginAttempt(id, { attempts: 0, identicalBefore: 0, at, forMs: 40_000 });
    world.clock.advance(MINUTE_MS);

    expect([fresh, lost, (await due()).mayHaveLostCommits]).toEqual([false, true, false]);
  });

  it('tells its history to a user without any right', async () => {
    const { rows } = await data.database.kysely.transaction().execute(async (transaction) => {
      const name = `nobody_${randomUUID().slice(0, 8)}`;
      await sql`create role ${sql.id(name)}`.execute(transaction);
      await sql`set local role ${sql.id(name)}`.execute(transaction);
      const told = await sql<{ history: string }>`select server_history() as history`.execute(transaction);
      await sql`reset role`.execute(transaction);
      await sql`drop role ${sql.id(name)}`.execute(transaction);
      return told;
    });

    expect(rows[0]?.history).toMatch(/^\d+\/[0-9A-F]{8}$/);
  });
});
