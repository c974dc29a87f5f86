import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import { assignCustomer } from '../../../src/use-cases/customers/assign-customer.ts';
import type { Presence } from '../../../src/use-cases/ports/people.ts';
import { unassignLeavers } from '../../../src/use-cases/customers/unassign-leavers.ts';
import { remindAssignee } from '../../../src/use-cases/reminding/remind-assignee.ts';
import { testDatabase } from '../../support/database.ts';
import { plainConversation } from '../../support/plain-conversation.ts';

const { database, clear, sentJobs } = await testDatabase();
const ADA = { id: 'ada', name: 'Ada' };
const DAY_MS = 86_400_000;
let now = new Date('2026-03-10T09:00:00Z');
const clock = { now: () => now };
const tomorrow = () => void (now = new Date(now.getTime() + DAY_MS));

/** What Teams says of Ada, by conversation. */
let says: Record<string, Presence>;
let asked: string[];
const members = {
  presence: async ({ id }: Conversation, teamsId: string): Promise<Presence> => {
    asked.push(`${id} ${teamsId}`);
    return says[id] ?? 'unclear';
  },
};
const run = () => unassignLeavers({ database, members, clock });
const holder = async () => (await database.customers.find('a'))?.assignee;

beforeEach(async () => {
  await clear();
  now = new Date('2026-03-10T09:00:00Z');
  says = { team: 'absent' };
  asked = [];
  await database.conversations.remember(plainConversation('team', 'channel'));
  await database.conversations.remember(plainConversation('own', 'personal'));
  await database.customers.saveListed([{ id: 'a', name: 'Contoso', domain: 'contoso.com' }], now);
  await database.customers.markUnconfirmed('a', now);
  const place = { conversationId: 'team', teamsId: '29:ada' };
  await assignCustomer(
    { database, clock },
    { customerId: 'a', assignee: ADA, place, from: null, actor: ADA },
  );
});

describe('a person who has left', () => {
  it('is released after two different days, with an entry in the trail, and the lead is told', async () => {
    await run();
    const afterOne = await holder();
    tomorrow();

    expect(await run()).toBe(1);

    expect([afterOne, await holder()]).toEqual([ADA, null]);
    expect((await database.audit.page(0, 1_000)).at(-1)).toMatchObject({
      actor: null,
      action: 'customer-released',
      customerId: 'a',
      details: { from: 'ada', reason: 'left' },
    });
    const since = new Date(now.getTime() - DAY_MS);
    expect(await database.assignees.unassignedSince(since, 3)).toEqual([{ name: 'Ada', customers: 1 }]);
    expect(await database.assignees.known(10)).toEqual([]);
  });

  it('is asked about once a day, however often one looks', async () => {
    for (let i = 0; i < 5; i += 1) await run();

    expect(asked).toEqual(['team 29:ada']);
    expect(await holder()).toEqual(ADA);
  });

  it('is no person whom a place still has', async () => {
    await database.assignees.note(ADA, { conversationId: 'own', teamsId: '29:ada' }, clock.now());
    says = { team: 'absent', own: 'present' };

    for (let i = 0; i < 4; i += 1, tomorrow()) await run();

    expect(await holder()).toEqual(ADA);
  });

  it.each([
    ['cannot be asked', 'unclear'],
    ['shows them again', 'present'],
  ] as const)('is not someone whom a place that %s had lost before', async (_what, second) => {
    await run();
    tomorrow();
    says = { team: second };
    await run();

    expect(await holder()).toEqual(ADA);
  });

  it('is not told from one that cannot be asked for weeks', async () => {
    says = { team: 'unclear' };

    for (let i = 0; i < 20; i += 1, tomorrow()) await run();

    expect(await holder()).toEqual(ADA);
  });

  it('is not told from a conversation the bot was removed from', async () => {
    const since = now;
    const reachability = { reachable: false, reason: 'Uninstalled', since } as const;
    await database.conversations.markReachability('team', reachability);

    for (let i = 0; i < 4; i += 1, tomorrow()) await run();

    expect([asked, await holder()]).toEqual([[], ADA]);
  });

  it('counts as back when they are given a customer again', async () => {
    await run();
    tomorrow();
    await database.assignees.note(ADA, undefined, clock.now());
    await run();

    expect(await holder()).toEqual(ADA);
  });
});

describe('a person who was given a customer', () => {
  const reached = (kind: 'opened' | 'later' | 'no-way') => {
    const switchedOn: string[] = [];
    const reach = {
      open: async () =>
        kind === 'opened'
          ? { kind, conversation: plainConversation('own', 'personal') }
          : kind === 'later'
            ? { kind, retryAfterMs: 5_000 }
            : { kind },
      switchOn: async (conversationId: string) => void switchedOn.push(conversationId),
    };
    return { switchedOn, reach };
  };

  it('has reminders in a chat of their own, where they can be asked for from then on', async () => {
    const { reach, switchedOn } = reached('opened');

    await remindAssignee({ database, clock, reach }, { personId: 'ada' });

    expect(switchedOn).toEqual(['own']);
    const places = (await database.assignees.find('ada'))?.places.map((each) => each.conversation.id);
    expect(places?.sort()).toEqual(['own', 'team']);
  });

  it('is tried again later when Teams says so', async () => {
    const { reach } = reached('later');

    await remindAssignee({ database, clock, reach }, { personId: 'ada' });

    expect((await sentJobs()).at(-1)).toMatchObject({
      name: 'remind-assignee',
      payload: { personId: 'ada' },
      options: { afterMs: 5_000 },
    });
  });

  it.each([
    ['has none any more', () => database.customers.assign('a', null), 'ada'],
    ['is not known', async () => undefined, 'zoe'],
  ])('is left alone who %s', async (_who, before, personId) => {
    await before();
    const { reach, switchedOn } = reached('opened');

    await remindAssignee({ database, clock, reach }, { personId });

    expect(switchedOn).toEqual([]);
  });

  it('cannot always be reached', async () => {
    const jobs = (await sentJobs()).length;

    await remindAssignee({ database, clock, reach: reached('no-way').reach }, { personId: 'ada' });

    expect(await sentJobs()).toHaveLength(jobs);
  });
});
