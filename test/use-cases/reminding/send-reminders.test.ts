import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import {
  leaveConversation,
  rememberConversation,
} from '../../../src/use-cases/conversations/know-conversation.ts';
import { snoozeReminder, switchOffReminder } from '../../../src/use-cases/reminding/change-reminder.ts';
import { createComposer } from '../../../src/use-cases/reminding/digest-composer.ts';
import { planReminders } from '../../../src/use-cases/reminding/plan-reminders.ts';
import { remindNow } from '../../../src/use-cases/reminding/remind-now.ts';
import { sendReminders } from '../../../src/use-cases/reminding/send-reminders.ts';
import { testDatabase } from '../../support/database.ts';
import { ADA, remindingWorld, type RemindingWorld } from './reminding-world.ts';

const data = await testDatabase();
let world: RemindingWorld;

/** Tuesday, an hour before nine in Paris. */
const TUESDAY = '2026-03-10T07:00:00Z';
const AT_NINE = '2026-03-10T08:00:00Z';

beforeEach(async () => {
  world = remindingWorld(data, { at: TUESDAY });
  await world.customers(['c1', 'c2', 'c3']);
});
afterEach(() => data.clear());

describe('a reminder', () => {
  it('comes at its hour, once, however often it is swept', async () => {
    await world.install('team');
    await world.remind();
    world.at(AT_NINE);

    const runs = await Promise.all([world.remind(), world.remind(), world.remind(true)]);
    await world.remind(true);

    expect(world.posted('team')).toEqual([3]);
    expect(runs.map(({ posted }) => posted).sort()).toEqual([0, 0, 1]);
    expect(await world.reminder('team')).toMatchObject({ dueAt: new Date('2026-03-11T08:00:00Z') });
  });

  it('says what is left when it goes out, and compares with the one before', async () => {
    await world.install('team');
    world.at(AT_NINE);
    await world.remind();
    await world.confirm('c1');
    world.at('2026-03-11T08:00:00Z');
    world.beforePost(() => world.confirm('c2'));

    await world.remind();

    expect(world.lastDigest('team').digest).toMatchObject({ unconfirmed: 2, previousUnconfirmed: 3 });
  });

  it('is checked once more after a run, for what was confirmed while it was under way', async () => {
    await world.install('team');
    world.at(AT_NINE);

    await world.remind();

    expect((await data.sentJobs()).map(({ name }) => name)).toEqual(['refresh-digests', 'close-digests']);
  });

  it('says when everything is done, once, and is silent until there is a new customer', async () => {
    await world.install('team');
    world.at(AT_NINE);
    await world.remind();
    await world.confirm('c1', 'c2', 'c3');
    for (const day of ['11', '12', '13']) {
      world.at(`2026-03-${day}T08:00:00Z`);
      await world.remind();
    }
    world.at('2026-03-16T07:00:00Z');
    await world.customers(['c4']);
    world.at('2026-03-16T08:00:00Z');
    await world.remind();

    expect(world.posted('team')).toEqual([3, 0, 1]);
  });

  it('is nothing at all where there never was an unconfirmed customer', async () => {
    await world.confirm('c1', 'c2', 'c3');
    await world.install('team');
    world.at(AT_NINE);

    expect(await world.remind()).toMatchObject({ posted: 0, skipped: 1 });
  });

  it('names those who are assigned first, then those who wait longest', async () => {
    await world.install('team');
    await world.customers(['c4', 'c5'], { days: 0.5 });
    await world.customers(['c7'], { days: 0.2 });
    await data.database.customers.assign('c7', ADA);
    world.at(AT_NINE);

    await world.remind();

    expect(world.lastDigest('team').digest.customerIds).toEqual(['c7', 'c1', 'c2', 'c3', 'c4']);
  });

  it('takes up what an earlier run promised and could not send, within the day', async () => {
    await world.install('team');
    world.answer('team', { posted: { kind: 'later', retryAfterMs: 60_000 } });
    world.at(AT_NINE);
    const first = await world.remind();
    await world.confirm('c1');
    world.answer('team', {});
    world.at('2026-03-10T18:00:00Z');

    const second = await world.remind();

    expect([first.later, second.posted]).toEqual([1, 1]);
    expect(world.posted('team')).toEqual([2]);
  });

  it('stops where it is told to, and goes on with the next run', async () => {
    for (const id of ['a', 'b', 'c']) await world.install(id);
    world.at(AT_NINE);
    const stopping = new AbortController();
    world.beforePost(async () => stopping.abort());

    await sendReminders(world.needs, { all: false, signal: stopping.signal });
    world.at('2026-03-10T08:01:00Z');
    await world.remind();

    for (const id of ['a', 'b', 'c']) expect(world.posted(id)).toEqual([3]);
  });

  it('is promised to more conversations than a page has, to each once', async () => {
    await world.install('team');
    await sql`insert into conversations (id, tenant_id, kind, reference)
      select 'team-' || n, tenant_id, kind, reference from conversations, generate_series(1, 2100) n`.execute(
      data.database.kysely,
    );
    await sql`insert into reminders (conversation_id, is_on, days, hour, time_zone, due_at)
      select 'team-' || n, is_on, days, hour, time_zone, due_at from reminders, generate_series(1, 2100) n`.execute(
      data.database.kysely,
    );
    const now = new Date(AT_NINE);
    const composer = createComposer(world.needs);

    const due = await planReminders({ ...world.needs, composer }, { all: false, now });
    const all = await planReminders({ ...world.needs, composer }, { all: true, now });

    expect([due, all]).toEqual([
      { planned: 2_101, skipped: 0 },
      { planned: 0, skipped: 2_101 },
    ]);
  });

  it('is planned and sent once by two processes that share the sweep', async () => {
    const teams = Array.from({ length: 40 }, (_, place) => `team-${place}`);
    for (const id of teams) await world.install(id);
    world.at(AT_NINE);

    const runs = await Promise.all([world.remind(), world.remind(), world.remind(true)]);

    expect(runs.reduce((sum, { posted }) => sum + posted, 0)).toBe(40);
    for (const id of teams) expect(world.posted(id)).toEqual([3]);
  });
});

describe('which customers', () => {
  it('are those of the conversation’s scope, in the numbers as in the names', async () => {
    await world.customers(['r1', 'r2'], { reseller: 'alpine' });
    await world.customers(['m1'], { assignee: ADA });
    await world.install('everyone');
    await world.install('alpine');
    await world.choose('alpine', { scope: { kind: 'reseller', resellerId: 'alpine' } });
    await world.install('chat', { kind: 'personal' });
    await world.choose('chat', { on: true, scope: { kind: 'mine', personId: ADA.id } }, true);
    world.at(AT_NINE);

    await world.remind();

    expect(world.lastDigest('everyone').digest.unconfirmed).toBe(6);
    expect(world.lastDigest('alpine')).toMatchObject({
      digest: { unconfirmed: 2, total: 2, customerIds: ['r1', 'r2'] },
      about: { kind: 'reseller', resellerName: 'Reseller alpine' },
    });
    expect(world.lastDigest('chat')).toMatchObject({
      digest: { unconfirmed: 1, customerIds: ['m1'] },
      about: { kind: 'mine' },
    });
  });

  it('put the reader’s own first in a personal chat about everyone', async () => {
    await world.install('chat', { kind: 'personal' });
    await world.choose('chat', { on: true }, true);
    await data.database.customers.assign('c2', { id: 'other', name: 'Other' });
    await data.database.customers.assign('c3', ADA);
    world.at(AT_NINE);

    await world.remind();

    expect(world.lastDigest('chat').digest.customerIds).toEqual(['c3', 'c1', 'c2']);
  });

  it('are not compared with the number of others', async () => {
    await world.customers(['r1'], { reseller: 'alpine' });
    await world.install('team');
    world.at(AT_NINE);
    await world.remind();
    await world.choose('team', { scope: { kind: 'reseller', resellerId: 'alpine' } });
    world.at('2026-03-11T08:00:00Z');

    await world.remind();

    expect(world.lastDigest('team').digest).toMatchObject({ unconfirmed: 1, previousUnconfirmed: null });
  });
});

describe('manners', () => {
  it.each([
    ['Paris, an hour that does not exist', 'Europe/Paris', 2, '2026-03-28T12:00:00Z', '2026-03-29T01:00:00Z'],
    ['Paris, an hour that comes twice', 'Europe/Paris', 2, '2026-10-24T12:00:00Z', '2026-10-25T00:00:00Z'],
    [
      'New York, an hour that comes twice',
      'America/New_York',
      1,
      '2026-10-31T12:00:00Z',
      '2026-11-01T05:00:00Z',
    ],
    ['Kathmandu', 'Asia/Kathmandu', 9, '2026-03-10T00:00:00Z', '2026-03-10T03:15:00Z'],
    ['Auckland, a day ahead', 'Pacific/Auckland', 9, '2026-03-10T00:00:00Z', '2026-03-10T20:00:00Z'],
  ])('comes once a day by the clock people have: %s', async (_where, timeZone, hour, before, due) => {
    world.at(before);
    await world.install('team', { timeZone });
    await world.choose('team', { hour, days: [1, 2, 3, 4, 5, 6, 7] });
    const minutes = (count: number) => new Date(Date.parse(due) + count * 60_000).toISOString();

    for (const minute of [-1, 0, 1, 30, 60, 61, 90, 120, 180]) {
      world.at(minutes(minute));
      await world.remind();
      if (minute === -1) expect(world.posted('team')).toEqual([]);
      if (minute === 0) expect(world.posted('team')).toEqual([3]);
    }

    expect(world.posted('team')).toEqual([3]);
  });

  it('keep a schedule that is changed while a run is under way', async () => {
    for (const id of ['a', 'b']) await world.install(id);
    world.at(AT_NINE);
    world.beforePost(async () => {
      await world.choose('a', { hour: 17, days: [3] });
      await world.choose('b', { on: false });
    });

    await world.remind();

    expect(await world.reminder('a')).toMatchObject({ dueAt: new Date('2026-03-11T16:00:00Z') });
    expect((await world.reminder('b'))?.settings.on).toBe(false);
  });

  it('say nothing where reminders were switched off or paused between the promise and the sending', async () => {
    for (const id of ['a', 'b', 'c']) {
      await world.install(id);
      world.answer(id, { posted: { kind: 'later', retryAfterMs: 1 } });
    }
    world.at(AT_NINE);
    await world.remind();
    await switchOffReminder(world.needs, {
      conversationId: 'a',
      isPersonal: false,
      timeZone: 'UTC',
      actor: ADA,
    });
    await snoozeReminder(world.needs, { conversationId: 'b', days: 1, actor: ADA });
    for (const id of ['a', 'b', 'c']) world.answer(id, {});
    world.at('2026-03-10T08:05:00Z');

    await world.remind();

    expect([world.posted('a'), world.posted('b'), world.posted('c')]).toEqual([[], [], [3]]);
  });

  it('go on with the rest when a conversation is deleted in the middle of a run', async () => {
    for (const id of ['a', 'gone', 'z']) await world.install(id);
    world.answer('gone', { posted: { kind: 'unreachable', reason: 'ConversationNotFound' } });
    world.at(AT_NINE);

    const run = await world.remind();
    world.at('2026-03-11T08:00:00Z');
    const next = await world.remind();

    expect(run).toMatchObject({ posted: 2, unreachable: 1 });
    expect(next).toMatchObject({ posted: 2, unreachable: 0 });
    expect(await data.database.conversations.find('gone')).toMatchObject({
      reachability: { reachable: false, reason: 'ConversationNotFound' },
    });
  });

  it('keep a team’s new name', async () => {
    const team = await world.install('team', { name: 'Licensing' });

    await rememberConversation(world.needs, { ...team, name: 'Licences' });
    await rememberConversation(world.needs, { ...team, name: null });

    expect(await data.database.conversations.find('team')).toMatchObject({ name: 'Licences' });
  });

  it('let a reminder come back as it was when the bot is installed again, at its next time', async () => {
    await world.install('team');
    await world.choose('team', { hour: 10, days: [2, 3] });
    await leaveConversation(world.needs, 'team');
    world.at('2026-03-10T09:00:00Z');
    await world.remind();
    world.at('2026-03-10T12:00:00Z');

    await world.install('team');
    await world.remind();
    const reminder = await world.reminder('team');
    world.at('2026-03-11T09:00:00Z');
    await world.remind();

    expect(reminder).toMatchObject({
      settings: { on: true, hour: 10, days: [2, 3] },
      dueAt: new Date('2026-03-11T09:00:00Z'),
    });
    expect(world.said.map(({ conversationId }) => conversationId)).toEqual(['team']);
  });

  it('send no second digest in a period when the clock is set back', async () => {
    await world.install('team');
    world.at(AT_NINE);
    await world.remind();

    for (const earlier of ['2026-03-10T06:00:00Z', '2026-03-09T10:00:00Z', '2026-03-08T10:00:00Z']) {
      world.at(earlier);
      await world.remind();
      await world.remind(true);
    }

    expect(world.posted('team')).toEqual([3]);
  });

  it('send no second digest on a day that another time zone calls by another date', async () => {
    await world.install('team', { timeZone: 'Pacific/Auckland' });
    world.at('2026-03-10T20:00:00Z');
    await world.remind();

    await world.choose('team', { timeZone: 'Pacific/Honolulu' });
    await world.remind(true);

    expect(world.posted('team')).toEqual([3]);
  });

  it('make one digest of ten that were missed while the bot was down', async () => {
    await world.install('team');
    world.at('2026-03-24T11:30:00Z');

    await world.remind();
    await world.remind();

    expect(world.posted('team')).toEqual([3]);
    expect(await world.reminder('team')).toMatchObject({ dueAt: new Date('2026-03-25T08:00:00Z') });
  });

  it.each([
    ['in the night after', '2026-03-11T02:00:00Z'],
    ['on a day that the team did not choose', '2026-03-14T12:00:00Z'],
  ])('leave what was missed to the next time when the bot comes back %s', async (_when, back) => {
    await world.install('team');
    world.at(back);

    const run = await world.remind();

    expect(run).toMatchObject({ posted: 0, skipped: 1 });
    expect((await world.reminder('team'))?.dueAt?.getTime()).toBeGreaterThan(Date.parse(back));
  });

  it('drop what Teams took nothing of until the day was over', async () => {
    await world.install('team');
    world.answer('team', { posted: { kind: 'later', retryAfterMs: 1 } });
    world.at(AT_NINE);
    await world.remind();
    world.answer('team', {});
    world.at('2026-03-11T01:00:00Z');

    const atNight = await world.remind();
    world.at('2026-03-11T08:00:00Z');
    await world.remind();

    expect(atNight.posted).toBe(0);
    expect(world.posted('team')).toEqual([3]);
    expect(await world.ledger('team')).toEqual([
      { period: '2026-03-10', state: 'dropped' },
      { period: '2026-03-11', state: 'posted' },
    ]);
  });

  it.each([
    ['Friday, for a day', '2026-03-13T09:00:00Z', 1, '2026-03-16T08:00:00Z'],
    ['Tuesday, for a day', '2026-03-10T08:30:00Z', 1, '2026-03-12T08:00:00Z'],
    ['Friday before nine, for a day', '2026-03-13T07:30:00Z', 1, '2026-03-16T08:00:00Z'],
    ['Friday, for a week', '2026-03-13T09:00:00Z', 7, '2026-03-23T08:00:00Z'],
  ])(
    'leave out what falls into a pause, and come at their own hour after it: %s',
    async (_when, from, days, due) => {
      await world.install('team');
      world.at(from);

      await snoozeReminder(world.needs, { conversationId: 'team', days, actor: ADA });
      const paused = await world.reminder('team');
      await world.choose('team', { hour: 9 });
      const after = await world.reminder('team');
      await world.remind(true);

      expect([paused?.dueAt, after?.dueAt]).toEqual([new Date(due), new Date(due)]);
      expect(world.posted('team')).toEqual([]);
    },
  );
});

describe('`remind now`', () => {
  it('edits the digest that stands, else posts one, after which the schedule adds none', async () => {
    const team = await world.install('team');

    const first = await remindNow(world.needs, team);
    await world.confirm('c1');
    const second = await remindNow(world.needs, team);
    world.at(AT_NINE);
    await world.remind();

    expect([first.kind, second.kind]).toEqual(['posted', 'edited']);
    expect(
      world.said.map(({ how, notice }) => [
        how,
        (notice as { digest: { unconfirmed: number } }).digest.unconfirmed,
      ]),
    ).toEqual([
      ['post', 3],
      ['edit', 2],
    ]);
  });

  it('works where reminders are paused or off', async () => {
    const team = await world.install('team');
    await snoozeReminder(world.needs, { conversationId: 'team', days: 7, actor: ADA });

    expect(await remindNow(world.needs, team)).toEqual({ kind: 'posted' });
  });

  it('puts a deleted one back, and that is the day’s', async () => {
    const team = await world.install('team');
    await remindNow(world.needs, team);
    world.at('2026-03-11T07:00:00Z');
    world.answer('team', { edited: { kind: 'gone' } });

    const again = await remindNow(world.needs, team);
    world.at('2026-03-11T08:00:00Z');
    await world.remind();

    expect(again).toEqual({ kind: 'posted' });
    expect(world.posted('team')).toEqual([3, 3]);
  });
});
