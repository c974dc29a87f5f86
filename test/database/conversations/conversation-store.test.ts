import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import { defaultSettings } from '../../../src/domain/reminding/reminder.ts';
import { EVERYONE } from '../../../src/domain/reminding/scope.ts';
import { testDatabase } from '../../support/database.ts';

const { database, clear } = await testDatabase();
const { conversations, reminders } = database;
const NOW = new Date('2026-03-10T09:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const away = { reachable: false, reason: 'BotNotInConversationRoster', since: NOW } as const;

function conversation(id: string, overrides: Partial<Conversation> = {}): Conversation {
  return {
    id,
    tenantId: 'tenant',
    kind: 'channel',
    name: 'Sales',
    language: null,
    installerLanguage: null,
    timeZone: null,
    reference: { serviceUrl: 'https://example.test', nested: ['x\0y', 1] },
    reachability: { reachable: true },
    ...overrides,
  };
}

/** In how many transactions the rows were written as they stand. */
async function writtenIn(pattern: string): Promise<number> {
  const { rows } = await sql<{ writers: number }>`select count(distinct xmin::text) as writers
    from conversations where id like ${pattern}`.execute(database.kysely);
  return rows[0]!.writers;
}

beforeEach(clear);

describe('conversations', () => {
  it('keeps the opaque reference as it is, but for what no database can hold', async () => {
    await conversations.remember(conversation('a'));

    expect(await conversations.find('a')).toEqual({
      ...conversation('a'),
      reference: { serviceUrl: 'https://example.test', nested: ['x\uFFFDy', 1] },
    });
  });

  it('takes language and time zone once and leaves them to people from then on', async () => {
    await conversations.remember(conversation('a'));
    await conversations.remember(conversation('a', { language: 'fr', timeZone: 'Europe/Paris' }));
    await conversations.remember(conversation('a', { language: 'en', timeZone: 'UTC', name: null }));

    expect(await conversations.find('a')).toMatchObject({
      language: 'fr',
      timeZone: 'Europe/Paris',
      name: 'Sales',
    });
  });

  it('are written together when two hundred show up at the same moment, each as it would be alone', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `crowd-${String(index).padStart(3, '0')}`);
    const twice = [
      ...ids.map((id) => conversation(id, { name: 'First' })),
      ...ids.map((id) => conversation(id)),
    ];

    const kept = await Promise.all(
      twice.map((each) => conversations.remember({ ...each, language: each.name === 'First' ? 'fr' : 'en' })),
    );
    const found = await Promise.all(ids.map((id) => conversations.find(id)));

    expect(kept.map(({ id }) => id)).toEqual([...ids, ...ids]);
    expect(found.map((each) => [each?.id, each?.name, each?.language])).toEqual(
      ids.map((id) => [id, 'Sales', 'fr']),
    );
    expect(await writtenIn('crowd-%')).toBeLessThanOrEqual(10);
  });

  it('are told apart where an id is nothing that a database can hold', async () => {
    const [odd, plain] = await Promise.all([
      conversations.remember(conversation('odd\0id', { name: 'Odd' })),
      conversations.remember(conversation('plain', { name: 'Plain' })),
    ]);

    expect([odd?.name, plain?.name]).toEqual(['Odd', 'Plain']);
    expect(await conversations.find('odd\0id')).toMatchObject({ name: 'Odd' });
  });

  it('is reachable again when it shows up', async () => {
    await conversations.remember(conversation('a'));
    await conversations.markReachability('a', away);
    const before = await conversations.find('a');

    await conversations.remember(conversation('a'));

    expect(before?.reachability).toEqual(away);
    expect((await conversations.find('a'))?.reachability).toEqual({ reachable: true });
  });

  it('is greeted once for each time the bot comes', async () => {
    await conversations.remember(conversation('a'));

    const first = await Promise.all([1, 2, 3].map(() => conversations.claimWelcome('a', NOW)));
    await conversations.markReachability('a', away);
    await conversations.remember(conversation('a'));
    const second = await Promise.all([1, 2, 3].map(() => conversations.claimWelcome('a', NOW)));

    expect(first.filter(Boolean)).toHaveLength(1);
    expect(second.filter(Boolean)).toHaveLength(1);
  });

  it('lists all with the language people set', async () => {
    await conversations.remember(conversation('b'));
    await conversations.remember(conversation('a'));
    await conversations.setLanguage('a', 'fr');

    const all = await conversations.list();

    expect(all.map(({ id, language }) => [id, language])).toEqual([
      ['a', 'fr'],
      ['b', null],
    ]);
  });
});

describe('reminders', () => {
  const settings = defaultSettings({ on: true, timeZone: 'Europe/Paris' });

  beforeEach(async () => {
    for (const id of ['a', 'b', 'c']) await conversations.remember(conversation(id));
  });

  it('are made once, and kept as people saved them', async () => {
    await reminders.createIfMissing('a', settings, later(1));
    await reminders.save('a', { ...settings, on: false, days: [7], hour: 23 }, null);
    await reminders.createIfMissing('a', settings, later(2));

    expect(await reminders.find('a')).toEqual({
      conversationId: 'a',
      settings: { on: false, days: [7], hour: 23, timeZone: 'Europe/Paris', scope: EVERYONE },
      dueAt: null,
      snoozedUntil: null,
      switched: null,
      chosenAt: null,
      readerId: null,
    });
    expect(await reminders.find('b')).toBeUndefined();
  });

  it('are due when on, at their time, in reachable conversations, and not snoozed', async () => {
    for (const id of ['d', 'e', 'f']) await conversations.remember(conversation(id));
    await reminders.save('a', settings, later(2));
    await reminders.save('b', settings, later(1));
    await reminders.save('c', { ...settings, on: false }, later(1));
    await reminders.save('d', settings, later(1));
    await reminders.snooze('d', later(1000), later(1));
    await reminders.save('e', settings, later(1));
    await conversations.markReachability('e', away);
    await reminders.save('f', settings, later(999));

    const due = await reminders.due(later(2), 10);
    const one = await reminders.due(later(2), 1);
    const awake = await reminders.due(later(1000), 10);

    expect(due.map((each) => each.conversationId)).toEqual(['b', 'a']);
    expect(one.map((each) => each.conversationId)).toEqual(['b']);
    expect(awake.map((each) => each.conversationId).sort()).toEqual(['a', 'b', 'd', 'f']);
  });

  it('are paged by conversation when all that are on are asked for', async () => {
    for (const id of ['a', 'b', 'c']) await reminders.save(id, settings, null);

    const first = await reminders.switchedOn(NOW, 2, null);
    const rest = await reminders.switchedOn(NOW, 2, 'b');

    expect(first.map((each) => each.conversationId)).toEqual(['a', 'b']);
    expect(rest.map((each) => each.conversationId)).toEqual(['c']);
  });

  it('are about the customers that were chosen, and remember that a person chose', async () => {
    const scope = { kind: 'mine', personId: 'p1' } as const;
    await reminders.createIfMissing('a', settings, null, 'p1');
    const before = await reminders.find('a');
    await reminders.save('a', { ...settings, scope }, null, { at: NOW, readerId: 'p1' });
    await reminders.save('a', { ...settings, scope, hour: 7 }, later(1));

    expect(before).toMatchObject({ chosenAt: null, readerId: 'p1' });
    expect(await reminders.find('a')).toMatchObject({
      settings: { scope, hour: 7 },
      chosenAt: NOW,
      readerId: 'p1',
    });
  });

  it('that one caller has taken are waited for when changed, and given to no other', async () => {
    await reminders.save('a', settings, later(1));
    await reminders.save('b', settings, later(1));
    const steps: string[] = [];

    let changing: Promise<void> | undefined;
    await database.transaction(async (stores) => {
      const [first] = await stores.reminders.due(later(1), 1);
      const others = await reminders.due(later(1), 10);
      changing = reminders
        .save('a', { ...settings, hour: 23 }, later(99))
        .then(() => void steps.push('changed'));
      await stores.reminders.rescheduleAll([{ conversationId: 'a', dueAt: later(50) }]);
      steps.push(`took ${first?.conversationId}, others ${others.map((each) => each.conversationId).join()}`);
    });
    await changing;

    expect(steps).toEqual(['took a, others b', 'changed']);
    expect(await reminders.find('a')).toMatchObject({ settings: { hour: 23 }, dueAt: later(99) });
  });

  it('move to their next time', async () => {
    await reminders.save('a', settings, later(1));

    await reminders.reschedule('a', later(500));

    expect(await reminders.due(later(499), 10)).toEqual([]);
    expect(await reminders.due(later(500), 10)).toHaveLength(1);
  });
});
