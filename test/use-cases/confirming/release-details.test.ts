import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { releaseDetails, type Release } from '../../../src/use-cases/confirming/release-details.ts';
import { testDatabase } from '../../support/database.ts';
import { ADA, DETAILS, filingWorld, GRACE, PLACE, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
const RESELLERS_PERSON = { id: 'person-marc', name: 'Marc Lefèvre' };
const ELSEWHERE = { conversationId: '19:provider', activityId: '1540000000777', isDigest: false };
let world: FilingWorld;

beforeEach(async () => {
  world = await filingWorld(data);
});
afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

/** Details of Contoso, filled in by a reseller's person. */
async function collected(more: { formId?: string; inputs?: Record<string, string> } = {}) {
  const answer = await world.press({ ...more, submittedBy: RESELLERS_PERSON, collect: true });
  if (answer.kind !== 'collected') throw new Error(`The details were not collected but ${answer.kind}`);
  return answer.confirmation;
}

const release = (confirmationId: string, more: Partial<Release> = {}) =>
  releaseDetails(world.needs, { confirmationId, by: ADA, place: ELSEWHERE, language: 'en', ...more });

describe('details that a reseller’s person fills in', () => {
  it('wait, and nothing is sent', async () => {
    const { id } = await collected();

    expect(await world.stored(id)).toMatchObject({
      state: 'collected',
      submittedBy: RESELLERS_PERSON,
      collected: { by: RESELLERS_PERSON, place: PLACE, language: 'fr' },
      contact: { email: DETAILS.email },
    });
    expect(await world.jobs('file-confirmation', id)).toEqual([]);
    await world.file(id);
    expect(world.sandbox.control.calls().confirm).toBeUndefined();
    expect(await world.trail(id)).toMatchObject([{ action: 'details-collected' }]);
  });

  it('are found by their customer, the latest first', async () => {
    await collected();
    world.clock.advance(1_000);
    const { id, customerId, agreementType } = await collected({ inputs: { firstName: 'Bea' } });

    const found = await data.database.confirmations.findCollected(customerId, agreementType);

    expect(found?.id).toBe(id);
  });

  it('are checked like every form', async () => {
    const answer = await world.press({ collect: true, inputs: { email: 'nowhere' } });

    expect(answer).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'email', problem: 'not-an-email' }],
    });
  });

  it('do not stand in the way of a colleague who may confirm', async () => {
    await collected();

    const answer = await world.press({ submittedBy: GRACE });

    expect(answer.kind).toBe('recorded');
  });

  it('are not collected while the customer is being confirmed', async () => {
    await world.recorded({ submittedBy: GRACE });

    const answer = await world.press({ submittedBy: RESELLERS_PERSON, collect: true });

    expect(answer).toMatchObject({ kind: 'in-progress', confirmation: { submittedBy: GRACE } });
  });

  it('are one confirmation, however often the form arrives', async () => {
    const { id } = await collected({ formId: 'one form' });

    const again = await world.press({ formId: 'one form', submittedBy: RESELLERS_PERSON, collect: true });

    expect(again).toMatchObject({ kind: 'same-form', confirmation: { id, state: 'collected' } });
  });
});

describe('a release', () => {
  it('makes them the confirmation of the person who pressed, and files it once with the date and the contact as filled in', async () => {
    const { id } = await collected();

    const answer = await release(id);
    await world.file(id);

    expect(answer).toMatchObject({
      kind: 'released',
      confirmation: { id, state: 'recorded', submittedBy: ADA },
    });
    const confirmation = await world.stored(id);
    expect(confirmation).toMatchObject({
      state: 'confirmed',
      submittedBy: ADA,
      place: ELSEWHERE,
      collected: { by: RESELLERS_PERSON, place: PLACE },
    });
    expect(world.filed(confirmation)).toMatchObject([
      { dateAgreed: DETAILS.acceptanceDate, contact: { email: DETAILS.email } },
    ]);
    expect(await data.database.customers.find(confirmation.customerId)).toMatchObject({ confirmedBy: ADA });
    expect((await world.trail(id)).map(({ action }) => action)).toEqual([
      'details-collected',
      'details-released',
      'confirmation-confirmed',
    ]);
  });

  it('happens once, however many people press at the same moment', async () => {
    const { id } = await collected();

    const answers = await Promise.all([release(id), release(id, { by: GRACE }), release(id), release(id)]);
    await world.file(id);
    const late = await release(id, { by: GRACE });

    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['released']));
    expect((await world.trail(id)).filter(({ action }) => action === 'details-released')).toHaveLength(1);
    expect(await world.jobs('file-confirmation', id)).toHaveLength(1);
    expect(world.sandbox.control.calls().confirm).toBe(1);
    expect(late).toMatchObject({ kind: 'released', confirmation: { state: 'confirmed' } });
  });

  it('tells of a colleague who is confirming the same customer, and the details stay', async () => {
    const { id } = await collected();
    await world.recorded({ submittedBy: GRACE });

    const answer = await release(id);

    expect(answer).toMatchObject({ kind: 'in-progress', confirmation: { submittedBy: GRACE } });
    expect(await world.stored(id)).toMatchObject({ state: 'collected' });
  });

  it('of two details for one customer lets only one through', async () => {
    const first = await collected();
    const second = await collected({ inputs: { firstName: 'Bea' } });

    const answers = await Promise.all([release(first.id), release(second.id)]);

    expect(answers.map(({ kind }) => kind).sort()).toEqual(['in-progress', 'released']);
  });

  it('looks again when the colleague who stood in the way is done meanwhile', async () => {
    const { id } = await collected();
    const colleagues = await world.recorded({ submittedBy: GRACE });
    const { confirmations } = data.database;
    const findOpen: typeof confirmations.findOpen = async (customerId, type) => {
      await world.file(colleagues.id);
      return confirmations.findOpen(customerId, type);
    };
    const database = { ...data.database, confirmations: { ...confirmations, findOpen } };

    const answer = await releaseDetails(
      { ...world.needs, database },
      { confirmationId: id, by: ADA, place: ELSEWHERE, language: 'en' },
    );

    expect(answer).toMatchObject({ kind: 'already-confirmed', customer: { confirmedBy: GRACE } });
    expect(await world.stored(id)).toMatchObject({ state: 'collected' });
  });

  it('pressed again tells how it ended, even when the customer has left', async () => {
    const { id, customerId } = await collected();
    await release(id);
    await world.file(id);
    world.clock.advance(1_000);
    await data.database.customers.markLeft(world.clock.now());

    const answer = await release(id);

    expect(await data.database.customers.find(customerId)).toBeUndefined();
    expect(answer).toMatchObject({ kind: 'released', confirmation: { id, outcome: { kind: 'confirmed' } } });
  });

  it('finds nothing to release when the customer has left', async () => {
    const { id } = await collected();
    world.clock.advance(1_000);
    await data.database.customers.markLeft(world.clock.now());

    expect(await release(id)).toEqual({ kind: 'gone' });
    expect(await world.stored(id)).toMatchObject({ state: 'collected' });
  });

  it('sends nothing for a customer that is confirmed meanwhile', async () => {
    const { id, customerId } = await collected();
    const at = world.clock.now();
    await data.database.customers.markConfirmed(customerId, {
      ...{ acceptedOn: '2018-09-01', via: 'partner-center', by: null, at },
    });

    expect(await release(id)).toMatchObject({ kind: 'already-confirmed', customer: { id: customerId } });
    expect(await world.jobs('file-confirmation', id)).toEqual([]);
  });

  it.each(['', 'no such details'])('of %p finds nothing', async (id) => {
    expect(await release(id)).toEqual({ kind: 'gone' });
  });

  it('is not for a confirmation that no person collected', async () => {
    const { id } = await world.recorded();

    expect(await release(id)).toEqual({ kind: 'gone' });
  });
});
