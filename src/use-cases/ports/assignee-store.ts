import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Person } from '../../domain/customers/customer.ts';

/** Where a person was seen: a conversation, and how its roster knows them. */
export interface AssigneePlace {
  conversationId: string;
  teamsId: string;
}

/** An assignee, with the places where Teams may be asked about them, latest first. */
export interface Assignee extends Person {
  /** The first day on which no conversation knew them; null while one does. */
  missingSince: CalendarDate | null;
  places: { conversation: Conversation; teamsId: string }[];
}

/** The people who were ever assigned a customer. */
export interface AssigneeStore {
  /** Keeps a person who is assigned a customer, and where they were seen just now. */
  note(person: Person, place: AssigneePlace | undefined, at: Date): Promise<void>;
  find(id: string): Promise<Assignee | undefined>;
  /** By name, at most `limit`; without those who have left. */
  known(limit: number): Promise<Person[]>;
  /** Those who have customers and were not looked up since before that day, least recently first. */
  toCheck(today: CalendarDate, limit: number): Promise<Assignee[]>;
  markChecked(id: string, today: CalendarDate, missingSince: CalendarDate | null): Promise<void>;
  /** Unassigns all customers of a person who has left. Returns which those were. */
  unassign(id: string, at: Date): Promise<string[]>;
  /** The people whose customers were unassigned because they left, and how many customers that were, latest first. */
  unassignedSince(since: Date, limit: number): Promise<{ name: string; customers: number }[]>;
}
