import type { Person } from '../../domain/customers/customer.ts';
import type { Reminder, ReminderSettings } from '../../domain/reminding/reminder.ts';

export interface ReminderStore {
  find(conversationId: string): Promise<Reminder | undefined>;
  /** As `find`, and locks it until the caller's transaction ends. */
  findToChange(conversationId: string): Promise<Reminder | undefined>;
  /**
   * Creates or replaces the settings of a conversation's reminder and its next due instant. `chosen`: when a person chose
   * them, and whose chat it is; without it, both stay as they are.
   */
  save(
    conversationId: string,
    settings: ReminderSettings,
    dueAt: Date | null,
    chosen?: { at: Date; readerId: string | null },
  ): Promise<void>;
  /** Does nothing when the conversation has a reminder already, of whatever settings. */
  createIfMissing(
    conversationId: string,
    settings: ReminderSettings,
    dueAt: Date | null,
    readerId?: string | null,
  ): Promise<void>;
  /** Keeps who switched or paused the reminders last. Does nothing where there are none. */
  noteSwitch(conversationId: string, switched: { at: Date; by: Person }): Promise<void>;
  /** No reminder until then; the next one is due at `dueAt`. */
  snooze(conversationId: string, until: Date, dueAt: Date | null): Promise<void>;
  /**
   * Reminders that are on, due and not snoozed, of reachable conversations, earliest first. They are locked until the
   * caller's transaction ends: a change of one waits meanwhile, and another caller gets others.
   */
  due(now: Date, limit: number): Promise<Reminder[]>;
  /** As `due`, whatever the due instant; a page after a conversation id in the order of ids. Waits for locked ones. */
  switchedOn(now: Date, limit: number, afterConversationId: string | null): Promise<Reminder[]>;
  reschedule(conversationId: string, dueAt: Date | null): Promise<void>;
  /** `reschedule` for many in one statement. */
  rescheduleAll(next: readonly { conversationId: string; dueAt: Date | null }[]): Promise<void>;
}
