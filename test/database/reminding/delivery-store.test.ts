import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Digest } from '../../../src/domain/reminding/delivery.ts';
import { defaultSettings, type ReminderSettings } from '../../../src/domain/reminding/reminder.ts';
import { EVERYONE, type Scope } from '../../../src/domain/reminding/scope.ts';
import { testDatabase } from '../../support/database.ts';
import { plainConversation } from '../../support/plain-conversation.ts';

const { database, clear } = await testDatabase();
const { deliveries } = database;
const NOW = new Date('2026-03-10T09:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

const digest = (unconfirmed: number): Digest => ({
  unconfirmed,
  total: 10,
  customerIds: ['c1', 'c2'],
  previousUnconfirmed: null,
});

const plan = (id: string, conversationId = 'a', period = '2026-03-10', unconfirmed = 5) =>
  deliveries.plan({ id, conversationId, kind: 'digest', period, digest: digest(unconfirmed), at: NOW });

const remindAbout = (conversationId: string, scope: Scope, more: Partial<ReminderSettings> = {}) =>
  database.reminders.save(
    conversationId,
    { ...defaultSettings({ on: true, timeZone: 'UTC' }), scope, ...more },
    null,
  );

const many = (...conversationIds: string[]) =>
  conversationIds.map((conversationId) => ({
    id: `many-${conversationId}`,
    conversationId,
    period: '2026-03-10',
    dayStart: new Date('2026-03-10T00:00:00Z'),
    digest: digest(5),
  }));

async function post(id: string, conversationId: string, period: string, unconfirmed: number, at: Date) {
  await plan(id, conversationId, period, unconfirmed);
  await deliveries.claim(id, at);
  await deliveries.markPosted(id, `activity-${id}`, at);
}

beforeEach(async () => {
  await clear();
  for (const id of ['a', 'b']) {
    await database.conversations.remember(plainConversation(id));
  }
});

describe('the ledger of deliveries', () => {
  it('promises one digest for a conversation and period, whichever process asks', async () => {
    const promised = await Promise.all(['1', '2', '3', '4'].map((id) => plan(id)));
    const nextDay = await plan('5', 'a', '2026-03-11');
    const elsewhere = await plan('6', 'b');

    expect(promised.filter(Boolean)).toHaveLength(1);
    expect([nextDay, elsewhere]).toEqual([true, true]);
  });

  it('promises many at once, again one for a conversation and period', async () => {
    await plan('1', 'a');

    const planned = await deliveries.planDigests(many('a', 'b'), NOW);

    expect(planned).toEqual(['b']);
    expect(await deliveries.planDigests(many('a', 'b'), NOW)).toEqual([]);
    expect(await deliveries.planDigests([], NOW)).toEqual([]);
  });

  it.each([
    ['was posted', '2026-03-11', async (id: string) => deliveries.markPosted(id, 'activity', later(-60_000))],
    [
      'may have been posted',
      '2026-03-09',
      async (id: string) => deliveries.markNotPosted(id, 'unknown', later(-60_000), later(-60_000)),
    ],
    ['is being sent', '2026-03-09', async () => undefined],
  ])('promises none for a day in which one %s under another date', async (_what, period, end) => {
    await plan('1', 'a', period);
    await deliveries.claim('1', later(-60_000));
    await end('1');

    expect(await deliveries.planDigests(many('a', 'b'), NOW)).toEqual(['b']);
  });

  it('gives the one that waits longest to the caller that asks next, each to one only', async () => {
    await deliveries.planDigests(many('a', 'b'), NOW);

    const claims = await Promise.all([1, 2, 3, 4].map(() => deliveries.claimNext(later(1), NOW)));

    expect(claims.flatMap((claim) => claim?.id ?? []).sort()).toEqual(['many-a', 'many-b']);
  });

  it('gives none of a conversation that is off, snoozed or cannot be reached', async () => {
    await deliveries.planDigests(many('a', 'b'), NOW);
    await remindAbout('a', EVERYONE, { on: false });
    await remindAbout('b', EVERYONE);
    await database.reminders.snooze('b', later(1000), null);

    const quiet = await deliveries.claimNext(later(1), NOW);
    const afterwards = await deliveries.anyPlanned(later(1000), NOW);
    await database.conversations.markReachability('b', { reachable: false, reason: 'gone', since: NOW });

    expect(quiet).toBeUndefined();
    expect(afterwards).toBe(true);
    expect(await deliveries.anyPlanned(later(1000), NOW)).toBe(false);
  });

  it('gives a planned one to a single sender', async () => {
    await plan('1');

    const claims = await Promise.all([1, 2, 3].map(() => deliveries.claim('1', NOW)));

    expect(claims.filter(Boolean)).toEqual([
      {
        id: '1',
        conversationId: 'a',
        kind: 'digest',
        period: '2026-03-10',
        state: 'sending',
        digest: digest(5),
        activityId: null,
        postedAt: null,
      },
    ]);
  });

  it('lists what waits to be sent, and takes back what surely was not', async () => {
    await plan('1');
    await plan('2', 'b');
    await deliveries.claim('1', NOW);
    await deliveries.claim('2', NOW);

    await deliveries.markNotPosted('1', 'planned', later(5), NOW);
    await deliveries.markNotPosted('2', 'unreachable', later(5), NOW);

    expect(await deliveries.anyPlanned(later(6), later(4))).toBe(false);
    expect(await deliveries.anyPlanned(later(6), later(5))).toBe(true);
    expect(await deliveries.claimNext(later(6), later(5))).toMatchObject({ id: '1', state: 'sending' });
    expect(await deliveries.claimNext(later(6), later(5))).toBeUndefined();
  });

  it('believes a process that outlived its claim only in that nothing was sent, and not after another claim', async () => {
    for (const [id, conversation] of [['1', 'a'] as const, ['2', 'b'] as const]) await plan(id, conversation);
    await deliveries.claim('1', NOW);
    await deliveries.claim('2', NOW);
    await deliveries.abandonSending(later(50));
    await deliveries.replan('2', digest(5), later(60));
    await deliveries.claim('2', later(70));

    await deliveries.markNotPosted('1', 'planned', later(80), NOW);
    await deliveries.markNotPosted('2', 'planned', later(80), NOW);

    expect(await deliveries.claim('1', later(90))).toMatchObject({ id: '1' });
    expect(await deliveries.claim('2', later(90))).toBeUndefined();
  });

  it('gives up on what was being sent when its process died, and only on that', async () => {
    await plan('1');
    await plan('2', 'b');
    await deliveries.claim('1', NOW);
    await deliveries.claim('2', later(100));

    const abandoned = await deliveries.abandonSending(later(50));

    expect(abandoned).toBe(1);
    expect(await deliveries.claim('1', later(200))).toBeUndefined();
  });

  it('knows the latest posted one as the one that stands', async () => {
    await post('1', 'a', '2026-03-10', 5, later(1));
    const first = await deliveries.standing('a', 'digest');
    await plan('2', 'a', '2026-03-11', 4);
    const stillFirst = await deliveries.standing('a', 'digest');
    await deliveries.claim('2', later(2));
    await deliveries.markPosted('2', 'activity-2', later(2));
    const second = await deliveries.standing('a', 'digest');

    expect([first?.id, stillFirst?.id, second?.id]).toEqual(['1', '1', '2']);
    expect(await deliveries.standing('b', 'digest')).toBeUndefined();
  });

  it('finds the standing digests whose number is no longer true, by the customers they are about now', async () => {
    await post('old', 'a', '2026-03-10', 9, later(1));
    await post('a', 'a', '2026-03-11', 5, later(2));
    await post('b', 'b', '2026-03-11', 4, later(2));
    await remindAbout('b', { kind: 'reseller', resellerId: 'r1' });

    const scopes = await deliveries.standingScopes();
    const untrue = await deliveries.standingUntrue('all', 4, 10, []);
    const leftOut = await deliveries.standingUntrue('all', 4, 10, ['a']);
    const ofOtherScope = await deliveries.standingUntrue('reseller:r1', 4, 10, []);
    await deliveries.markEdited('a', digest(4), later(3));
    const after = await deliveries.standingUntrue('all', 4, 10, []);

    expect(scopes).toEqual([
      { scope: 'all', digests: 1, least: 5, most: 5, isMixed: false },
      { scope: 'reseller:r1', digests: 1, least: 4, most: 4, isMixed: true },
    ]);
    expect(untrue.map(({ id }) => id)).toEqual(['a']);
    expect(leftOut).toEqual([]);
    expect(ofOtherScope.map(({ id }) => id)).toEqual(['b']);
    expect(after).toEqual([]);
    expect(await deliveries.standing('a', 'digest')).toMatchObject({ state: 'edited', digest: digest(4) });
    expect((await deliveries.standingDigests(['a', 'b', 'c'])).get('b')).toMatchObject({ id: 'b' });
  });

  it('knows which digests were replaced by which, until they are closed', async () => {
    await post('1', 'a', '2026-03-10', 9, later(1));
    await post('2', 'a', '2026-03-11', 5, later(2));

    const replaced = await deliveries.replaced(10);
    await deliveries.markClosed('1');

    expect(replaced).toMatchObject([{ delivery: { id: '1' }, replacedBy: 'activity-2' }]);
    expect(await deliveries.replaced(10)).toEqual([]);
  });

  it('knows its own messages by where they are, however many are asked for at once', async () => {
    await post('1', 'a', '2026-03-10', 5, NOW);
    await post('2', 'b', '2026-03-10', 5, NOW);
    const asked = [
      ['a', 'activity-1'],
      ['b', 'activity-1'],
      ['a', 'activity-2'],
      ['b', 'activity-2'],
    ] as const;

    const ours = await Promise.all(
      asked.map(([conversationId, activityId]) => deliveries.isOurs({ conversationId, activityId })),
    );

    expect(ours).toEqual([true, false, false, true]);
  });

  it('promises a deleted one again in its own period, unless it is being sent just now', async () => {
    await post('1', 'a', '2026-03-10', 5, NOW);

    const again = await deliveries.replan('1', digest(3), later(1));
    const standing = await deliveries.standing('a', 'digest');
    const claimed = await deliveries.claim('1', later(2));
    const duringSending = await deliveries.replan('1', digest(2), later(3));

    expect([again, duringSending]).toEqual([true, false]);
    expect(standing).toBeUndefined();
    expect(claimed).toMatchObject({ id: '1', digest: digest(3), activityId: null });
  });
});
