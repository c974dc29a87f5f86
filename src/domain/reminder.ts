import type { Weekday } from './reminder-schedule.ts';

/** What a conversation chose on its settings card. */
export interface ReminderSettings {
  on: boolean;
  days: readonly Weekday[];
  /** Local hour, 0 to 23. */
  hour: number;
  /** IANA name. */
  timeZone: string;
}

/** A conversation's reminder: its settings and where it stands. */
export interface Reminder {
  conversationId: string;
  settings: ReminderSettings;
  dueAt: Date | null;
  snoozedUntil: Date | null;
}
