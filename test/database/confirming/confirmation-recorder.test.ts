import { beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase } from '../../support/database.ts';
import { newConfirmation } from '../../support/confirmations.ts';

const { database, sentJobs, clear } = await testDatabase();
const { confirmations, customers } = database;
const CUSTOMERS = Array.from({ length: 20 }, (_, place) => `customer-${place}`);

beforeEach(async () => {
  await clear();
  await customers.saveListed(
    CUSTOMERS.map((id) => ({ id, name: id, domain: `${id}.example` })),
    new Date('2026-03-10T08:00:00Z'),
  );
});

const record = (confirmation = newConfirmation()) =>
  database.recordWithJob(confirmation, {
    name: 'file-confirmation',
    payload: { confirmationId: confirmation.id },
    options: { onceKey: confirmation.id },
  });
const filed = async () => (await sentJobs()).map(({ payload }) => payload);

describe('confirmations of the same moment', () => {
  it('are all written, each with one job', async () => {
    const made = CUSTOMERS.map((customerId) => newConfirmation({ customerId }));

    const written = await Promise.all(made.map(record));

    expect(new Set(written)).toEqual(new Set([true]));
    const ids = made.map(({ id }) => ({ confirmationId: id }));
    expect(new Set(await filed())).toEqual(new Set(ids));
    expect(await filed()).toHaveLength(ids.length);
  });

  it('for one customer leave the first alone standing, and no job for the others', async () => {
    const made = Array.from({ length: 10 }, () => newConfirmation({ customerId: CUSTOMERS[0]! }));

    const written = await Promise.all(made.map(record));

    expect(written.filter(Boolean)).toHaveLength(1);
    const open = await confirmations.findOpen(CUSTOMERS[0]!, 'MicrosoftCloudAgreement');
    expect(await filed()).toEqual([{ confirmationId: open?.id }]);
  });

  it('fail for no other person when other work holds the row of one among them', async () => {
    let letGo = () => undefined as void;
    let holds = () => undefined as void;
    const isHeld = new Promise<void>((resolve) => (holds = resolve));
    const holding = database.transaction(async (stores) => {
      await stores.confirmations.record([newConfirmation({ customerId: CUSTOMERS[0]! })]);
      holds();
      await new Promise<void>((resolve) => (letGo = resolve));
    });
    await isHeld;
    const blocked = newConfirmation({ customerId: CUSTOMERS[0]! });
    const sound = [1, 2, 3, 4].map((place) => newConfirmation({ customerId: CUSTOMERS[place]! }));

    const ended = await Promise.allSettled([sound[0]!, blocked, ...sound.slice(1)].map(record));
    letGo();
    await holding;

    expect(ended).toMatchObject([
      { value: true },
      { status: 'rejected', reason: { code: 'record-held' } },
      ...[{ value: true }, { value: true }, { value: true }],
    ]);
    expect(await confirmations.find(blocked.id)).toBeUndefined();
    expect(new Set(await filed())).toEqual(new Set(sound.map(({ id }) => ({ confirmationId: id }))));
  });

  it('are not lost for one among them that cannot be written', async () => {
    const broken = newConfirmation({ customerId: CUSTOMERS[1]!, acceptedOn: 'no day' });
    const sound = [2, 3, 4].map((place) => newConfirmation({ customerId: CUSTOMERS[place]! }));

    const ended = await Promise.allSettled([sound[0]!, broken, sound[1]!, sound[2]!].map(record));

    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(new Set(await filed())).toEqual(new Set(sound.map(({ id }) => ({ confirmationId: id }))));
    expect(await confirmations.find(broken.id)).toBeUndefined();
  });
});
