import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closeDigests } from '../../../src/use-cases/reminding/close-digests.ts';
import {
  snoozeReminder,
  switchOffReminder,
  switchOnReminder,
} from '../../../src/use-cases/reminding/change-reminder.ts';
import { redrawDigest } from '../../../src/use-cases/reminding/redraw-digest.ts';
import { refreshDigests } from '../../../src/use-cases/reminding/refresh-digests.ts';
import { testDatabase } from '../../support/database.ts';
import { ADA, remindingWorld, type RemindingWorld } from './reminding-world.ts';

const data = await testDatabase();
let world: RemindingWorld;
const AT_NINE = '2026-03-10T08:00:00Z';
const NEXT_DAY = '2026-03-11T08:00:00Z';

const refresh = () => refreshDigests(world.needs);
const close = (tries?: number) => closeDigests(world.needs, tries === undefined ? {} : { tries });
const jobs = async (name: string) => (await data.sentJobs()).filter((job) => job.name === name);
/** What was edited where, by the digest's number. */
const edited = () =>
  world
    .edits()
    .map(({ conversationId, notice }) => [
      conversationId,
      (notice as { digest: { unconfirmed: number } }).digest.unconfirmed,
    ]);

beforeEach(async () => {
  world = remindingWorld(data, { at: '2026-03-10T07:00:00Z' });
  await world.customers(['c1', 'c2']);
  await world.customers(['r1', 'r2'], { reseller: 'alpine' });
  await world.customers(['m1'], { assignee: ADA });
  await world.install('everyone');
  await world.install('alpine');
  await world.choose('alpine', { scope: { kind: 'reseller', resellerId: 'alpine' } });
  await world.install('chat', { kind: 'personal' });
  await world.choose('chat', { on: true, scope: { kind: 'mine', personId: ADA.id } }, true);
  world.at(AT_NINE);
  await world.remind();
});
afterEach(() => data.clear());

describe('the digests that stand', () => {
  it('are edited where their number has changed, and nowhere else', async () => {
    await world.confirm('r1');

    await refresh();
    await refresh();

    expect(edited().sort()).toEqual([
      ['alpine', 1],
      ['everyone', 4],
    ]);
  });

  it('keep what they compare with', async () => {
    world.at(NEXT_DAY);
    await world.remind();
    await world.confirm('c1');

    await refresh();

    expect(world.lastDigest('everyone').digest).toMatchObject({ unconfirmed: 4, previousUnconfirmed: 5 });
  });

  it('say how many are new since the one before, be it a new customer or one that has to renew', async () => {
    world.at('2026-03-10T15:00:00Z');
    await world.customers(['new'], { days: 0 });
    await world.confirm('c1');
    await world.needs.database.customers.markUnconfirmed('c1', world.needs.clock.now(), '2021-05-05');
    world.at(NEXT_DAY);

    await world.remind();
    await refresh();

    expect(world.lastDigest('everyone').digest).toMatchObject({ unconfirmed: 6, newcomers: 2 });
    expect(world.lastDigest('alpine').digest).toMatchObject({ unconfirmed: 2, newcomers: 0 });
  });

  it('do not say how many are new where none stood before', () => {
    expect(world.lastDigest('everyone').digest.newcomers).toBeUndefined();
  });

  it('celebrate when the last one is confirmed', async () => {
    await world.confirm('m1');

    await refresh();

    expect(world.lastDigest('chat').digest).toMatchObject({ unconfirmed: 0, total: 1 });
  });

  it('are about other customers as soon as others are chosen, even where the number is the same', async () => {
    await world.customers(['x1', 'x2'], { reseller: 'boreal' });
    await world.choose('alpine', { scope: { kind: 'reseller', resellerId: 'boreal' } });

    await refresh();

    expect(world.lastDigest('alpine')).toMatchObject({
      digest: { unconfirmed: 2, customerIds: ['x1', 'x2'], previousUnconfirmed: null },
      about: { resellerName: 'Reseller boreal' },
    });
    expect(await jobs('refresh-digests')).not.toEqual([]);
  });

  it('are tried again soon where Teams is busy, and the others are edited all the same', async () => {
    world.answer('everyone', { edited: { kind: 'later', retryAfterMs: 1_000 } });
    await world.confirm('r1');
    const before = (await jobs('refresh-digests')).length;

    await refresh();

    expect(edited()).toEqual([['alpine', 1]]);
    expect((await jobs('refresh-digests')).slice(before)).toMatchObject([
      { options: { afterMs: 15_000, onceKey: 'all' } },
    ]);
  });

  it.each([
    ['was deleted', { kind: 'gone' }, true],
    ['cannot be reached', { kind: 'unreachable', reason: 'BotNotInConversationRoster' }, false],
  ] as const)('are left alone where the message %s', async (_what, answer, reachable) => {
    world.answer('everyone', { edited: answer });
    await world.confirm('c1');

    await refresh();
    world.answer('everyone', {});
    await refresh();

    expect(edited()).toEqual([]);
    expect(await data.database.conversations.find('everyone')).toMatchObject({ reachability: { reachable } });
  });
});

describe('a digest that another one has replaced', () => {
  beforeEach(async () => {
    world.at(NEXT_DAY);
    await world.remind();
  });

  it('loses its buttons, once, and says where the new one is', async () => {
    await close();
    await close();

    const closed = world.edits().filter(({ conversationId }) => conversationId === 'alpine');
    expect(closed).toMatchObject([
      {
        activityId: expect.stringMatching(/^message-[123]$/) as unknown,
        notice: {
          kind: 'digest-replaced',
          digest: { unconfirmed: 2, total: 2 },
          period: '2026-03-10',
          replacedBy: expect.stringMatching(/^message-[456]$/) as unknown,
        },
      },
    ]);
    expect(world.edits()).toHaveLength(3);
  });

  it('is not edited any more when a customer is confirmed', async () => {
    await close();
    const before = world.edits().length;
    await world.confirm('c1');

    await refresh();

    expect(
      world
        .edits()
        .slice(before)
        .map(({ activityId }) => activityId),
    ).toEqual([(await data.database.deliveries.standing('everyone', 'digest'))?.activityId]);
  });

  it('waits while digests wait to be sent', async () => {
    world.at('2026-03-12T08:00:00Z');
    world.answer('everyone', { posted: { kind: 'later', retryAfterMs: 1 } });
    await world.remind();
    world.at('2026-03-12T08:01:00Z');

    await close();

    expect(world.edits()).toEqual([]);
    expect((await jobs('close-digests')).at(-1)).toMatchObject({ payload: {}, options: { afterMs: 60_000 } });
  });

  it('is tried again when Teams is busy, and left as it is in the end', async () => {
    for (const id of ['everyone', 'alpine', 'chat']) {
      world.answer(id, { edited: { kind: 'later', retryAfterMs: 1 } });
    }

    await close();
    const again = (await jobs('close-digests')).at(-1);
    await close(5);

    expect(again).toMatchObject({ payload: { tries: 2 } });
    expect(await data.database.deliveries.replaced(10)).toEqual([]);
  });

  it.each([{ kind: 'gone' }, { kind: 'unreachable', reason: 'x' }] as const)(
    'does no harm where it cannot be edited: $kind',
    async (answer) => {
      world.answer('everyone', { edited: answer });

      await close();

      expect(await data.database.deliveries.replaced(10)).toEqual([]);
      expect(await data.database.deliveries.standing('everyone', 'digest')).toMatchObject({
        state: 'posted',
      });
    },
  );
});

describe('reminders that a person stops', () => {
  const by = { conversationId: 'everyone', actor: ADA };
  const where = { ...by, isPersonal: false, timeZone: 'Europe/Paris' };
  const redraws = async () =>
    (await jobs('redraw-digest')).filter(
      ({ payload }) => (payload as { conversationId: string }).conversationId === 'everyone',
    );
  const redrawn = async () => {
    expect((await redraws()).length).toBeGreaterThan(0);
    await redrawDigest(world.needs, 'everyone');
    return world.lastDigest('everyone');
  };

  it('are said for all to be off on the digest that stands, and on again', async () => {
    await switchOffReminder(world.needs, where);
    const off = await redrawn();
    await switchOnReminder(world.needs, where);
    const on = await redrawn();

    expect(off.halt).toMatchObject({ kind: 'off', by: ADA, isForAll: true, at: new Date(AT_NINE) });
    expect(off.digest.unconfirmed).toBe(5);
    expect(on.halt).toBeUndefined();
    expect(world.edits()).toHaveLength(2);
  });

  it('are said to be paused, with when the next one comes', async () => {
    const { nextDueAt } = await snoozeReminder(world.needs, { ...by, days: 7 });
    const paused = await redrawn();
    await snoozeReminder(world.needs, { ...by, days: 0 });
    const resumed = await redrawn();

    expect(nextDueAt).toEqual(new Date('2026-03-17T08:00:00Z'));
    expect(paused.halt).toMatchObject({ kind: 'paused', by: ADA, nextDueAt });
    expect(resumed.halt).toBeUndefined();
  });

  it('are said to be off when the settings turn them off, and not when they change something else', async () => {
    await world.choose('everyone', { hour: 10 });
    expect(await redraws()).toEqual([]);

    await world.choose('everyone', { on: false });

    expect((await redrawn()).halt).toMatchObject({ kind: 'off', by: ADA });
  });

  it('are tried again where Teams has no time, and left where nothing stands', async () => {
    world.answer('everyone', { edited: { kind: 'later', retryAfterMs: 1_000 } });

    await redrawDigest(world.needs, 'everyone');
    await redrawDigest(world.needs, 'nowhere');

    expect(await redraws()).toHaveLength(1);
  });
});
