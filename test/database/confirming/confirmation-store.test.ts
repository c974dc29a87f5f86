import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { isOpen, type Outcome } from '../../../src/domain/confirming/confirmation.ts';
import type { NewConfirmation } from '../../../src/use-cases/ports/confirmation-store.ts';
import { testDatabase } from '../../support/database.ts';
import { newConfirmation } from '../../support/confirmations.ts';

const { database, clear } = await testDatabase();
const { confirmations, customers } = database;
const NOW = new Date('2026-03-10T09:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const NOT_REACHED = { kind: 'attention', reason: 'not-reached' } as const;
const ATTEMPT_MS = 40_000;

beforeEach(async () => {
  await clear();
  await customers.saveListed(
    ['contoso', 'fabrikam'].map((id) => ({ id, name: id, domain: `${id}.example` })),
    NOW,
  );
});

describe('confirmations still worked on', () => {
  it('are found among many customers at once, those of this agreement alone', async () => {
    const [open, settled] = [newConfirmation(), newConfirmation({ customerId: 'fabrikam' })];
    await confirmations.record([open]);
    await confirmations.record([settled]);
    await confirmations.settle(settled.id, { outcome: NOT_REACHED, held: 0, at: NOW });

    const among = (ids: string[], type = open.agreementType) => confirmations.openAmong(ids, type);

    expect([...(await among(['contoso', 'fabrikam', 'nobody']))]).toEqual(['contoso']);
    expect([...(await among(['contoso'], 'MicrosoftCustomerAgreement'))]).toEqual([]);
    expect([...(await among([]))]).toEqual([]);
  });
});

describe('confirmations that failed', () => {
  const REFUSED = { kind: 'refused', reason: 'no-relationship', code: '1' } as const;
  const settled = async (outcome: Outcome, overrides: Partial<NewConfirmation>) => {
    const confirmation = newConfirmation(overrides);
    await confirmations.record([confirmation]);
    await confirmations.settle(confirmation.id, { outcome, held: 0, at: NOW });
  };
  const among = async (ids: string[]) =>
    Object.fromEntries(await confirmations.failuresAmong(ids, 'MicrosoftCloudAgreement'));

  it('are found among many customers at once, the latest of each', async () => {
    await settled(NOT_REACHED, { submittedAt: later(1) });
    await settled(REFUSED, { submittedAt: later(2) });
    await settled(NOT_REACHED, { customerId: 'fabrikam' });

    expect(await among(['contoso', 'fabrikam', 'nobody'])).toEqual({
      contoso: REFUSED,
      fabrikam: NOT_REACHED,
    });
    expect(await among(['fabrikam'])).toEqual({ fabrikam: NOT_REACHED });
    expect(await among([])).toEqual({});
  });

  it('are none where a later one succeeded or is being worked on, nor of another agreement', async () => {
    await settled(REFUSED, { submittedAt: later(1) });
    await confirmations.record([newConfirmation({ submittedAt: later(2) })]);
    await settled(REFUSED, { customerId: 'fabrikam', agreementType: 'MicrosoftCustomerAgreement' });

    expect(await among(['contoso', 'fabrikam'])).toEqual({});
  });
});

describe('recording', () => {
  it('keeps everything that was stated', async () => {
    const stated = newConfirmation();

    const recorded = await confirmations.record([stated]);

    expect([...recorded]).toEqual([stated.id]);
    expect(await confirmations.find(stated.id)).toEqual({
      ...stated,
      collected: null,
      state: 'recorded',
      attempts: 0,
      firstAttemptAt: null,
      post: null,
      deniedAt: null,
      identicalBefore: 0,
      outcome: null,
    });
  });

  it('makes one confirmation of one form pressed twenty times at once', async () => {
    const presses = Array.from({ length: 20 }, () => newConfirmation({ formId: 'one-form' }));

    const results = await Promise.all(
      presses.map((press) => database.transaction((stores) => stores.confirmations.record([press]))),
    );

    const kept = await confirmations.findByForm('one-form');
    expect(results.flatMap((ids) => [...ids])).toEqual([kept?.id]);
  });

  it('lets one of many people with forms of their own be first for a customer', async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, () => confirmations.record([newConfirmation()])),
    );

    expect(results.map((ids) => ids.size).sort()).toEqual([...Array<number>(9).fill(0), 1]);
  });

  it('writes of many confirmations those that can be, each with its line in the trail', async () => {
    const [form, other] = ['one-form', 'fabrikam'];
    const [first, sameForm, sameCustomer, apart] = [
      newConfirmation({ formId: form }),
      newConfirmation({ formId: form, customerId: other }),
      newConfirmation(),
      newConfirmation({ customerId: other, again: true }),
    ];

    const recorded = await confirmations.record([first, sameForm, sameCustomer, apart]);

    expect(new Set(recorded)).toEqual(new Set([first.id, apart.id]));
    const ofThese = (await database.audit.page(0, 1_000)).filter(({ confirmationId }) =>
      [first, sameForm, sameCustomer, apart].some(({ id }) => id === confirmationId),
    );
    expect(ofThese.map(({ confirmationId }) => confirmationId).sort()).toEqual([first.id, apart.id].sort());
    expect(ofThese.find(({ confirmationId }) => confirmationId === apart.id)).toMatchObject({
      at: apart.submittedAt,
      actor: apart.submittedBy,
      action: 'confirmation-recorded',
      customerId: other,
      details: { acceptedOn: apart.acceptedOn, again: true },
    });
  });

  it('knows a form again after its confirmation is settled', async () => {
    const stated = newConfirmation();
    await confirmations.record([stated]);
    await confirmations.settle(stated.id, { outcome: NOT_REACHED, held: 0, at: later(1) });

    const again = await confirmations.record([{ ...newConfirmation(), formId: stated.formId }]);

    expect(again.size).toBe(0);
    expect(await confirmations.findByForm(stated.formId)).toMatchObject({
      id: stated.id,
      state: 'attention',
    });
  });

  it('has room for the next confirmation once one is settled, and for other customers and agreements always', async () => {
    const first = newConfirmation();
    await confirmations.record([first]);
    const otherCustomer = await confirmations.record([newConfirmation({ customerId: 'fabrikam' })]);
    const otherType = await confirmations.record([
      newConfirmation({ agreementType: 'MicrosoftCustomerAgreement' }),
    ]);
    await confirmations.settle(first.id, { outcome: NOT_REACHED, held: 0, at: later(1) });

    const next = await confirmations.record([newConfirmation({ submittedAt: later(2), id: 'next' })]);

    expect([otherCustomer.size, otherType.size, next.size]).toEqual([1, 1, 1]);
    expect(await confirmations.findOpen('contoso', 'MicrosoftCloudAgreement')).toMatchObject({ id: 'next' });
    expect(await confirmations.findLatest('contoso', 'MicrosoftCloudAgreement')).toMatchObject({
      id: 'next',
    });
  });
});

describe('filing', () => {
  it('lets one of many begin an attempt', async () => {
    const { id } = newConfirmation();
    await confirmations.record([newConfirmation({ id })]);

    const begun = await Promise.all(
      Array.from({ length: 5 }, () =>
        confirmations.beginAttempt(id, { attempts: 0, identicalBefore: 2, at: later(1) }),
      ),
    );

    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await confirmations.find(id)).toMatchObject({
      state: 'sending',
      attempts: 1,
      identicalBefore: 2,
      firstAttemptAt: later(1),
    });
  });

  it('keeps the first attempt in mind when it begins another', async () => {
    const { id } = newConfirmation();
    await confirmations.record([newConfirmation({ id })]);
    await confirmations.beginAttempt(id, { attempts: 0, identicalBefore: 0, at: later(1) });

    const over = later(1 + ATTEMPT_MS);
    const begun = await confirmations.beginAttempt(id, { attempts: 1, identicalBefore: 0, at: over });

    expect(begun).toBe(true);
    expect(await confirmations.find(id)).toMatchObject({ attempts: 2, firstAttemptAt: later(1) });
  });

  it('leaves a confirmation that is being sent to the process that sends it, for forty seconds', async () => {
    const { id } = newConfirmation();
    await confirmations.record([newConfirmation({ id })]);
    await confirmations.beginAttempt(id, { attempts: 0, identicalBefore: 0, at: NOW });

    const early = later(ATTEMPT_MS - 1);
    const begun = await confirmations.beginAttempt(id, { attempts: 1, identicalBefore: 0, at: early });

    expect(begun).toBe(false);
    expect(await confirmations.findDue(id, early)).toEqual({
      kind: 'not-yet',
      dueAt: later(ATTEMPT_MS),
      importId: undefined,
    });
    expect(await confirmations.findDue(id, later(ATTEMPT_MS))).toMatchObject({
      kind: 'due',
      confirmation: { id, state: 'sending', attempts: 1 },
    });
  });

  it('finds due what was recorded just now and what has waited, and nothing that is settled', async () => {
    const { id } = newConfirmation();
    await confirmations.record([newConfirmation({ id })]);
    const recorded = await confirmations.findDue(id, NOW);
    const retry = { held: 0, state: 'unclear', attempts: 1, firstAttemptAt: NOW, post: null } as const;
    await confirmations.planRetry(id, { ...retry, nextAttemptAt: later(2_000) });
    const waiting = await confirmations.findDue(id, later(1_999));
    const waited = await confirmations.findDue(id, later(2_000));
    await confirmations.settle(id, { outcome: NOT_REACHED, held: 1, at: later(2_000) });

    expect([recorded?.kind, waiting?.kind, waited?.kind]).toEqual(['due', 'not-yet', 'due']);
    expect(await confirmations.findDue(id, later(9_000))).toBeUndefined();
    expect(await confirmations.findDue('nobody', NOW)).toBeUndefined();
  });

  it('hears no more of a process whose confirmation was taken over', async () => {
    const { id } = newConfirmation();
    await confirmations.record([newConfirmation({ id })]);
    await confirmations.beginAttempt(id, { attempts: 0, identicalBefore: 0, at: NOW });
    const over = later(ATTEMPT_MS);
    await confirmations.beginAttempt(id, { attempts: 1, identicalBefore: 0, at: over });

    const retry = {
      state: 'recorded',
      attempts: 1,
      firstAttemptAt: NOW,
      post: null,
      nextAttemptAt: over,
    } as const;
    const planned = await confirmations.planRetry(id, { held: 1, ...retry });
    const settled = await confirmations.settle(id, { outcome: NOT_REACHED, held: 1, at: over });

    expect([planned, settled]).toEqual([false, false]);
    expect(await confirmations.find(id)).toMatchObject({ state: 'sending', attempts: 2, outcome: null });
  });

  it('keeps the instant of the last POST and what readings after it have shown', async () => {
    const { id } = newConfirmation();
    await confirmations.record([newConfirmation({ id })]);
    await confirmations.beginAttempt(id, { attempts: 0, identicalBefore: 0, at: NOW });
    const begun = await confirmations.find(id);
    const refusal = { kind: 'refused', reason: 'unexpected', code: '777' } as const;
    const post = { at: later(1), nothingSince: later(5_000), refusal };
    const retry = { state: 'unclear', attempts: 1, firstAttemptAt: NOW, nextAttemptAt: NOW } as const;
    await confirmations.planRetry(id, { held: 1, ...retry, post });
    const read = await confirmations.find(id);
    await confirmations.beginAttempt(id, { attempts: 1, identicalBefore: 0, at: later(9_000) });

    expect(begun?.post).toEqual({ at: NOW, nothingSince: null, refusal: null });
    expect(read?.post).toEqual(post);
    expect(await confirmations.find(id)).toMatchObject({
      post: { at: later(9_000), nothingSince: null, refusal: null },
    });
  });

  it('settles once', async () => {
    const { id } = newConfirmation();
    await confirmations.record([newConfirmation({ id })]);
    const outcome = { kind: 'confirmed', how: 'sent', acceptedOn: '2026-03-01' } as const;

    const settled = await Promise.all(
      [1, 2, 3].map((at) => confirmations.settle(id, { outcome, held: 0, at: later(at) })),
    );

    expect(settled.filter(Boolean)).toHaveLength(1);
    expect(await confirmations.find(id)).toMatchObject({ state: 'confirmed', outcome });
    const begun = await confirmations.beginAttempt(id, { attempts: 0, identicalBefore: 0, at: later(9) });
    const retry = {
      held: 0,
      state: 'unclear',
      attempts: 1,
      firstAttemptAt: NOW,
      post: null,
      nextAttemptAt: NOW,
    } as const;
    expect([begun, await confirmations.planRetry(id, retry)]).toEqual([false, false]);
  });

  it('finds overdue what was recorded, waits too long, or was begun too long ago', async () => {
    await customers.saveListed(
      ['c3', 'c4'].map((id) => ({ id, name: id, domain: id })),
      NOW,
    );
    await confirmations.record([newConfirmation({ id: 'recorded' })]);
    await confirmations.record([newConfirmation({ id: 'waiting', customerId: 'fabrikam' })]);
    await confirmations.record([newConfirmation({ id: 'begun', customerId: 'c3' })]);
    await confirmations.record([newConfirmation({ id: 'settled', customerId: 'c4' })]);
    await confirmations.planRetry('waiting', {
      held: 0,
      state: 'unclear',
      attempts: 1,
      firstAttemptAt: NOW,
      post: null,
      nextAttemptAt: later(30_000),
    });
    await confirmations.beginAttempt('begun', { attempts: 0, identicalBefore: 0, at: NOW });
    await confirmations.settle('settled', { outcome: NOT_REACHED, held: 0, at: NOW });

    const soon = await confirmations.overdue(later(1));
    const all = await confirmations.overdue(later(ATTEMPT_MS + 1));

    expect(soon).toEqual(['recorded']);
    expect(all).toEqual(['recorded', 'waiting', 'begun']);
  });

  it('is not begun by a process that read it before another one had tried', async () => {
    await confirmations.record([newConfirmation({ id: 'tried' })]);
    await confirmations.beginAttempt('tried', { attempts: 0, identicalBefore: 0, at: NOW });
    const late = { attempts: 0, identicalBefore: 0, at: later(ATTEMPT_MS + 1) };

    expect(await confirmations.beginAttempt('tried', late)).toBe(false);
    expect(await confirmations.beginAttempt('tried', { ...late, attempts: 1 })).toBe(true);
  });

  it('counts a try as due that was planned for later than any pause can be', async () => {
    const HOUR_MS = 60 * 60_000;
    const plan = { held: 0, state: 'unclear', attempts: 1, firstAttemptAt: NOW, post: null } as const;
    await confirmations.record([newConfirmation({ id: 'far' })]);
    await confirmations.record([newConfirmation({ id: 'near', customerId: 'fabrikam' })]);
    await confirmations.planRetry('far', { ...plan, nextAttemptAt: new Date('9999-12-31T23:59:59Z') });
    await confirmations.planRetry('near', { ...plan, nextAttemptAt: later(HOUR_MS) });
    const attempt = { attempts: 1, identicalBefore: 0, at: NOW };

    const overdue = await confirmations.overdue(NOW);
    const found = [await confirmations.findDue('far', NOW), await confirmations.findDue('near', NOW)];
    const begun = [
      await confirmations.beginAttempt('far', attempt),
      await confirmations.beginAttempt('near', attempt),
    ];

    expect(overdue).toEqual(['far']);
    expect(found.map((each) => each?.kind)).toEqual(['due', 'not-yet']);
    expect(begun).toEqual([true, false]);
  });
});

describe('details that wait for a member to release them', () => {
  const GRACE = { id: 'grace', name: 'Grace' };
  const release = {
    ...({ by: GRACE, language: 'en', at: later(1_000) } as const),
    place: { conversationId: 'a:grace', activityId: '7', isDigest: false },
  } as const;
  const collectedDetails = () => {
    const { submittedBy: by, submittedAt: at, language, place } = newConfirmation();
    return newConfirmation({ collected: { by, at, language, place } });
  };

  it('are confirmed by the member who releases them, in the history of that instant', async () => {
    const collected = collectedDetails();
    await confirmations.record([collected]);
    await sql`update confirmations set history = 'before the failover'`.execute(database.kysely);

    expect(await confirmations.release(collected.id, release)).toBe(true);
    expect(await confirmations.find(collected.id)).toMatchObject({
      ...{ state: 'recorded', submittedBy: GRACE, submittedAt: later(1_000), language: 'en' },
      place: release.place,
    });
    expect(await confirmations.findDue(collected.id, later(1_000))).toMatchObject({
      ...{ kind: 'due', mayHaveLostCommits: false },
    });
  });

  it.each(['recorded', 'sending', 'unclear', 'refused', 'confirmed', 'attention'] as const)(
    'are released once: what is %s stays as it is',
    async (state) => {
      const collected = collectedDetails();
      await confirmations.record([collected]);
      const end = isOpen(state) ? null : JSON.stringify({ kind: state });
      await sql`update confirmations set state = ${state}, outcome = ${end}::jsonb,
        settled_at = case when ${end}::jsonb is null then null else now() end`.execute(database.kysely);
      const before = await confirmations.find(collected.id);

      expect(await confirmations.release(collected.id, release)).toBe(false);
      expect(await confirmations.find(collected.id)).toEqual(before);
    },
  );
});

describe('what Partner Center took of others', () => {
  const sent = { kind: 'confirmed', how: 'sent', acceptedOn: '2026-03-01' } as const;
  const taken = async (customerId: string, at: Date, outcome: Outcome = sent) => {
    const { id } = newConfirmation();
    await confirmations.record([newConfirmation({ id, customerId })]);
    await confirmations.settle(id, { outcome, held: 0, at });
  };
  const denied = async (customerId: string, deniedAt: Date) => {
    const { id } = newConfirmation();
    await confirmations.record([newConfirmation({ id, customerId })]);
    const retry = { state: 'recorded', attempts: 1, firstAttemptAt: NOW, post: null } as const;
    await confirmations.planRetry(id, { held: 0, ...retry, deniedAt, nextAttemptAt: NOW });
    return id;
  };

  it('speaks for our account after an instant, not at it', async () => {
    await taken('fabrikam', later(10));

    expect(await confirmations.takesOfOthers('contoso', later(9))).toBe(true);
    expect(await confirmations.takesOfOthers('contoso', later(10))).toBe(false);
    expect(await confirmations.takesOfOthers('fabrikam', later(9))).toBe(false);
  });

  it.each<[string, Outcome]>([
    ['was found', { kind: 'confirmed', how: 'found', acceptedOn: '2026-03-01' }],
    ['was read back', { kind: 'confirmed', how: 'read-back', acceptedOn: '2026-03-01' }],
    ['was refused', { kind: 'refused', reason: 'unexpected', code: '1' }],
  ])('is not what %s', async (_what, outcome) => {
    await taken('fabrikam', later(10), outcome);

    expect(await confirmations.takesOfOthers('contoso', NOW)).toBe(false);
  });

  it('says nothing any more once another customer is denied after it, while that is open', async () => {
    await taken('fabrikam', later(10));
    await customers.saveListed([{ id: 'third', name: 'third', domain: 'third.example' }], NOW);
    const own = await denied('contoso', later(30));
    const before = await confirmations.takesOfOthers('contoso', NOW);
    const other = await denied('third', later(20));
    const meanwhile = await confirmations.takesOfOthers('contoso', NOW);
    await confirmations.settle(other, { outcome: NOT_REACHED, held: 1, at: later(40) });

    expect([before, meanwhile, await confirmations.takesOfOthers('contoso', NOW)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(await confirmations.find(own)).toMatchObject({ deniedAt: later(30) });
  });
});

describe('the contact', () => {
  it('is not readable in the table', async () => {
    const stated = newConfirmation();
    await confirmations.record([stated]);

    const { rows } = await sql<{ whole: string; contact: Buffer }>`
      select confirmations::text as whole, contact from confirmations`.execute(database.kysely);

    const text = rows[0]?.whole + String(rows[0]?.contact.toString('latin1'));
    expect(rows[0]?.contact.length).toBeGreaterThan(30);
    expect(text).not.toContain('grace');
    expect(text).not.toContain('Hopper');
  });

  it('cannot be read in another row', async () => {
    await confirmations.record([newConfirmation({ id: 'a' })]);
    await confirmations.record([newConfirmation({ id: 'b', customerId: 'fabrikam' })]);

    await sql`update confirmations set contact = (select contact from confirmations where id = 'a')
      where id = 'b'`.execute(database.kysely);

    await expect(confirmations.find('b')).rejects.toThrow();
    await expect(confirmations.find('a')).resolves.toMatchObject({ contact: { lastName: 'Hopper' } });
  });

  it('is null once erased', async () => {
    await confirmations.record([newConfirmation({ id: 'a' })]);

    await sql`update confirmations set contact = null`.execute(database.kysely);

    expect(await confirmations.find('a')).toMatchObject({ contact: null });
  });
});

describe('the confirmations of the past', () => {
  it('are the settled ones, latest first, and keep the initials of a contact that was erased', async () => {
    const [first, second, open] = [0, 1, 2].map((minutes) =>
      newConfirmation({ submittedAt: later(minutes * 60_000) }),
    );
    for (const each of [first!, second!]) {
      await confirmations.record([each]);
      await confirmations.settle(each.id, { outcome: NOT_REACHED, held: 0, at: later(1) });
    }
    await confirmations.record([open!]);
    await database.kysely.updateTable('confirmations').set({ contact: null }).execute();

    const past = await confirmations.past('contoso', 'MicrosoftCloudAgreement', 5);

    expect(past).toEqual(
      [second!, first!].map(({ id, submittedBy, submittedAt, acceptedOn }) => ({
        ...{ id, submittedBy, submittedAt, acceptedOn },
        contactInitials: 'G. H.',
        outcome: NOT_REACHED,
      })),
    );
    expect(await confirmations.past('contoso', 'MicrosoftCloudAgreement', 1)).toHaveLength(1);
    expect(await confirmations.past('contoso', 'MicrosoftCustomerAgreement', 5)).toEqual([]);
  });
});
