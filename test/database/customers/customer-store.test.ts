import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { foldedNames } from '../../../src/database/migrations/0024-folded-names.ts';
import { testDatabase } from '../../support/database.ts';
import { newConfirmation } from '../../support/confirmations.ts';

const { database, clear } = await testDatabase();
const { customers } = database;
const NOW = new Date('2026-03-10T09:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

const listed = (id: string, name: string, domain = `${id}.onmicrosoft.com`) => ({ id, name, domain });
const ids = (found: { id: string }[]) => found.map(({ id }) => id);

beforeEach(clear);

describe('a listing', () => {
  it('says which customers are new and renames those it knows', async () => {
    await customers.saveListed([listed('a', 'Old name')], NOW);

    const added = await customers.saveListed([listed('a', 'New name'), listed('b', 'Second')], later(1));

    expect(added).toEqual(['b']);
    expect(await customers.find('a')).toMatchObject({ name: 'New name', agreementState: 'unknown' });
  });

  it('takes a customer that is named twice on one page once', async () => {
    const added = await customers.saveListed([listed('a', 'First'), listed('a', 'Last')], NOW);

    expect(added).toEqual(['a']);
    expect(await customers.find('a')).toMatchObject({ name: 'Last' });
  });

  it('lets those it did not name leave, and brings them back with what was known', async () => {
    await customers.saveListed([listed('a', 'Stays'), listed('b', 'Leaves')], NOW);
    await customers.markUnconfirmed('b', NOW);
    await customers.saveListed([listed('a', 'Stays')], later(10));

    const left = await customers.markLeft(later(10));

    expect(left).toBe(1);
    expect(await customers.find('b')).toBeUndefined();
    expect(await customers.figures()).toMatchObject({ total: 1 });
    const added = await customers.saveListed([listed('b', 'Leaves')], later(20));
    expect(added).toEqual([]);
    expect(await customers.find('b')).toMatchObject({ agreementState: 'unconfirmed', waitingSince: NOW });
  });
});

describe('search', () => {
  beforeEach(async () => {
    await customers.saveListed(
      [
        listed('electricite', 'Électricité Générale SARL'),
        listed('contoso', 'Contoso'),
        listed('contoso-ltd', 'Contoso Ltd'),
        listed('new-contoso', 'The New Contoso Group'),
        listed('hidden', 'Fabrikam', 'contoso-hidden.example'),
        listed('oeuvre', "L'Œuvre d'Art"),
        listed('odd', `100% 'quoted' & co:*`),
      ],
      NOW,
    );
  });

  it.each([
    ['accents and case do not matter', 'ELECTRICITE gener', ['electricite']],
    ['words in any order, each by its beginning', 'gen elec', ['electricite']],
    [
      'names that begin so, then domains, then other words',
      'contoso',
      ['contoso', 'contoso-ltd', 'hidden', 'new-contoso'],
    ],
    ['part of a domain with its dots', 'contoso-hidden.ex', ['hidden']],
    ['what looks like an operator is only text', `'quoted' & co:*`, ['odd']],
    ['a word must begin so, not contain it', 'ontoso', []],
    ['every word typed must be found', 'contoso sarl', []],
    ['nothing typed finds nothing', '  ', []],
    ['signs alone find nothing', '%&*', []],
    ['a NUL finds nothing and breaks nothing', 'contoso\0', ['contoso', 'contoso-ltd', 'new-contoso']],
  ])('%s', async (_what, typed, expected) => {
    expect(ids(await customers.search(typed, 15))).toEqual(expected);
  });

  it('finds names and domains however they are written, on both sides', async () => {
    await customers.saveListed([listed('wide', 'Ｔｒｉａｌ Wo\u200brks', 'tri\u00adal.example')], NOW);

    for (const typed of [
      'trial works',
      'Ｔｒｉａｌ　Ｗｏｒｋｓ',
      'Trial &nbsp;Wor\u200bks',
      'ｔｒｉａｌ．ｅｘ',
    ])
      expect(ids(await customers.search(typed, 15))).toEqual(['wide']);
    expect(ids(await customers.meantBy(['TRIAL\u200b.example', 'Ｔrial works']))).toEqual(['wide']);
  });

  it('finds what was folded by other rules once the tables are brought up to date', async () => {
    await customers.saveListed([listed('wide', 'Ｔｒｉａｌ Works', 'tri\u00adal.example')], NOW);
    await sql`update customers set search_name = name, search_domain = domain`.execute(database.kysely);

    await foldedNames.up(database.kysely);

    expect(ids(await customers.search('trial works', 15))).toEqual(['wide']);
    expect(ids(await customers.search('trial.example', 15))).toEqual(['wide']);
  });

  it('gives no more than asked for, the best ones', async () => {
    expect(ids(await customers.search('contoso', 2))).toEqual(['contoso', 'contoso-ltd']);
  });

  it('does not find who has left', async () => {
    await customers.markLeft(later(1));

    expect(await customers.search('contoso', 15)).toEqual([]);
  });
});

describe('the agreement of a customer', () => {
  beforeEach(() => customers.saveListed([listed('a', 'A')], NOW));

  it('has waited since it was first seen unconfirmed, however often it is read', async () => {
    await customers.markUnconfirmed('a', later(1));
    await customers.markUnconfirmed('a', later(2));

    expect(await customers.find('a')).toMatchObject({ waitingSince: later(1), checkedAt: later(2) });
  });

  it('keeps who confirmed when a reading says no more than that', async () => {
    const by = { id: 'p1', name: 'Ada' };
    await customers.markConfirmed('a', { acceptedOn: '2026-03-01', via: 'bot', by, at: later(1) });

    await customers.markConfirmed('a', {
      acceptedOn: '2026-03-01',
      via: 'partner-center',
      by: null,
      at: later(2),
    });

    expect(await customers.find('a')).toMatchObject({
      agreementState: 'confirmed',
      confirmedVia: 'bot',
      confirmedBy: by,
      confirmedAt: later(1),
      checkedAt: later(2),
      waitingSince: null,
    });
  });

  it('takes over a confirmation of another date from a reading', async () => {
    const by = { id: 'p1', name: 'Ada' };
    await customers.markConfirmed('a', { acceptedOn: '2026-03-01', via: 'bot', by, at: later(1) });

    await customers.markConfirmed('a', {
      acceptedOn: '2026-03-05',
      via: 'partner-center',
      by: null,
      at: later(2),
    });

    expect(await customers.find('a')).toMatchObject({
      acceptedOn: '2026-03-05',
      confirmedVia: 'partner-center',
      confirmedBy: null,
      confirmedAt: later(2),
    });
  });

  it('is not taken back by a reading that is older than the confirmation', async () => {
    await customers.markConfirmed('a', { acceptedOn: '2026-03-01', via: 'bot', by: null, at: later(5) });

    await customers.markUnconfirmed('a', later(4));

    expect(await customers.find('a')).toMatchObject({ agreementState: 'confirmed' });
  });

  it.each([
    { acceptedOn: '2026-02-01', via: 'partner-center', by: null, at: later(4) } as const,
    { acceptedOn: null, via: 'direct', by: null, at: later(4) } as const,
  ])('keeps its confirmation when an older reading ($via) is written later', async (older) => {
    const by = { id: 'p1', name: 'Ada' };
    await customers.markConfirmed('a', { acceptedOn: '2026-03-01', via: 'bot', by, at: later(5) });

    await customers.markConfirmed('a', older);

    expect(await customers.find('a')).toMatchObject({
      acceptedOn: '2026-03-01',
      confirmedVia: 'bot',
      confirmedBy: by,
      checkedAt: later(5),
    });
  });

  it('that signed directly is confirmed without a date, since it was first seen so', async () => {
    await customers.markConfirmed('a', { acceptedOn: null, via: 'direct', by: null, at: later(1) });

    await customers.markConfirmed('a', { acceptedOn: null, via: 'direct', by: null, at: later(2) });

    expect(await customers.find('a')).toMatchObject({
      agreementState: 'confirmed',
      acceptedOn: null,
      confirmedVia: 'direct',
      confirmedAt: later(1),
      checkedAt: later(2),
    });
  });

  it('can be assigned to a person and freed again', async () => {
    await customers.assign('a', { id: 'p1', name: 'Ada' });
    const assigned = await customers.find('a');
    await customers.assign('a', null);
    const freed = await customers.find('a');

    expect([assigned?.assignee, freed?.assignee]).toEqual([{ id: 'p1', name: 'Ada' }, null]);
  });
});

describe('the overview', () => {
  it('counts by state, with what is on its way and the longest wait', async () => {
    await customers.saveListed(
      ['a', 'b', 'c', 'd'].map((id) => listed(id, id)),
      NOW,
    );
    await customers.markUnconfirmed('a', later(2));
    await customers.markUnconfirmed('b', later(1));
    await customers.markConfirmed('c', { acceptedOn: '2026-03-01', via: 'bot', by: null, at: NOW });
    await database.confirmations.record([newConfirmation({ customerId: 'a', submittedAt: NOW })]);

    expect(await customers.figures()).toEqual({
      total: 4,
      confirmed: 1,
      unconfirmed: 2,
      inProgress: 1,
      attention: 0,
      collected: 0,
      toRenew: 0,
      unknown: 1,
      oldestWaitingSince: later(1),
    });
  });

  it('is all zero without customers', async () => {
    expect(await customers.figures()).toEqual({
      total: 0,
      confirmed: 0,
      unconfirmed: 0,
      inProgress: 0,
      attention: 0,
      collected: 0,
      toRenew: 0,
      unknown: 0,
      oldestWaitingSince: null,
    });
  });

  it('pages the unconfirmed, longest waiting first', async () => {
    const all = Array.from({ length: 7 }, (_, i) => `c${i}`);
    await customers.saveListed(
      all.map((id) => listed(id, id)),
      NOW,
    );
    for (const [i, id] of all.entries()) await customers.markUnconfirmed(id, later(100 - i));

    const first = await customers.unconfirmed({ offset: 0, limit: 3 });
    const second = await customers.unconfirmed({ offset: 3, limit: 3 });
    const last = await customers.unconfirmed({ offset: 6, limit: 3 });

    expect([ids(first), ids(second), ids(last)]).toEqual([['c6', 'c5', 'c4'], ['c3', 'c2', 'c1'], ['c0']]);
  });

  it('reads next who was never read, then unconfirmed, then confirmed by age', async () => {
    await customers.saveListed(
      ['new', 'un-old', 'un-fresh', 'con-old', 'con-fresh'].map((id) => listed(id, id)),
      NOW,
    );
    await customers.markUnconfirmed('un-old', later(1));
    await customers.markUnconfirmed('un-fresh', later(50));
    const confirmed = { acceptedOn: '2026-03-01', via: 'partner-center', by: null } as const;
    await customers.markConfirmed('con-old', { ...confirmed, at: later(1) });
    await customers.markConfirmed('con-fresh', { ...confirmed, at: later(50) });

    expect(await customers.toRead(10, later(10), later(10))).toEqual(['new', 'un-old', 'con-old']);
    expect(await customers.toRead(2, later(10), later(10))).toEqual(['new', 'un-old']);
  });

  it('reads those that a person asked before the others, half of the answer at most, and lists them after the others', async () => {
    const all = ['a', 'b', 'c', 'd'];
    await customers.saveListed(
      all.map((id) => listed(id, id)),
      NOW,
    );
    for (const [place, id] of all.entries()) await customers.markUnconfirmed(id, later(place));
    for (const id of ['a', 'c', 'd']) {
      const place = { conversationId: 'chat', activityId: null };
      const by = { id: 'person-ada', name: 'Ada Byron' };
      await database.asks.note({ customerId: id, by, at: later(5), place, language: 'en' });
    }

    expect(await customers.toRead(10, later(0), later(0), later(3))).toEqual(['a', 'c']);
    expect(await customers.toRead(4, later(10), later(0), later(10))).toEqual(['a', 'c', 'b']);
    expect(ids(await customers.unconfirmed({ offset: 0, limit: 10 }))).toEqual(['b', 'a', 'c', 'd']);
    const urgent = await database.scopes.mostUrgent({ kind: 'all' }, null, 2);
    expect(ids(urgent)).toEqual(['b', 'a']);
    await customers.markConfirmed('a', { acceptedOn: null, via: 'direct', by: null, at: later(6) });
    expect(await customers.find('a')).not.toHaveProperty('asked');
  });

  it('reads who was told nothing of last, as rarely as confirmed ones, and at once when it comes back', async () => {
    await customers.saveListed(
      ['refused', 'moved', 'new'].map((id) => listed(id, id)),
      NOW,
    );
    await customers.markRefused('refused', later(1));
    await customers.markRefused('moved', later(1.5));
    expect(await customers.toRead(10, later(10), later(1))).toEqual(['new']);
    expect(await customers.toRead(10, later(10), later(2))).toEqual(['new', 'refused', 'moved']);

    await customers.markLeft(later(2));
    await customers.saveListed([listed('refused', 'refused')], later(3));

    expect(await customers.find('refused')).toMatchObject({ agreementState: 'unknown', checkedAt: null });
    expect(await customers.toRead(10, later(10), later(1))).toEqual(['refused']);
  });
});

describe('a filter', () => {
  const ADA = { id: 'person-ada', name: 'Ada Byron' };

  /** a: reseller r, Ada's; b: reseller r; c: Ada's, waiting since later; d: unassigned, confirmed. */
  async function fourCustomers() {
    await customers.saveListed(
      ['a', 'b', 'c', 'd'].map((id) => listed(id, `Customer ${id}`)),
      NOW,
    );
    for (const [place, id] of ['a', 'b', 'c'].entries()) await customers.markUnconfirmed(id, later(place));
    await customers.markConfirmed('d', { acceptedOn: '2020-01-01', via: 'bot', by: ADA, at: NOW });
    await customers.saveResellers([{ id: 'r', name: 'Reseller' }]);
    await customers.markResold('r', ['a', 'b'], NOW);
    for (const id of ['a', 'c']) await customers.assign(id, ADA);
  }

  it.each([
    ['nothing', {}, ['a', 'b', 'c'], 4],
    ['a reseller', { resellerId: 'r' }, ['a', 'b'], 2],
    ['a person', { assigneeId: ADA.id }, ['a', 'c'], 2],
    ['a waiting time', { waitingBefore: later(1) }, ['a'], 1],
    ['all together', { resellerId: 'r', assigneeId: ADA.id, waitingBefore: later(9) }, ['a'], 1],
    ['who has none', { assigneeId: 'nobody' }, [], 0],
  ])('by %s narrows list and figures alike', async (_by, filter, expected, total) => {
    await fourCustomers();

    const found = await customers.unconfirmed({ offset: 0, limit: 10 }, filter);
    const figures = await customers.figures(filter);

    expect(ids(found)).toEqual(expected);
    expect(figures).toMatchObject({ total, unconfirmed: expected.length });
    expect(figures.oldestWaitingSince).toEqual(found[0]?.waitingSince ?? null);
  });
});
