import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { recordConfirmation, type Recorded } from '../../../src/use-cases/confirming/record-confirmation.ts';
import type { Database } from '../../../src/use-cases/ports/stores.ts';
import { testDatabase } from '../../support/database.ts';
import { createConfirmationRecorder } from '../../../src/database/confirming/confirmation-recorder.ts';
import { ADA, DETAILS, filingWorld, GRACE, PLACE, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;

beforeEach(async () => {
  world = await filingWorld(data);
});
afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

const kindsOf = (answers: Recorded[]) => answers.map(({ kind }) => kind).sort();

/** Rows, promises and audit entries there are, to compare before and after. */
async function written(): Promise<{ confirmations: number; jobs: number; entries: number }> {
  const { rows } = await sql<{ confirmations: number; jobs: number; entries: number }>`
    select (select count(*) from confirmations) as confirmations,
      (select count(*) from sent_jobs where name = 'file-confirmation') as jobs,
      (select count(*) from audit) as entries`.execute(data.database.kysely);
  return rows[0]!;
}

describe('a press', () => {
  it('writes the confirmation, its job and its audit entry', async () => {
    const { press, stored, trail, jobs } = world;

    const answer = await press();

    if (answer.kind !== 'recorded') throw new Error(answer.kind);
    const { id } = answer.confirmation;
    expect(await stored(id)).toEqual(answer.confirmation);
    expect(await jobs('file-confirmation', id)).toMatchObject([{ options: { onceKey: id } }]);
    expect(await trail(id)).toEqual([
      { action: 'confirmation-recorded', details: { acceptedOn: DETAILS.acceptanceDate, again: false } },
    ]);
  });

  it('whose job cannot be promised writes nothing at all', async () => {
    const { needs, sandbox } = world;
    const before = await written();
    const noQueue = jest.fn(async () => Promise.reject(new Error('no queue')));
    const transaction: Database['transaction'] = (work) =>
      needs.database.transaction((stores) => work({ ...stores, jobs: { send: noQueue, sendNew: noQueue } }));
    const database = { ...needs.database, recordWithJob: createConfirmationRecorder(transaction) };

    const press = recordConfirmation(
      { ...needs, database },
      {
        formId: randomUUID(),
        again: false,
        inputs: { ...DETAILS, customerId: sandbox.samples.contoso },
        submittedBy: ADA,
        timeZone: 'UTC',
        language: 'en',
        place: PLACE,
      },
    );

    await expect(press).rejects.toThrow('no queue');
    expect(await written()).toEqual(before);
    // What surely failed is not tried again while its person waits.
    expect(noQueue).toHaveBeenCalledTimes(1);
  });

  it('with wrong input writes nothing, and the same form can be sent corrected', async () => {
    const { press } = world;
    const before = await written();
    const formId = randomUUID();

    const wrong = await press({ formId, inputs: { email: 'ana', firstName: ' ' } });
    const afterWrong = await written();
    const corrected = await press({ formId });

    expect(wrong).toMatchObject({
      kind: 'invalid',
      problems: [
        { field: 'firstName', problem: 'one-name' },
        { field: 'email', problem: 'not-an-email' },
      ],
    });
    expect(afterWrong).toEqual(before);
    expect(corrected.kind).toBe('recorded');
  });

  it('leaves out what is no phone number, and says so', async () => {
    const answer = await world.press({ inputs: { phoneNumber: 'N/A' } });

    expect(answer).toMatchObject({
      kind: 'recorded',
      isPhoneLeftOut: true,
      confirmation: { contact: { phoneNumber: '' } },
    });
  });

  it('for an unknown customer is given back', async () => {
    const answer = await world.press({ inputs: { customerId: randomUUID() } });

    expect(answer).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'customerId', problem: 'unknown-customer' }],
    });
  });

  it('for a confirmed customer writes nothing, unless it is to be one more on purpose', async () => {
    const { recorded, file, press } = world;
    await file((await recorded()).id);
    const before = await written();

    const once = await press();
    const afterOnce = await written();
    const again = await press({ again: true });

    expect(once).toMatchObject({ kind: 'already-confirmed', customer: { confirmedBy: ADA } });
    expect(afterOnce).toEqual(before);
    expect(again.kind).toBe('recorded');
  });
});

describe('one form', () => {
  it('pressed twenty times at once is one confirmation, one job and one audit entry', async () => {
    const before = await written();
    const formId = randomUUID();

    const answers = await Promise.all(Array.from({ length: 20 }, () => world.press({ formId })));

    expect(kindsOf(answers)).toEqual(['recorded', ...Array<string>(19).fill('same-form')]);
    const ids = answers.map((answer) => 'confirmation' in answer && answer.confirmation.id);
    expect(new Set(ids).size).toBe(1);
    expect(await written()).toEqual({
      confirmations: before.confirmations + 1,
      jobs: before.jobs + 1,
      entries: before.entries + 1,
    });
  });

  it('pressed again later answers with the present state', async () => {
    const { recorded, file, press } = world;
    const formId = randomUUID();
    const { id } = await recorded({ formId });
    await file(id);
    const before = await written();

    const repeated = await press({ formId, submittedBy: GRACE });

    expect(repeated).toMatchObject({
      kind: 'same-form',
      confirmation: { id, outcome: { kind: 'confirmed' }, submittedBy: ADA },
      customer: { agreementState: 'confirmed' },
    });
    expect(await written()).toEqual(before);
  });

  it('used again for another customer changes nothing and says whose form it was', async () => {
    const { recorded, press, sandbox } = world;
    const formId = randomUUID();
    const { customerId } = await recorded({ formId });
    const before = await written();

    const inputs = { customerId: sandbox.samples.unconfirmed, firstName: 'Bea' };
    const answers = [await press({ formId, inputs }), await press({ formId, inputs, submittedBy: GRACE })];

    for (const answer of answers) {
      expect(answer).toMatchObject({ kind: 'used-form', input: inputs, customer: { id: customerId } });
    }
    expect(await written()).toEqual(before);
  });

  it('pressed by another person in the same words is the same confirmation, and in other words one of its own', async () => {
    const { recorded, press, file } = world;
    const formId = randomUUID();
    const { id } = await recorded({ formId });
    const others = { formId, submittedBy: GRACE, inputs: { email: 'bea@contoso.example' } };

    const same = await press({ formId, submittedBy: GRACE });
    const meanwhile = await press(others);
    await file(id);
    const afterwards = await press(others);

    expect(same).toMatchObject({ kind: 'same-form', confirmation: { id } });
    expect(meanwhile).toMatchObject({ kind: 'in-progress', confirmation: { id, submittedBy: ADA } });
    expect(afterwards).toMatchObject({ kind: 'already-confirmed', customer: { confirmedBy: ADA } });
  });

  it('used again with a mistake in it tells of the mistake, not of the other confirmation', async () => {
    const { recorded, press, sandbox } = world;
    const formId = randomUUID();
    await recorded({ formId });

    const answer = await press({
      ...{ formId, submittedBy: GRACE },
      inputs: { customerId: sandbox.samples.unconfirmed, email: 'bea' },
    });

    expect(answer).toMatchObject({ kind: 'invalid', problems: [{ field: 'email' }] });
  });

  it('pressed for two customers at the same moment is a confirmation about one, and says which', async () => {
    const { press, sandbox } = world;
    const formId = randomUUID();
    const { contoso, unconfirmed } = sandbox.samples;

    const answers = await Promise.all(
      [contoso, unconfirmed, contoso, unconfirmed].map((customerId) =>
        press({ formId, inputs: { customerId } }),
      ),
    );

    expect(kindsOf(answers)).toEqual(['recorded', 'same-form', 'used-form', 'used-form']);
    const told = answers.map((answer) => 'customer' in answer && answer.customer.id);
    expect(new Set(told).size).toBe(1);
  });

  it('whose customer has left the partner tells of it all the same', async () => {
    const { recorded, press, sandbox, needs, clock } = world;
    const formId = randomUUID();
    const { customerId } = await recorded({ formId });
    clock.advance(1_000);
    const { unconfirmed } = sandbox.samples;
    const listedSince = clock.now();
    const stays = { id: unconfirmed, name: 'Stays', domain: 'stays.example' };
    await needs.database.customers.saveListed([stays], listedSince);
    await needs.database.customers.markLeft(listedSince);
    const before = await written();

    const repeated = await press({ formId });
    const another = await press({ formId, inputs: { customerId: unconfirmed } });

    expect(repeated).toMatchObject({
      kind: 'same-form',
      confirmation: { customerId },
      customer: { id: customerId },
    });
    expect(another).toMatchObject({ kind: 'used-form', customer: { id: customerId } });
    expect(await written()).toEqual(before);
  });

  it.each(['', "' or 1=1 --", 'a\u0000b', '😀'.repeat(300), 'x'.repeat(1_000)])(
    'of an id that the bot did not make (%#) is a form like any other',
    async (formId) => {
      const { press, sandbox } = world;
      const others = await press();

      const forged = await press({ formId, inputs: { customerId: sandbox.samples.unconfirmed } });
      const repeated = await press({ formId, inputs: { customerId: sandbox.samples.unconfirmed } });

      expect([others.kind, forged.kind, repeated.kind]).toEqual(['recorded', 'recorded', 'same-form']);
    },
  );
});

describe('two people', () => {
  it('with forms of their own for one customer: one is recorded, the other sees who, when and which date', async () => {
    const { press, clock } = world;

    const [first, second] = await Promise.all([
      press({ submittedBy: ADA }),
      press({ submittedBy: GRACE, inputs: { acceptanceDate: '2018-11-05' } }),
    ]);

    const answers = [first, second].sort((a, b) => b.kind.localeCompare(a.kind));
    expect(kindsOf(answers)).toEqual(['in-progress', 'recorded']);
    const [recorded, other] = answers;
    if (recorded?.kind !== 'recorded' || other?.kind !== 'in-progress') throw new Error('unreachable');
    expect(other.confirmation).toMatchObject({
      submittedBy: recorded.confirmation.submittedBy,
      submittedAt: clock.now(),
      acceptedOn: recorded.confirmation.acceptedOn,
    });
  });

  it('of whom the second wants one more on purpose waits for the first all the same', async () => {
    const { recorded, press, file } = world;
    const first = await recorded({ submittedBy: ADA });

    const early = await press({ submittedBy: GRACE, again: true });
    await file(first.id);
    const later = await press({ submittedBy: GRACE, again: true });

    expect([early.kind, later.kind]).toEqual(['in-progress', 'recorded']);
  });

  it('confirming different customers never wait for each other', async () => {
    const { press, sandbox } = world;
    const { contoso, unconfirmed } = sandbox.samples;

    const answers = await Promise.all([
      press({ inputs: { customerId: contoso } }),
      press({ submittedBy: GRACE, inputs: { customerId: unconfirmed } }),
    ]);

    expect(kindsOf(answers)).toEqual(['recorded', 'recorded']);
  });
});
