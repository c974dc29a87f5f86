import { afterEach, describe, expect, it } from '@jest/globals';
import { unconfirmedFile } from '../../../bot/files/unconfirmed.ts';
import { ALL_CUSTOMERS } from '../../../src/domain/customers/customer-filter.ts';
import { testDatabase } from '../../support/database.ts';
import { cards } from '../cards/support.ts';

const { database, clear } = await testDatabase();
const { customers } = database;
const SINCE = new Date('2018-10-01T09:00:00Z');
const clock = { now: () => new Date('2018-10-11T09:00:00Z') };

afterEach(clear);

async function unconfirmed(...ids: string[]): Promise<void> {
  await customers.saveListed(
    ids.map((id) => ({ id, name: `Customer ${id}`, domain: `${id}.example` })),
    SINCE,
  );
  for (const id of ids) await customers.markUnconfirmed(id, SINCE);
}

const fileIn = async (language: 'en' | 'fr') =>
  (await unconfirmedFile({ cards, database, clock }, language, ALL_CUSTOMERS)).text.trim().split('\r\n');

describe('the list of unconfirmed customers as a file', () => {
  it('names the reseller of each customer that has one', async () => {
    await unconfirmed('a', 'b');
    await customers.saveResellers([{ id: 'r', name: 'Alpine Cloud' }]);
    await customers.markResold('r', ['b'], SINCE);

    expect(await fileIn('en')).toEqual([
      expect.stringMatching(/,Assigned to,Reseller$/),
      'Customer a,a,a.example,2018-10-01,10,,,',
      'Customer b,b,b.example,2018-10-01,10,,,Alpine Cloud',
    ]);
    expect((await fileIn('fr'))[0]).toMatch(/;Suivi par;Revendeur$/);
  });

  it('has no such column where the partner has no resellers', async () => {
    await unconfirmed('a');

    expect(await fileIn('en')).toEqual([
      expect.stringMatching(/,Assigned to$/),
      'Customer a,a,a.example,2018-10-01,10,,',
    ]);
  });
});
