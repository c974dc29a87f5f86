import { afterEach, describe, expect, it } from '@jest/globals';
import { GIVE_UP_AFTER_MS } from '../../../src/domain/confirming/retry.ts';
import type { FaultOrder } from '../../../src/local/sandbox/faults.ts';
import { checkAccount } from '../../../src/use-cases/confirming/check-account.ts';
import { testDatabase } from '../../support/database.ts';
import { DETAILS, filingWorld, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;
const start = async (options: Parameters<typeof filingWorld>[1] = {}) =>
  (world = await filingWorld(data, options));

const SECOND = 1_000;
const HOUR = 60 * 60 * SECOND;
const DAY = 24 * HOUR;
/** Longer than any pause of the first ten minutes. */
const PAUSE = 46 * SECOND;

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

/** Does what was planned for a confirmation when it is due, until it is settled or a POST was made; tells the pauses. */
async function fileAsPlanned(id: string, isDone = async () => false): Promise<number[]> {
  const pauses: number[] = [];
  while ((await world.stored(id)).outcome === null && !(await isDone())) {
    const planned = (await world.jobs('file-confirmation', id)).at(-1)?.options.afterMs ?? 0;
    pauses.push(planned);
    world.clock.advance(planned);
    await world.file(id);
  }
  return pauses;
}

const posts = () => world.sandbox.control.calls().confirm;

/** Tries a confirmation again after every pause until it is settled. */
async function fileUntilSettled(id: string, pauseMs: number): Promise<void> {
  while ((await world.stored(id)).outcome === null) {
    await world.file(id);
    world.clock.advance(pauseMs);
  }
}

describe('a confirmation', () => {
  it('is filed as it was made and settled with its audit entry, its customer and the jobs that show it', async () => {
    const { file, filed, stored, trail, jobs, needs, recorded } = await start();
    const confirmation = await recorded();

    await file(confirmation.id);

    expect(filed(confirmation)).toMatchObject([
      {
        customerId: confirmation.customerId,
        dateAgreed: DETAILS.acceptanceDate,
        contact: { firstName: 'Ana', lastName: 'Sample', email: DETAILS.email, phoneNumber: '' },
      },
    ]);
    expect(await stored(confirmation.id)).toMatchObject({
      state: 'confirmed',
      attempts: 1,
      outcome: { kind: 'confirmed', how: 'sent', acceptedOn: DETAILS.acceptanceDate },
    });
    expect(await trail(confirmation.id)).toEqual([
      { action: 'confirmation-recorded', details: { acceptedOn: DETAILS.acceptanceDate, again: false } },
      {
        action: 'confirmation-confirmed',
        details: { how: 'sent', acceptedOn: DETAILS.acceptanceDate },
      },
    ]);
    expect(await needs.database.customers.find(confirmation.customerId)).toMatchObject({
      agreementState: 'confirmed',
      confirmedVia: 'bot',
      confirmedBy: confirmation.submittedBy,
      acceptedOn: DETAILS.acceptanceDate,
    });
    expect(await jobs('show-outcome', confirmation.id)).toMatchObject([{ options: { afterMs: 1_000 } }]);
    expect((await data.sentJobs()).filter(({ name }) => name === 'refresh-digests')).toHaveLength(1);
  });

  it('that is settled is left alone by jobs that come late', async () => {
    const { file, filed, recorded, sandbox, trail } = await start();
    const confirmation = await recorded();
    await file(confirmation.id);
    const callsBefore = sandbox.control.calls();

    await file(confirmation.id);

    expect(sandbox.control.calls()).toEqual(callsBefore);
    expect(filed(confirmation)).toHaveLength(1);
    expect(await trail(confirmation.id)).toHaveLength(2);
  });

  it('of a customer confirmed on Microsoft’s page meanwhile is never posted', async () => {
    const { file, stored, recorded, sandbox, needs } = await start();
    const confirmation = await recorded();
    await sandbox.control.confirmOnPage({ customerId: confirmation.customerId, dateAgreed: '2018-09-01' });

    await file(confirmation.id);

    expect(sandbox.control.calls().confirm).toBeUndefined();
    expect((await stored(confirmation.id)).outcome).toEqual({
      kind: 'confirmed',
      how: 'found',
      acceptedOn: '2018-09-01',
    });
    expect(await needs.database.customers.find(confirmation.customerId)).toMatchObject({
      confirmedVia: 'partner-center',
      confirmedBy: null,
    });
  });

  it('made again on purpose is filed although the customer is confirmed', async () => {
    const { file, filed, stored, recorded, sandbox } = await start();
    const confirmation = await recorded({
      again: true,
      inputs: { customerId: sandbox.samples.confirmedOnce },
    });

    await file(confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
    expect(filed(confirmation)).toHaveLength(1);
  });

  it('whose contact was erased before it could be filed is given back to a person', async () => {
    const { file, stored, recorded, sandbox } = await start();
    const confirmation = await recorded();
    await data.database.kysely.updateTable('confirmations').set({ contact: null }).execute();

    await file(confirmation.id);

    expect(sandbox.control.calls().confirm).toBeUndefined();
    expect((await stored(confirmation.id)).outcome).toEqual({ kind: 'attention', reason: 'not-reached' });
  });
});

describe('a POST without a clear answer', () => {
  const WRITTEN: FaultOrder['fault'][] = [
    'conflict-after-write',
    'server-error-after-write',
    'drop-after-write',
    'silence-after-write',
    'html-502-after-write',
  ];
  const NOT_WRITTEN: FaultOrder['fault'][] = [
    'drop-before-write',
    'html-502-before-write',
    'server-error',
    'unavailable',
    'silence',
  ];
  const timeoutsUnder = (fault: string) => (fault.startsWith('silence') ? { confirm: 80 } : {});

  it.each(WRITTEN)('that was written (%s) is found by reading back, and not made twice', async (fault) => {
    const { file, filed, stored, recorded, sandbox, clock } = await start({
      timeouts: timeoutsUnder(fault),
    });
    sandbox.control.fault({ fault, endpoint: 'confirm' });
    // Not even a service that forgot the request would write a second one.
    sandbox.control.fault({ fault: 'forget-request-id', times: 9 });
    const confirmation = await recorded();

    await file(confirmation.id);
    const unclear = await stored(confirmation.id);
    clock.advance(PAUSE);
    await file(confirmation.id);

    expect(unclear).toMatchObject({ state: 'unclear', attempts: 1, outcome: null });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect(posts()).toBe(1);
    expect(filed(confirmation)).toHaveLength(1);
  });

  it.each(NOT_WRITTEN)('that was not written (%s) is made once more and counts once', async (fault) => {
    const { file, filed, stored, recorded, sandbox } = await start({
      timeouts: timeoutsUnder(fault),
    });
    sandbox.control.fault({ fault, endpoint: 'confirm' });
    const confirmation = await recorded();

    await file(confirmation.id);
    const unclear = await stored(confirmation.id);
    await fileAsPlanned(confirmation.id);

    expect(unclear).toMatchObject({ state: 'unclear', attempts: 1 });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
    expect(posts()).toBe(2);
    expect(filed(confirmation)).toHaveLength(1);
  });

  it.each(['hollow-success', 'error-as-success', 'page-as-success'] as const)(
    'that was answered like a success but is none (%s) confirms nothing, and is made once more',
    async (fault) => {
      const { file, filed, stored, recorded, sandbox, needs } = await start();
      sandbox.control.fault({ fault });
      const confirmation = await recorded();

      await file(confirmation.id);
      const unclear = await stored(confirmation.id);
      const customer = await needs.database.customers.find(confirmation.customerId);
      await fileAsPlanned(confirmation.id);

      expect(unclear).toMatchObject({ state: 'unclear', outcome: null });
      expect(customer?.agreementState).not.toBe('confirmed');
      expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
      expect(filed(confirmation)).toHaveLength(1);
    },
  );

  it.each([400, 403, 404, 413])(
    'that a firewall’s page (%s) answered, after the write or before it, is not refused, and counts once',
    async (status) => {
      const { file, filed, stored, recorded, sandbox } = await start();
      sandbox.control.fault({ fault: 'forget-request-id', times: 9 });
      for (const fault of ['proxy-page-after-write', 'proxy-page'] as const) {
        sandbox.control.fault({ fault, status, endpoint: 'confirm' });
        const confirmation = await recorded(
          fault === 'proxy-page' ? { inputs: { customerId: sandbox.samples.unconfirmed } } : {},
        );

        await file(confirmation.id);
        const unclear = await stored(confirmation.id);
        await fileAsPlanned(confirmation.id);

        expect(unclear).toMatchObject({ state: 'unclear', outcome: null });
        expect((await stored(confirmation.id)).outcome).toMatchObject({ kind: 'confirmed' });
        expect(filed(confirmation)).toHaveLength(1);
      }
    },
  );

  it('is only read for, first within seconds and then for three minutes, before it is made once more', async () => {
    const { file, recorded, sandbox, clock } = await start();
    sandbox.control.fault({ fault: 'drop-before-write' });
    const confirmation = await recorded();
    await file(confirmation.id);
    const postedAt = clock.now().getTime();

    const pauses = await fileAsPlanned(confirmation.id, async () => posts() === 2);

    expect(pauses.slice(0, 6)).toEqual([5, 5, 10, 20, 40, 60].map((seconds) => seconds * SECOND));
    expect(clock.now().getTime() - postedAt).toBe(185 * SECOND);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(60 * SECOND);
  });

  it('that lands 20 s later at a service that forgot the request and lists late is found, and not made twice', async () => {
    const { file, filed, stored, recorded, sandbox } = await start();
    sandbox.control.fault({ fault: 'late-landing' });
    sandbox.control.fault({ fault: 'forget-request-id', times: 9 });
    sandbox.control.fault({ fault: 'lagging-list', delayMs: 90 * SECOND, times: 99 });
    const confirmation = await recorded();

    await file(confirmation.id);
    await fileAsPlanned(confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect([posts(), filed(confirmation).length]).toEqual([1, 1]);
  });

  it('whose process was killed is read for as long by the next one, from its own first look on', async () => {
    const { file, recorded, needs, clock, anotherClient } = await start();
    const confirmation = await recorded();
    const killed: typeof needs.partnerCenter = {
      ...needs.partnerCenter,
      confirm: () => Promise.reject(new Error('killed')),
    };
    await file(confirmation.id, { partnerCenter: killed }).catch(() => undefined);
    clock.advance(40 * SECOND);
    await file(confirmation.id, { partnerCenter: anotherClient() });
    const firstLook = clock.now().getTime();

    await fileAsPlanned(confirmation.id, async () => posts() === 1);

    expect(clock.now().getTime() - firstLook).toBe(180 * SECOND);
  });

  it('does not wait anew where the second one was only asked to come later', async () => {
    const { file, recorded, sandbox, clock } = await start();
    sandbox.control.fault({ fault: 'drop-before-write' });
    sandbox.control.fault({ fault: 'throttled', endpoint: 'confirm', retryAfterSeconds: 1 });
    const confirmation = await recorded();
    await file(confirmation.id);
    await fileAsPlanned(confirmation.id, async () => posts() === 2);
    const then = clock.now().getTime();

    await fileAsPlanned(confirmation.id);

    expect(clock.now().getTime() - then).toBeLessThanOrEqual(60 * SECOND);
  });

  it('is not refused by what a second one is answered, when the first shows later', async () => {
    const { file, filed, stored, recorded, sandbox, trail } = await start();
    sandbox.control.fault({ fault: 'late-landing', delayMs: 200 * SECOND });
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'confirm' });
    const confirmation = await recorded();
    await file(confirmation.id);
    await fileAsPlanned(confirmation.id, async () => posts() === 2);
    const waiting = await stored(confirmation.id);

    await fileAsPlanned(confirmation.id);

    expect(waiting).toMatchObject({ state: 'unclear', outcome: null, post: { refusal: { code: '20002' } } });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect([posts(), filed(confirmation).length]).toEqual([2, 1]);
    expect((await trail(confirmation.id)).map(({ action }) => action)).not.toContain('confirmation-refused');
  });

  it('is refused by what a second one is answered, once readings have shown nothing for three minutes', async () => {
    const { file, stored, recorded, sandbox, clock } = await start();
    sandbox.control.fault({ fault: 'drop-before-write' });
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'confirm', times: 9 });
    const confirmation = await recorded();
    await file(confirmation.id);
    await fileAsPlanned(confirmation.id, async () => posts() === 2);
    const refusedAt = clock.now().getTime();

    await fileAsPlanned(confirmation.id);

    expect((await stored(confirmation.id)).outcome).toMatchObject({ reason: 'no-relationship' });
    expect(clock.now().getTime() - refusedAt).toBeGreaterThanOrEqual(180 * SECOND);
    expect(posts()).toBe(2);
  });

  it('is told from an agreement that said the same before, when it was made again', async () => {
    const { file, filed, stored, recorded, sandbox, clock } = await start();
    const first = await recorded();
    await file(first.id);
    const again = await recorded({ again: true });
    sandbox.control.fault({ fault: 'html-502-before-write' });

    await file(again.id);
    sandbox.control.fault({ fault: 'drop-after-write' });
    await fileAsPlanned(again.id, async () => posts() === 3);
    const stillUnclear = await stored(again.id);
    clock.advance(PAUSE);
    await file(again.id);

    expect(stillUnclear).toMatchObject({ state: 'unclear', identicalBefore: 1 });
    expect(await stored(again.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect([filed(first), filed(again)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('is told from one of before that a list left out while it was behind', async () => {
    const { file, filed, stored, recorded, sandbox, clock } = await start();
    const first = await recorded();
    await file(first.id);
    clock.advance(HOUR);
    const again = await recorded({ again: true });
    sandbox.control.fault({ fault: 'html-502-before-write', times: 2 });
    await file(again.id);
    sandbox.control.fault({ fault: 'lagging-list', delayMs: 2 * HOUR, times: 1_000 });

    await fileAsPlanned(again.id, async () => posts() === 3);
    sandbox.control.clearFaults();
    clock.advance(PAUSE);
    await file(again.id);

    expect(await stored(again.id)).toMatchObject({ state: 'unclear', outcome: null });
    expect(filed(again)).toEqual([]);
  });

  it.each(['mfa-missing', 'forbidden', 'forbidden-empty'] as const)(
    'is never called refused because reading it back is (%s)',
    async (fault) => {
      const { file, filed, stored, recorded, sandbox, clock, needs } = await start();
      const confirmation = await recorded();
      sandbox.control.fault({ fault: 'drop-after-write' });
      await file(confirmation.id);
      sandbox.control.fault({ fault, endpoint: 'agreements' });
      clock.advance(PAUSE);

      await file(confirmation.id);
      const waiting = await stored(confirmation.id);
      clock.advance(PAUSE);
      await checkAccount(needs);
      await file(confirmation.id);

      expect(waiting).toMatchObject({ state: 'unclear', outcome: null });
      expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
      expect(filed(confirmation)).toHaveLength(1);
    },
  );
});

describe('a confirmation about another agreement than the bot’s present one', () => {
  it('is brought to its end, and says nothing of the customer', async () => {
    const { file, filed, stored, recorded, needs } = await start();
    const confirmation = await recorded();

    await file(confirmation.id, { agreementType: 'MicrosoftCustomerAgreement' });

    expect(await stored(confirmation.id)).toMatchObject({ outcome: { kind: 'confirmed', how: 'sent' } });
    expect(filed(confirmation)).toHaveLength(1);
    expect(await needs.database.customers.find(confirmation.customerId)).toMatchObject({
      agreementState: 'unknown',
    });
  });
});

describe('a service that cannot be reached', () => {
  it.each<FaultOrder>([
    { fault: 'server-error', endpoint: 'agreements' },
    { fault: 'unavailable', endpoint: 'agreements' },
    { fault: 'server-error', endpoint: 'template' },
    { fault: 'token-unavailable' },
  ])('(%j) is asked again soon, and nothing counts as sent', async (order) => {
    const { file, stored, recorded, sandbox, jobs } = await start();
    sandbox.control.fault(order);
    const confirmation = await recorded();

    await file(confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({ state: 'recorded', attempts: 1, outcome: null });
    expect(sandbox.control.calls().confirm).toBeUndefined();
    expect((await jobs('file-confirmation', confirmation.id)).at(-1)?.options).toEqual({
      afterMs: 2_000,
      onceKey: confirmation.id,
    });
  });

  it('that asks for less than the usual pause is left alone for the usual one', async () => {
    const { file, recorded, sandbox, jobs } = await start();
    sandbox.control.fault({ fault: 'throttled', endpoint: 'agreements', retryAfterSeconds: 1 });
    const confirmation = await recorded();

    await file(confirmation.id);

    expect((await jobs('file-confirmation', confirmation.id)).at(-1)?.options.afterMs).toBe(2 * SECOND);
  });

  it.each(['agreements', 'confirm'] as const)(
    'that asks for a pause at %s is left alone for as long, by jobs that come early too',
    async (endpoint) => {
      const { file, filed, stored, recorded, sandbox, jobs, clock, anotherClient } = await start();
      sandbox.control.fault({ fault: 'throttled', endpoint, retryAfterSeconds: 120 });
      const confirmation = await recorded();

      await file(confirmation.id);
      const planned = (await jobs('file-confirmation', confirmation.id)).at(-1);
      const callsThen = sandbox.control.calls();
      clock.advance(119 * SECOND);
      await file(confirmation.id, { partnerCenter: anotherClient() });
      const callsEarly = sandbox.control.calls();
      clock.advance(SECOND);
      await file(confirmation.id, { partnerCenter: anotherClient() });

      expect(planned?.options.afterMs).toBe(120 * SECOND);
      expect(callsEarly).toEqual(callsThen);
      expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
      expect(filed(confirmation)).toHaveLength(1);
    },
  );

  it('is tried for three days and then left to a person, who is told so', async () => {
    const { stored, recorded, sandbox, trail, jobs, clock } = await start();
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements', times: 10_000 });
    const confirmation = await recorded();
    const begun = clock.now().getTime();

    await fileUntilSettled(confirmation.id, HOUR);

    const lastedMs = clock.now().getTime() - begun;
    expect((await stored(confirmation.id)).outcome).toEqual({ kind: 'attention', reason: 'not-reached' });
    expect([lastedMs >= 3 * DAY, lastedMs <= 3 * DAY + 2 * HOUR]).toEqual([true, true]);
    expect((await trail(confirmation.id)).at(-1)).toEqual({
      action: 'confirmation-attention',
      details: { reason: 'not-reached' },
    });
    expect(await jobs('show-outcome', confirmation.id)).toHaveLength(1);
  });

  it('never answers clearly for three days: a person is told that it is unknown', async () => {
    const { file, stored, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.fault({ fault: 'drop-after-write' });
    await file(confirmation.id);
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements', times: 10_000 });
    clock.advance(PAUSE);

    await fileUntilSettled(confirmation.id, HOUR);

    expect((await stored(confirmation.id)).outcome).toEqual({
      kind: 'attention',
      reason: 'no-clear-answer',
    });
  });

  it('is given its three days from the first try, however long the bot was away before', async () => {
    const { file, stored, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements' });
    clock.advance(4 * DAY);

    await file(confirmation.id);
    const waiting = await stored(confirmation.id);
    clock.advance(PAUSE);
    await file(confirmation.id);

    expect(waiting).toMatchObject({ state: 'recorded', outcome: null });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
  });
});

describe('a no because the customer’s reseller lacks its own agreement with Microsoft', () => {
  it.each(['agreements', 'template', 'confirm'] as const)(
    '(at %s) pauses nothing: this one is tried again until it has one, and the others are filed',
    async (endpoint) => {
      const { file, filed, stored, recorded, sandbox, clock } = await start();
      sandbox.control.fault({ fault: 'reseller-agreement-missing', endpoint, times: 2 });
      const barred = await recorded();
      const other = await recorded({ inputs: { customerId: sandbox.samples.unconfirmed } });

      await file(barred.id);
      sandbox.control.clearFaults();
      const waiting = await stored(barred.id);
      await file(other.id);
      clock.advance(PAUSE);
      await file(barred.id);

      expect(waiting).toMatchObject({ state: 'recorded', outcome: null });
      expect(await data.database.filingPause.current()).toBeUndefined();
      for (const each of [barred, other]) {
        expect(await stored(each.id)).toMatchObject({ outcome: { how: 'sent' } });
        expect(filed(each)).toHaveLength(1);
      }
    },
  );

  it('refuses the confirmation after three days, and says why', async () => {
    const { filed, stored, recorded, sandbox } = await start();
    sandbox.control.fault({ fault: 'reseller-agreement-missing', endpoint: 'agreements', times: 10_000 });
    const confirmation = await recorded();

    await fileUntilSettled(confirmation.id, HOUR);

    expect(await stored(confirmation.id)).toMatchObject({
      outcome: { kind: 'refused', reason: 'partner-agreement-missing', code: '900123' },
    });
    expect(filed(confirmation)).toEqual([]);
  });
});

describe('a clear no', () => {
  it('settles the confirmation as refused, with its audit entry and the job that shows it', async () => {
    const { file, filed, stored, recorded, sandbox, trail, jobs, needs } = await start();
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'confirm' });
    const confirmation = await recorded();

    await file(confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({
      state: 'refused',
      outcome: { kind: 'refused', reason: 'no-relationship', code: '20002' },
    });
    expect(filed(confirmation)).toEqual([]);
    expect((await trail(confirmation.id)).at(-1)).toMatchObject({
      action: 'confirmation-refused',
      details: { reason: 'no-relationship' },
    });
    expect(await jobs('show-outcome', confirmation.id)).toHaveLength(1);
    expect(await needs.database.customers.find(confirmation.customerId)).toMatchObject({
      agreementState: 'unknown',
    });
  });

  it('after which the form is sent again leads to a confirmation of its own', async () => {
    const { file, filed, recorded, sandbox } = await start();
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'confirm' });
    const refused = await recorded();
    await file(refused.id);

    const corrected = await recorded();
    await file(corrected.id);

    expect([filed(refused), filed(corrected)].map(({ length }) => length)).toEqual([0, 1]);
  });

  it('comes for customers of others, and for a service whose day has not begun', async () => {
    const { file, stored, recorded, sandbox, clock } = await start();
    const stranger = await recorded({ inputs: { customerId: sandbox.samples.withoutRelationship } });
    sandbox.control.clock({ offsetMs: -DAY });
    const tooEarly = await recorded({ inputs: { acceptanceDate: clock.now().toISOString().slice(0, 10) } });

    await file(stranger.id);
    await file(tooEarly.id);

    expect(await stored(stranger.id)).toMatchObject({ outcome: { reason: 'no-relationship' } });
    expect(await stored(tooEarly.id)).toMatchObject({ outcome: { reason: 'date-in-future' } });
  });

  it('comes for every classic confirmation once that call is retired', async () => {
    const agreementType = 'MicrosoftCustomerAgreement';
    const { file, filed, stored, recorded } = await start({ era: 'retired-2026', agreementType });
    const confirmation = await recorded({ inputs: { acceptanceDate: '2021-05-01' } });

    await file(confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({
      outcome: { kind: 'refused', reason: 'retired', code: 'A-RETIRED' },
    });
    expect(filed(confirmation)).toEqual([]);
  });
});

describe('the same contact twice, where the service takes it only once', () => {
  const agreementType = 'MicrosoftCustomerAgreement';
  const newer = () => start({ era: 'customer-2021', agreementType });
  const inputs = { acceptanceDate: '2021-05-01' };

  it('is refused as nothing new, whatever the date', async () => {
    const { file, filed, stored, recorded } = await newer();
    const first = await recorded({ inputs });
    await file(first.id);
    const again = await recorded({ again: true, inputs: { acceptanceDate: '2021-05-02' } });

    await file(again.id);

    expect((await stored(again.id)).outcome).toEqual({
      kind: 'refused',
      reason: 'nothing-new',
      code: '600061',
    });
    expect(filed(again)).toEqual([]);
  });

  it('is refused as nothing new after a try that was lost on its way there, too', async () => {
    const { file, filed, stored, recorded, sandbox } = await newer();
    const first = await recorded({ inputs });
    await file(first.id);
    const again = await recorded({ again: true, inputs: { acceptanceDate: '2021-05-02' } });
    sandbox.control.fault({ fault: 'html-502-before-write' });
    await file(again.id);

    await fileAsPlanned(again.id);

    expect(await stored(again.id)).toMatchObject({ outcome: { kind: 'refused', reason: 'nothing-new' } });
    expect(filed(again)).toEqual([]);
  });

  it('waits for a list that is behind: a confirmation of a moment ago is found once it shows', async () => {
    const { file, stored, recorded, sandbox, needs, clock } = await newer();
    const confirmation = await recorded({ inputs });
    const { firstName, lastName, email, phoneNumber } = DETAILS;
    await sandbox.control.confirmOnPage({
      customerId: confirmation.customerId,
      dateAgreed: '2021-04-30',
      contact: { firstName, lastName, email, phoneNumber },
    });
    const behind = {
      ...needs.partnerCenter,
      agreements: async () => ({ kind: 'read' as const, agreements: [] }),
    };

    await file(confirmation.id, { partnerCenter: behind });
    const waiting = await stored(confirmation.id);
    clock.advance(PAUSE);
    await file(confirmation.id);

    expect(waiting).toMatchObject({ state: 'recorded', attempts: 1, outcome: null });
    expect((await stored(confirmation.id)).outcome).toEqual({
      kind: 'confirmed',
      how: 'found',
      acceptedOn: '2021-04-30',
    });
  });

  it('waits for an administrator where what the service says it has may not be read', async () => {
    const { file, stored, recorded, needs } = await newer();
    const confirmation = await recorded({ inputs });
    const none = { kind: 'read' as const, agreements: [] };
    const barred = { kind: 'account-fault' as const, reason: 'not-entitled' as const, code: '403' };
    const reads = [none, barred];
    const partnerCenter = {
      ...needs.partnerCenter,
      agreements: async () => reads.shift() ?? barred,
      confirm: async () => ({ kind: 'already-confirmed' as const }),
    };

    await file(confirmation.id, { partnerCenter });

    expect(await data.database.filingPause.current()).toMatchObject({ reason: 'not-entitled' });
    expect(await stored(confirmation.id)).toMatchObject({ state: 'recorded', outcome: null });
  });

  it('is no person’s fault but to be looked at when the list never shows what the service says it has', async () => {
    const { file, stored, recorded, sandbox, needs, clock } = await newer();
    const confirmation = await recorded({ inputs });
    const { firstName, lastName, email, phoneNumber } = DETAILS;
    const contact = { firstName, lastName, email, phoneNumber };
    await sandbox.control.confirmOnPage({ customerId: confirmation.customerId, contact });
    const behind = {
      ...needs.partnerCenter,
      agreements: async () => ({ kind: 'read' as const, agreements: [] }),
    };
    await file(confirmation.id, { partnerCenter: behind });
    clock.advance(GIVE_UP_AFTER_MS);

    await file(confirmation.id, { partnerCenter: behind });

    expect((await stored(confirmation.id)).outcome).toEqual({
      kind: 'attention',
      reason: 'no-clear-answer',
    });
  });

  it('is refused as nothing new when only case, accents or spaces differ', async () => {
    const { file, stored, recorded, needs } = await newer();
    const first = await recorded({ inputs: { ...inputs, firstName: 'Anaïs' } });
    await file(first.id);
    const again = await recorded({ again: true, inputs: { ...inputs, firstName: 'ANAIS' } });
    const lenient = {
      ...needs.partnerCenter,
      confirm: async () => ({ kind: 'already-confirmed' as const }),
    };

    await file(again.id, { partnerCenter: lenient });

    expect((await stored(again.id)).outcome).toMatchObject({ reason: 'nothing-new' });
  });

  it('is found, not refused, when a colleague confirmed on Microsoft’s page between our look and our call', async () => {
    const { file, stored, recorded, sandbox, needs } = await newer();
    const confirmation = await recorded({ inputs });
    const { firstName, lastName, email, phoneNumber } = DETAILS;
    const onPage = {
      customerId: confirmation.customerId,
      dateAgreed: '2021-04-30',
      contact: { firstName, lastName, email, phoneNumber },
    };
    const { template } = needs.partnerCenter;
    const partnerCenter = {
      ...needs.partnerCenter,
      template: async (type: typeof agreementType) => {
        await sandbox.control.confirmOnPage(onPage);
        return template(type);
      },
    };

    await file(confirmation.id, { partnerCenter });

    expect((await stored(confirmation.id)).outcome).toEqual({
      kind: 'confirmed',
      how: 'found',
      acceptedOn: '2021-04-30',
    });
  });
});
