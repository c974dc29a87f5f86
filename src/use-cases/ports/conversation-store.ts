import type { Purpose } from '../../domain/conversations/appointment.ts';
import type { Conversation, Reachability } from '../../domain/conversations/conversation.ts';
import type { Person } from '../../domain/customers/customer.ts';

export interface ConversationStore {
  /** True for the first caller since the bot came (again) to this conversation: it greets. `markReachability(false)` resets. */
  claimWelcome(id: string, at: Date): Promise<boolean>;
  /**
   * Inserts or updates by id; language and time zone of an existing row stay unless it has none. Heals reachability. Gives
   * what is kept.
   */
  remember(conversation: Conversation): Promise<Conversation>;
  find(id: string): Promise<Conversation | undefined>;
  /** Those of these ids that there are. */
  among(ids: readonly string[]): Promise<Conversation[]>;
  /** The conversation of this id, else one of this name, whatever its case; a reachable one first. */
  named(nameOrId: string): Promise<Conversation | undefined>;
  /** Sets a conversation apart for a purpose. */
  appoint(purpose: Purpose, id: string, by: Person, at: Date): Promise<void>;
  /** Takes that back; false where it was not set apart. */
  dismiss(purpose: Purpose, id: string): Promise<boolean>;
  /** Those set apart for a purpose, in the order of ids. */
  appointed(purpose: Purpose): Promise<Conversation[]>;
  setLanguage(id: string, language: Conversation['language']): Promise<void>;
  markReachability(id: string, reachability: Reachability): Promise<void>;
  /** Marks conversations reachable; writes nothing where they are. */
  heal(ids: readonly string[]): Promise<void>;
  list(): Promise<Conversation[]>;
  /** A page in the order of ids, after one of them. */
  page(afterId: string | null, limit: number): Promise<Conversation[]>;
  /** A person's own chat; a reachable one first. */
  personal(personId: string, tenantId: string): Promise<Conversation | undefined>;
  /** The reachable chats of these people, whatever the case of their ids. */
  personalOf(personIds: readonly string[]): Promise<Conversation[]>;
  /** The channel in which a team wants to hear the bot; undefined where none was picked. */
  homeOf(teamId: string): Promise<Conversation | undefined>;
  /** Makes a channel the home of its team, in place of another; null leaves the team without. */
  setHome(teamId: string, channelId: string | null): Promise<void>;
  /** Some reachable conversation of a tenant. */
  someOf(tenantId: string): Promise<Conversation | undefined>;
}
