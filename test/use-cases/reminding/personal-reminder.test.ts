import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { switchOffReminder } from '../../../src/use-cases/reminding/change-reminder.ts';
import { switchOnPersonalReminder } from '../../../src/use-cases/reminding/switch-on-personal-reminder.ts';
import { testDatabase } from '../../support/database.ts';
import { ADA, remindingWorld, type RemindingWorld } from './reminding-world.ts';

const data = await testDatabase();
let world: RemindingWorld;

beforeEach(() => {
  world = remindingWorld(data, { at: '2026-03-10T07:00:00Z' });
});
afterEach(() => data.clear());

const switchOn = (id = 'chat') => switchOnPersonalReminder(world.needs, id, ADA);
const MINE = { kind: 'mine', personId: ADA.id } as const;

describe('a personal chat whose owner is assigned a customer', () => {
  it('is reminded of the owner’s customers from then on, working days at nine', async () => {
    await world.install('chat', { kind: 'personal' });

    const switched = [await switchOn(), await switchOn()];

    expect(switched).toEqual([true, false]);
    expect(await world.reminder('chat')).toMatchObject({
      settings: { on: true, days: [1, 2, 3, 4, 5], hour: 9, timeZone: 'Europe/Paris', scope: MINE },
      dueAt: new Date('2026-03-10T08:00:00Z'),
      chosenAt: null,
      readerId: ADA.id,
    });
  });

  it('need not have installed the bot itself', async () => {
    const chat = await world.install('chat', { kind: 'personal' });
    await data.clear();
    await data.database.conversations.remember(chat);

    expect(await switchOn()).toBe(true);
    expect((await world.reminder('chat'))?.settings).toMatchObject({ on: true, scope: MINE });
  });

  it('stays off where the owner switched it off, and as it is where the owner chose', async () => {
    await world.install('off', { kind: 'personal' });
    const by = { isPersonal: true, timeZone: 'UTC', actor: ADA };
    await switchOffReminder(world.needs, { conversationId: 'off', ...by });
    await world.install('chosen', { kind: 'personal' });
    await world.choose('chosen', { on: true, hour: 17 }, true);

    expect([await switchOn('off'), await switchOn('chosen')]).toEqual([false, false]);
    expect((await world.reminder('off'))?.settings.on).toBe(false);
    expect((await world.reminder('chosen'))?.settings).toMatchObject({ hour: 17, scope: { kind: 'all' } });
  });

  it('is nothing that a team or an unknown place could be taken for', async () => {
    await world.install('team');

    expect([await switchOn('team'), await switchOn('nowhere')]).toEqual([false, false]);
    expect((await world.reminder('team'))?.settings.scope).toEqual({ kind: 'all' });
  });
});

describe('one press', () => {
  it('switches reminders off and keeps the rest for the person who switches them on again', async () => {
    await world.install('team');
    await world.choose('team', { hour: 17 });

    await switchOffReminder(world.needs, {
      conversationId: 'team',
      isPersonal: false,
      timeZone: 'UTC',
      actor: ADA,
    });

    expect(await world.reminder('team')).toMatchObject({ settings: { on: false, hour: 17 }, dueAt: null });
  });
});
