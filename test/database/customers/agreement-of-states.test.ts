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

  it('makes nobody confirmed and everybody due when it becomes another, in the figures too', async () => {
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
