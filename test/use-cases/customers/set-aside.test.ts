import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { exportCustomers } from '../../../src/use-cases/customers/export-customers.ts';
import {
  endPauses,
  resumeCustomer,
  setAside,
  type Aside,
} from '../../../src/use-cases/customers/set-aside.ts';
import { testDatabase } from '../../support/database.ts';
import { ADA, remindingWorld, type RemindingWorld } from '../reminding/reminding-world.ts';

const data = await testDatabase();
const { database } = data;
const BEN = { id: 'person-ben', name: 'Ben' };
let world: RemindingWorld;
let trailBefore = 0;

const setAsideBy = (change: Partial<Aside>) =>
  setAside(world.needs, {
    customerId: 'c1',
    note: '',
    notedAt: null,
    until: null,
    timeZone: 'Europe/Paris',
    actor: ADA,
    ...change,
  });
const noteOf = async (id: string) => (await database.asides.notes([id])).get(id);
const trail = async () =>
  (await database.audit.page(trailBefore, 1_000)).map(({ action, actor, customerId, details }) => ({
    ...{ action, customerId, details },
    by: actor?.id ?? null,
  }));
const nameCustomers = () => world.lastDigest('team').customers.map(({ id }) => id);

beforeEach(async () => {
  trailBefore = (await database.audit.page(0, 100_000)).at(-1)?.id ?? 0;
  world = remindingWorld(data, { at: '2026-03-10T07:00:00Z' });
  await world.customers(['c1', 'c2', 'c3']);
  await world.install('team');
});
afterEach(() => data.clear());

describe('a customer that is paused', () => {
  it('is left out of reminders, by name and by number, until its day, and comes back by itself', async () => {
    await setAsideBy({ until: '2026-03-12', note: 'Ana is back on Thursday' });
    const numbers: unknown[] = [];

    for (const day of ['10', '11', '12']) {
      world.at(`2026-03-${day}T08:00:00Z`);
      await world.remind();
      const { unconfirmed, total, paused } = world.lastDigest('team').digest;
      numbers.push([day, unconfirmed, total, paused, nameCustomers()]);
    }

    expect(numbers).toEqual([
      ['10', 2, 2, 1, ['c2', 'c3']],
      ['11', 2, 2, 1, ['c2', 'c3']],
      ['12', 3, 3, undefined, ['c1', 'c2', 'c3']],
    ]);
    expect(await database.customers.find('c1')).not.toHaveProperty('pause');
    expect((await trail()).filter(({ customerId }) => customerId === 'c1')).toEqual([
      { action: 'customer-noted', customerId: 'c1', by: ADA.id, details: { removed: false } },
      { action: 'customer-paused', customerId: 'c1', by: ADA.id, details: { until: '2026-03-12' } },
      { action: 'customer-resumed', customerId: 'c1', by: null, details: {} },
    ]);
    expect((await noteOf('c1'))?.text).toBe('Ana is back on Thursday');
  });

  it('is no reason to say that all are confirmed, and no reason for a reminder either', async () => {
    for (const customerId of ['c1', 'c2', 'c3']) await setAsideBy({ customerId, until: '2026-03-20' });
    world.at('2026-03-10T08:00:00Z');

    await world.remind();

    expect(world.posted('team')).toEqual([]);
    expect((await database.scopes.counts(['all'])).get('all')).toEqual({
      unconfirmed: 0,
      total: 0,
      paused: 3,
    });
  });

  it('stays in lists and figures, for its orders are blocked all the same', async () => {
    await setAsideBy({ until: '2026-03-20' });

    const listed = await database.customers.unconfirmed({ offset: 0, limit: 10 });

    expect(listed.find(({ id }) => id === 'c1')).toMatchObject({ pause: { until: '2026-03-20', by: ADA } });
    expect(await database.customers.figures()).toMatchObject({ unconfirmed: 3, total: 3 });
  });

  it('is not paused any more once it is confirmed', async () => {
    await setAsideBy({ until: '2026-03-20' });

    await world.confirm('c1');

    expect(await database.customers.find('c1')).not.toHaveProperty('pause');
    expect(await setAsideBy({ until: '2026-03-20' })).toMatchObject({ kind: 'settled' });
    expect(await setAsideBy({ customerId: 'none', until: '2026-03-20' })).toEqual({
      kind: 'unknown-customer',
    });
  });

  it('can be resumed by hand, and a second press changes nothing', async () => {
    await setAsideBy({ until: '2026-03-20' });

    await resumeCustomer(world.needs, { customerId: 'c1', actor: BEN });
    const customer = await resumeCustomer(world.needs, { customerId: 'c1', actor: BEN });

    expect(customer).not.toHaveProperty('pause');
    expect((await trail()).map(({ action, by }) => [action, by])).toContainEqual([
      'customer-resumed',
      BEN.id,
    ]);
    expect((await trail()).filter(({ action }) => action === 'customer-resumed')).toHaveLength(1);
  });

  it('has every standing reminder brought up to date', async () => {
    await setAsideBy({ until: '2026-03-20' });

    expect((await data.sentJobs()).filter(({ name }) => name === 'refresh-digests')).toHaveLength(1);
  });

  it('that is not over has no reminder looked at again', async () => {
    await setAsideBy({ until: '2026-03-20' });
    const before = (await data.sentJobs()).length;
    world.at('2026-03-12T08:00:00Z');

    await endPauses(world.needs);

    expect(await data.sentJobs()).toHaveLength(before);
  });

  it('comes back once, however many processes look', async () => {
    for (const customerId of ['c1', 'c2', 'c3']) await setAsideBy({ customerId, until: '2026-03-11' });
    world.at('2026-03-12T08:00:00Z');

    const ended = await Promise.all(Array.from({ length: 4 }, () => endPauses(world.needs)));

    expect(ended.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect((await trail()).filter(({ action }) => action === 'customer-resumed')).toHaveLength(3);
  });
});

describe('a note about a customer', () => {
  it('is encrypted at rest, and stands in the export beside the pause', async () => {
    await setAsideBy({ note: 'Ana is back on Friday', until: '2026-03-20' });

    const { rows } = await sql<{ sealed_note: Buffer }>`select sealed_note from customer_notes`.execute(
      database.kysely,
    );
    const lines: string[] = [];
    for await (const text of exportCustomers(database)) lines.push(text);

    expect(rows[0]?.sealed_note.includes('Ana')).toBe(false);
    const [header, ...others] = lines.join('').trim().split('\r\n');
    const column = (name: string) => header!.split(',').indexOf(name);
    const cells = others.find((line) => line.startsWith('c1'))!.split(',');
    expect(cells[column('note')]).toBe('Ana is back on Friday');
    expect(cells[column('noted_by_id')]).toBe(ADA.id);
    expect(cells[column('paused_until')]).toBe('2026-03-20');
    expect(cells[column('paused_by_name')]).toBe(ADA.name);
  });

  it('that a colleague wrote meanwhile is not written over unseen', async () => {
    await setAsideBy({ note: 'Ben’s note', actor: BEN });

    const told = await setAsideBy({ note: 'Ada’s note' });
    const kept = (await noteOf('c1'))?.text;
    const saved = await setAsideBy({ note: 'Ada’s note', notedAt: (await noteOf('c1'))!.at });

    expect(told).toMatchObject({ kind: 'noted-meanwhile', note: { text: 'Ben’s note', by: BEN } });
    expect(kept).toBe('Ben’s note');
    expect(saved).toMatchObject({ kind: 'saved', changed: 'note' });
    expect(await noteOf('c1')).toMatchObject({ text: 'Ada’s note', by: ADA });
  });

  it('is gone when it is emptied; the same press twice leaves one line in the trail', async () => {
    await setAsideBy({ note: 'short' });
    const { at } = (await noteOf('c1'))!;

    await setAsideBy({ note: 'short', notedAt: at });
    await setAsideBy({ note: '', notedAt: at });

    expect(await noteOf('c1')).toBeUndefined();
    expect((await trail()).map(({ action, details }) => [action, details])).toEqual([
      ['customer-noted', { removed: false }],
      ['customer-noted', { removed: true }],
    ]);
  });
});
