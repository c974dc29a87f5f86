import { describe, expect, it } from '@jest/globals';
import { defaultSettings, haltOfReminder, type Reminder } from '../../../src/domain/reminding/reminder.ts';

const NOW = new Date('2026-11-29T09:00:00Z');
const switched = { at: new Date('2026-11-28T09:00:00Z'), by: { id: 'alex', name: 'Alex' } };
const dueAt = new Date('2026-11-30T08:00:00Z');
const reminder = (change: Partial<Reminder> & { on?: boolean }): Reminder => ({
  conversationId: 'team',
  settings: defaultSettings({ on: change.on ?? true, timeZone: 'Europe/Paris' }),
  dueAt,
  snoozedUntil: null,
  chosenAt: switched.at,
  readerId: null,
  switched,
  ...change,
});

describe('what keeps reminders from coming', () => {
  it.each([
    ['turned off', reminder({ on: false }), { kind: 'off', isForAll: true, ...switched }],
    [
      'paused',
      reminder({ snoozedUntil: new Date('2026-11-30T00:00:00Z') }),
      { kind: 'paused', nextDueAt: dueAt, timeZone: 'Europe/Paris', ...switched },
    ],
    ['a chat of one’s own', reminder({ on: false, readerId: 'alex' }), { kind: 'off', isForAll: false }],
  ])('%s', (_, stopped, halt) => {
    expect(haltOfReminder(stopped, NOW)).toMatchObject(halt);
  });

  it.each([
    ['they come', reminder({})],
    ['the pause is over', reminder({ snoozedUntil: NOW })],
    ['no person ever switched them', reminder({ on: false, switched: null })],
    ['there are none', undefined],
  ])('is nothing where %s', (_, stopped) => {
    expect(haltOfReminder(stopped, NOW)).toBeUndefined();
  });
});
