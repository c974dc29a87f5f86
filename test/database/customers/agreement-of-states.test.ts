import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { testDatabase } from '../../support/database.ts';

const { database, clear } = await testDatabase();
const { customers } = database;
const NOW = new Date('2026-03-10T09:00:00Z');
const CLOUD = 'MicrosoftCloudAgreement';
const CUSTOMER = 'MicrosoftCustomerAgreement';
const ADA = { id: 'person-ada', name: 'Ada Byron' };

beforeEach(async () => {
  await clear();
  await sql`truncate agreement_of_states`.execute(database.kysely);
  const domains = { un: 'un.example', con: 'con.example', new: 'new.example', exempt: 'a.onmicrosoft.us' };
  await customers.saveListed(
    Object.entries(domains).map(([id, domain]) => ({ id, name: id, domain })),
    NOW,
  );
  await customers.markUnconfirmed('un', NOW);
  await customers.markConfirmed('con', { acceptedOn: '2026-03-01', via: 'bot', by: ADA, at: NOW });
});

const figures = () => customers.figures();
const stateOf = async (id: string) => (await customers.find(id))?.agreementState;

describe('the agreement that states are about', () => {
  it('changes nothing when it is first known, nor when it is the same', async () => {
    const first = await customers.statesAreOf(CLOUD);
    const same = await customers.statesAreOf(CLOUD);

    expect([first, same]).toEqual([false, false]);
    expect(await customers.find('con')).toMatchObject({ agreementState: 'confirmed', confirmedBy: ADA });
    expect(await customers.toRead(10, NOW, NOW)).toEqual(['new']);
  });

  it('makes no customer confirmed and all due when it becomes another, in the figures too', async () => {
    await customers.statesAreOf(CLOUD);

    const isAnother = await customers.statesAreOf(CUSTOMER);

    expect(isAnother).toBe(true);
    expect(await customers.find('con')).toMatchObject({
      agreementState: 'unknown',
      confirmedAt: null,
      confirmedBy: null,
      acceptedOn: null,
    });
    expect([await stateOf('un'), await stateOf('exempt')]).toEqual(['unconfirmed', 'exempt']);
    expect(await figures()).toMatchObject({ total: 3, unconfirmed: 1, unknown: 2 });
    expect((await customers.toRead(10, NOW, NOW)).sort()).toEqual(['con', 'new', 'un']);
  });

  it('is remembered: what is read afterwards stays', async () => {
    await customers.statesAreOf(CLOUD);
    await customers.statesAreOf(CUSTOMER);
    await customers.markConfirmed('con', { acceptedOn: null, via: 'direct', by: null, at: NOW });

    expect(await customers.statesAreOf(CUSTOMER)).toBe(false);
    expect(await stateOf('con')).toBe('confirmed');
  });

  it('changes as one when several processes start with another at the same moment', async () => {
    await customers.statesAreOf(CLOUD);

    await Promise.all([1, 2, 3, 4].map(() => customers.statesAreOf(CUSTOMER)));

    expect(await figures()).toMatchObject({ total: 3, unconfirmed: 1, unknown: 2 });
    expect(await customers.statesAreOf(CUSTOMER)).toBe(false);
  });
});

describe('the day from which acceptances count', () => {
  const FROM = '2023-04-01';
  const LATER = new Date('2026-03-11T09:00:00Z');
  const OLD = { acceptedOn: '2020-05-05', via: 'partner-center', by: null, at: NOW } as const;

  beforeEach(async () => {
    await customers.statesAreOf(CUSTOMER);
    await customers.markConfirmed('new', OLD);
  });

  it('makes customers that accepted before it unconfirmed and due, with the day kept, in the figures too', async () => {
    const changed = await customers.acceptancesCountFrom(FROM, LATER);

    expect(changed).toBe(1);
    expect(await customers.find('new')).toMatchObject({
      agreementState: 'unconfirmed',
      acceptedOn: '2020-05-05',
      waitingSince: LATER,
    });
    expect(await stateOf('con')).toBe('confirmed');
    expect(await figures()).toMatchObject({ total: 3, confirmed: 1, unconfirmed: 2, toRenew: 1 });
    expect(await customers.toRead(10, NOW, NOW)).toEqual(['new']);
  });

  it('is remembered, and lets all count again when it is switched off', async () => {
    await customers.acceptancesCountFrom(FROM, LATER);

    expect(await customers.acceptancesCountFrom(FROM, LATER)).toBe(0);
    expect(await customers.acceptancesCountFrom(undefined, LATER)).toBe(1);
    expect(await stateOf('new')).toBe('confirmed');
    expect(await figures()).toMatchObject({ confirmed: 2, unconfirmed: 1, toRenew: 0 });
  });

  it('leaves a direct acceptance, which has no day, as it is', async () => {
    await customers.markConfirmed('con', { acceptedOn: null, via: 'direct', by: null, at: LATER });

    await customers.acceptancesCountFrom('2030-01-01', LATER);

    expect(await stateOf('con')).toBe('confirmed');
  });

  it('is judged as one by several processes that start at the same moment', async () => {
    await Promise.all([1, 2, 3, 4].map(() => customers.acceptancesCountFrom(FROM, LATER)));

    expect(await figures()).toMatchObject({ total: 3, confirmed: 1, unconfirmed: 2, toRenew: 1 });
  });

  it('keeps the counts by reseller and person, and the list of who has to renew', async () => {
    await customers.assign('new', ADA);
    await customers.acceptancesCountFrom(FROM, LATER);

    const mine = { assigneeId: ADA.id };
    expect(await customers.figures(mine)).toMatchObject({ total: 1, unconfirmed: 1, toRenew: 1 });
    expect(await customers.figures({ toRenew: true })).toMatchObject({
      total: 1,
      unconfirmed: 1,
      toRenew: 1,
    });
    expect(await customers.countUnconfirmed({ toRenew: true }, 10)).toBe(1);
    expect((await customers.byAssignee(5)).top).toMatchObject([{ unconfirmed: 1, total: 1 }]);
    const [listed] = await customers.unconfirmed({ offset: 0, limit: 5 }, { toRenew: true });
    expect(listed).toMatchObject({ id: 'new', acceptedOn: '2020-05-05' });
  });

  it('is over for a customer that another acceptance confirms', async () => {
    await customers.acceptancesCountFrom(FROM, LATER);

    await customers.markConfirmed('new', { acceptedOn: '2026-03-10', via: 'bot', by: ADA, at: LATER });

    expect(await figures()).toMatchObject({ confirmed: 2, unconfirmed: 1, toRenew: 0 });
  });
});
