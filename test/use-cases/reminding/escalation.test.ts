import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { remindNow } from '../../../src/use-cases/reminding/remind-now.ts';
import { testDatabase } from '../../support/database.ts';
import { ADA, remindingWorld, type RemindingWorld } from './reminding-world.ts';

const data = await testDatabase();
let world: RemindingWorld;
const AT_NINE = '2026-03-10T08:00:00Z';

async function worldWith({
  afterDays,
  conversation,
}: {
  afterDays: number;
  conversation: string | undefined;
}) {
  const escalation = { afterDays, conversation: { nameOrId: conversation, byNameAlone: true } };
  world = remindingWorld(data, { at: '2026-03-10T07:00:00Z', escalation });
  await world.customers(['fresh'], { days: 3 });
  await world.customers(['late-1', 'late-2', 'late-3'], { days: 50, reseller: 'alpine' });
  await world.customers(['late-4', 'late-5'], { days: 40, assignee: ADA });
  await world.customers(['late-6'], { days: 31 });
  await world.install('19:lead', { name: 'Lead' });
  await world.install('19:alpine', { name: 'Alpine desk' });
  await world.choose('19:alpine', { scope: { kind: 'reseller', resellerId: 'alpine' } });
  world.at(AT_NINE);
}
afterEach(() => data.clear());

describe('customers that wait too long', () => {
  beforeEach(() => worldWith({ afterDays: 30, conversation: 'lead' }));

  it('are told where the setting says, by team, by person, and as unassigned', async () => {
    await world.remind();

    expect(world.lastDigest('19:lead').escalation).toEqual({
      afterDays: 30,
      customers: 6,
      groups: [
        {
          kind: 'team',
          name: 'Alpine desk',
          customers: 3,
          oldestWaitingSince: new Date('2026-01-19T07:00:00Z'),
        },
        {
          kind: 'person',
          name: 'Ada Byron',
          customers: 2,
          oldestWaitingSince: new Date('2026-01-29T07:00:00Z'),
        },
        { kind: 'nobody', name: null, customers: 1, oldestWaitingSince: new Date('2026-02-07T07:00:00Z') },
      ],
    });
    expect(world.lastDigest('19:alpine').escalation).toBeUndefined();
  });

  it('are told by `remind now` as well', async () => {
    const lead = (await data.database.conversations.find('19:lead'))!;

    await remindNow(world.needs, lead);

    expect(world.lastDigest('19:lead').escalation?.customers).toBe(6);
  });

  it('are a reason for a digest even where its own customers are all confirmed', async () => {
    await world.choose('19:lead', { scope: { kind: 'reseller', resellerId: 'boreal' } });

    await world.remind(true);

    expect(world.lastDigest('19:lead')).toMatchObject({
      digest: { unconfirmed: 0, total: 0 },
      escalation: { customers: 6 },
    });
  });

  it('belong to whom they are assigned where no team has their reseller', async () => {
    await world.choose('19:alpine', { on: false });

    await world.remind();

    expect(
      world.lastDigest('19:lead').escalation?.groups.map(({ kind, customers }) => [kind, customers]),
    ).toEqual([
      ['nobody', 4],
      ['person', 2],
    ]);
  });

  it('are told no more when they are confirmed', async () => {
    await world.confirm('late-1', 'late-2', 'late-3', 'late-4', 'late-5', 'late-6');

    await world.remind();

    expect(world.lastDigest('19:lead')).toMatchObject({ digest: { unconfirmed: 1 } });
    expect(world.lastDigest('19:lead').escalation).toBeUndefined();
  });
});

it.each([
  ['never', { afterDays: 0, conversation: 'lead' }],
  ['nowhere', { afterDays: 30, conversation: undefined }],
  ['in a place that does not exist', { afterDays: 30, conversation: 'Atlantis' }],
])('customers that wait too long are told %s when the settings say so', async (_where, rule) => {
  await worldWith(rule);

  await world.remind();

  expect(world.said.map(({ notice }) => (notice as { escalation?: unknown }).escalation)).toEqual([
    undefined,
    undefined,
  ]);
});
