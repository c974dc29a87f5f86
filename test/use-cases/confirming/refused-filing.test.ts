import { afterEach, describe, expect, it } from '@jest/globals';
import { GIVE_UP_AFTER_MS } from '../../../src/domain/confirming/retry.ts';
import { testDatabase } from '../../support/database.ts';
import {
  DAY,
  DETAILS,
  HOUR,
  PAUSE,
  fileAsPlanned,
  fileUntilSettled,
  filingWorld,
  type FilingWorld,
} from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;
const start = async (options: Parameters<typeof filingWorld>[1] = {}) =>
  (world = await filingWorld(data, options));

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
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

    await fileUntilSettled(world, confirmation.id, HOUR);

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

    await fileAsPlanned(world, again.id);

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
