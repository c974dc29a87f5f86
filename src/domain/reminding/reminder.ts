import { DEFAULT_HOUR, WORKING_DAYS, type Weekday } from './reminder-schedule.ts';
import type { Person } from '../customers/customer.ts';
import { EVERYONE, type Scope } from './scope.ts';

/** What a conversation chose on its settings card. */
export interface ReminderSettings {
  on: boolean;
  days: readonly Weekday[];
  /** Local hour, 0 to 23. */
  hour: number;
  /** IANA name. */
  timeZone: string;
  /** Which customers it is about. */
  scope: Scope;
}

/** The settings before a person chose any. */
export function defaultSettings({ on, timeZone }: { on: boolean; timeZone: string }): ReminderSettings {
  return { on, days: WORKING_DAYS, hour: DEFAULT_HOUR, timeZone, scope: EVERYONE };
}

/** A conversation's reminder: its settings and where it stands. */
export interface Reminder {
  conversationId: string;
  settings: ReminderSettings;
  dueAt: Date | null;
  snoozedUntil: Date | null;
  /** When a person last chose these settings; null while they are the bot's own. */
  chosenAt: Date | null;
  /** The one person whose chat it is (Entra object id), if it is one person's. */
  readerId: string | null;
  /** When the reminders were last switched or paused, and by whom; null when that never happened or is unknown. */
  switched: { at: Date; by: Person } | null;
}

/** Why no reminder comes to a conversation now, and who stopped them. */
export type ReminderHalt = {
  by: Person;
  at: Date;
  /** Of the conversation's settings. */
  timeZone: string;
  /** Whether others read the same reminders. */
  isForAll: boolean;
} & ({ kind: 'off' } | { kind: 'paused'; nextDueAt: Date | null });

/**
 * Returns what keeps the reminders of a conversation from coming; undefined when nothing does, or the reminder is
 * unknown.
 */
export function haltOfReminder(reminder: Reminder | undefined, now: Date): ReminderHalt | undefined {
  if (!reminder?.switched) return undefined;
  const { settings, switched, snoozedUntil, dueAt, readerId } = reminder;
  const halt = { ...switched, timeZone: settings.timeZone, isForAll: readerId === null };
  if (!settings.on) return { kind: 'off', ...halt };
  return snoozedUntil && snoozedUntil > now ? { kind: 'paused', ...halt, nextDueAt: dueAt } : undefined;
}

/** The instant after which a reminder may be due again: now, or the end of its pause. */
export function pauseEnd(reminder: Pick<Reminder, 'snoozedUntil'> | undefined, now: Date): Date {
  const until = reminder?.snoozedUntil;
  return until && until > now ? new Date(until.getTime() - 1) : now;
}
