import { beforeEach, describe, expect, it } from '@jest/globals';
import { assignCustomer, type Assignment } from '../../../src/use-cases/customers/assign-customer.ts';
import type { AuditRecord } from '../../../src/use-cases/ports/audit-store.ts';
import { testDatabase } from '../../support/database.ts';

const { database, clear, sentJobs } = await testDatabase();
const NOW = new Date('2026-03-10T09:00:00Z');
const needs = { database, clock: { now: () => NOW } };
const ADA = { id: 'ada', name: 'Ada' };
const BO = { id: 'bo', name: 'Bo' };
const PLACE = { conversationId: 'team', teamsId: '29:ada' };
let lastEntry = 0;

const assign = (change: Partial<Assignment>) =>
  assignCustomer(needs, { customerId: 'a', assignee: ADA, place: PLACE, from: null, actor: ADA, ...change });

async function newEntries(): Promise<AuditRecord[]> {
  const entries = await database.audit.page(lastEntry, 100);
  lastEntry = entries.at(-1)?.id ?? lastEntry;
  return entries;
}

beforeEach(async () => {
  await clear();
  await newEntries();
  await database.customers.saveListed([{ id: 'a', name: 'Contoso', domain: 'contoso.com' }], NOW);
  await database.customers.markUnconfirmed('a', NOW);
});

describe('assigning a customer', () => {
  it('gives it to a person, says so in the trail by ids, and promises them their own reminder', async () => {
    const assigned = await assign({ actor: BO });

    expect(assigned).toMatchObject({ kind: 'assigned', customer: { assignee: ADA }, from: null });
    expect(await newEntries()).toMatchObject([
      { actor: BO, action: 'customer-assigned', customerId: 'a', details: { to: 'ada' } },
    ]);
    expect(await sentJobs()).toMatchObject([
      { name: 'remind-assignee', payload: { personId: 'ada' } },
      { name: 'refresh-digests' },
    ]);
  });

  it('changes nothing when the same press comes again', async () => {
    await assign({});
    await newEntries();

    expect(await assign({})).toMatchObject({ kind: 'unchanged', customer: { assignee: ADA } });
    expect(await newEntries()).toEqual([]);
    expect(await sentJobs()).toHaveLength(2);
  });

  it('passes it on, from whom to whom', async () => {
    await assign({});
    await newEntries();

    expect(await assign({ assignee: BO, from: 'ada' })).toMatchObject({ kind: 'assigned', from: ADA });
    expect(await newEntries()).toMatchObject([{ details: { from: 'ada', to: 'bo' } }]);
  });

  it('gives it back, once', async () => {
    await assign({});
    await newEntries();

    expect(await assign({ assignee: null, from: 'ada' })).toMatchObject({ kind: 'assigned', from: ADA });
    expect(await assign({ assignee: null, from: 'ada' })).toMatchObject({ kind: 'unchanged' });
    expect(await newEntries()).toMatchObject([{ action: 'customer-released', details: { from: 'ada' } }]);
  });

  it.each([
    ['take', { assignee: BO }],
    ['take over from a colleague', { assignee: BO, from: 'zoe' }],
    ['give back', { assignee: null, from: 'bo' }],
  ])('never overwrites what the card did not show: %s', async (_what, change) => {
    await assign({});
    await newEntries();

    expect(await assign({ ...change, actor: BO })).toMatchObject({
      kind: 'held',
      customer: { assignee: ADA },
    });
    expect(await database.customers.find('a')).toMatchObject({ assignee: ADA });
    expect(await newEntries()).toEqual([]);
  });

  it('at the same moment by many goes to one of them', async () => {
    const people = Array.from({ length: 8 }, (_, i) => ({ id: `p${i}`, name: `P${i}` }));

    const results = await Promise.all(people.map((person) => assign({ assignee: person, actor: person })));

    const winner = (await database.customers.find('a'))?.assignee;
    expect(results.filter(({ kind }) => kind === 'assigned')).toHaveLength(1);
    expect(results.every((each) => 'customer' in each && each.customer.assignee?.id === winner?.id)).toBe(
      true,
    );
    expect(await newEntries()).toHaveLength(1);
  });

  it('is needless once it is confirmed', async () => {
    await database.customers.markConfirmed('a', { acceptedOn: '2026-03-01', via: 'bot', by: BO, at: NOW });

    expect(await assign({})).toMatchObject({ kind: 'settled', customer: { assignee: null } });
  });

  it('needs a customer', async () => {
    expect(await assign({ customerId: 'nobody' })).toEqual({ kind: 'unknown-customer' });
  });
});
