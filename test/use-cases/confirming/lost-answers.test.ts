import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase } from '../../../src/database/database.ts';
import { recordConfirmation } from '../../../src/use-cases/confirming/record-confirmation.ts';
import { releaseDetails } from '../../../src/use-cases/confirming/release-details.ts';
import { fragileLink } from '../../database/core/fragile-link.ts';
import { recordingSender, testDatabase, TEST_ENCRYPTION_KEY } from '../../support/database.ts';
import { ADA, DETAILS, filingWorld, GRACE, PLACE, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
const link = await fragileLink(data.url);
const database = await openDatabase({
  url: link.url,
  encryptionKey: TEST_ENCRYPTION_KEY,
  jobSenderFor: recordingSender,
  applicationName: 'behind a fragile link',
});
let world: FilingWorld;

beforeEach(async () => {
  world = await filingWorld(data);
});
afterEach(async () => {
  await link.mend();
  await world.sandbox.stop();
  await data.clear();
});
afterAll(async () => {
  await database.close();
  await link.cut();
});

const RESELLERS_PERSON = { id: 'person-marc', name: 'Marc Lefèvre' };
const press = (formId: string, { customerId = world.sandbox.samples.contoso, collect = false } = {}) =>
  recordConfirmation(
    { ...world.needs, database },
    {
      formId,
      collect,
      again: false,
      inputs: { ...DETAILS, customerId },
      submittedBy: collect ? RESELLERS_PERSON : ADA,
      timeZone: 'UTC',
      language: 'en',
      place: PLACE,
    },
  );
const release = (confirmationId: string) =>
  releaseDetails({ ...world.needs, database }, { confirmationId, by: GRACE, place: PLACE, language: 'en' });
const confirmationsOf = async (formId: string) => {
  const { rows } = await sql`select id from confirmations where form_id = ${formId}`.execute(
    data.database.kysely,
  );
  return rows;
};
const actions = async (id: string) => (await world.trail(id)).map(({ action }) => action);

describe('a press whose commit the database does not answer', () => {
  it('is looked up, and answered as the one confirmation it is', async () => {
    link.loseNextCommitAnswer();

    const answer = await press('a form');

    if (answer.kind !== 'recorded') throw new Error(answer.kind);
    const { id } = answer.confirmation;
    expect(await confirmationsOf('a form')).toEqual([{ id }]);
    expect(await world.jobs('file-confirmation', id)).toHaveLength(1);
    expect(await actions(id)).toEqual(['confirmation-recorded']);
  });

  it('is looked up with all that shared its transaction, each with its own answer', async () => {
    const { contoso, unconfirmed, confirmedOnce } = world.sandbox.samples;

    const answers = await Promise.all([
      press('first', { customerId: contoso }).then((answer) => {
        link.loseNextCommitAnswer();
        return answer;
      }),
      press('second', { customerId: unconfirmed }),
      press('third', { customerId: confirmedOnce }),
    ]);

    expect(answers.map(({ kind }) => kind)).toEqual(['recorded', 'recorded', 'recorded']);
    const forms = answers.map((answer) => 'confirmation' in answer && answer.confirmation.formId);
    expect(forms).toEqual(['first', 'second', 'third']);
  });

  it('is said to be unknown while the database stays away, and the same press again finds it', async () => {
    link.loseNextCommitAnswer({ andCut: true });
    const startedAt = performance.now();

    const answer = await press('a form');
    const tookMs = performance.now() - startedAt;
    await link.mend();
    const again = await press('a form');

    expect(answer).toMatchObject({
      kind: 'unsettled',
      why: 'outcome-unknown',
      input: DETAILS,
      customer: { id: world.sandbox.samples.contoso },
    });
    expect(tookMs).toBeLessThan(3_000);
    expect(again.kind).toBe('same-form');
    expect(await confirmationsOf('a form')).toHaveLength(1);
  });

  it('that failed before its commit is known to have changed nothing', async () => {
    const { needs } = world;
    await link.cut();

    await expect(press('a form')).rejects.toMatchObject({ code: 'database-unavailable' });
    expect(await needs.database.confirmations.findByForm('a form')).toBeUndefined();
  });
});

describe('a release whose commit the database does not answer', () => {
  const collected = async () => {
    const answer = await press('details', { collect: true });
    if (answer.kind !== 'collected') throw new Error(answer.kind);
    return answer.confirmation;
  };

  it('is looked up, and answered as released', async () => {
    const { id } = await collected();
    link.loseNextCommitAnswer();

    const answer = await release(id);

    expect(answer).toMatchObject({
      kind: 'released',
      confirmation: { state: 'recorded', submittedBy: GRACE },
    });
    expect(await world.jobs('file-confirmation', id)).toHaveLength(1);
    expect(await actions(id)).toEqual(['details-collected', 'details-released']);
  });

  it('is said to be unknown while the database stays away, and the same press again finds it', async () => {
    const { id } = await collected();
    link.loseNextCommitAnswer({ andCut: true });

    const answer = await release(id);
    await link.mend();

    expect(answer).toMatchObject({ kind: 'unknown', confirmation: { id }, customer: { name: 'Customer 0' } });
    expect(await release(id)).toMatchObject({ kind: 'released', confirmation: { submittedBy: GRACE } });
    expect(await actions(id)).toEqual(['details-collected', 'details-released']);
  });
});
