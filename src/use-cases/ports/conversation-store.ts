import type { Purpose } from '../../domain/conversations/appointment.ts';
import type { Conversation, Reachability } from '../../domain/conversations/conversation.ts';
import type { Person } from '../../domain/customers/customer.ts';

export interface ConversationStore {
  /**
   * True for the first caller since the bot was installed here (again), which then greets. `markReachability(false)`
   * resets it.
   */
  claimWelcome(id: string, at: Date): Promise<boolean>;
  /**
   * Inserts or updates by id. Language and time zone of an existing row stay, if it has any. Marks it reachable. Returns
   * the conversation as kept.
   */
  remember(conversation: Conversation): Promise<Conversation>;
  find(id: string): Promise<Conversation | undefined>;
  /** The known ones among these ids. */
  among(ids: readonly string[]): Promise<Conversation[]>;
  /** The conversation of this id, else one of this name, whatever its case; a reachable one first. */
  named(nameOrId: string): Promise<Conversation | undefined>;
  /** Appoints a conversation for a purpose. */
  appoint(purpose: Purpose, id: string, by: Person, at: Date): Promise<void>;
  /** Takes an appointment back; false where there was none. */
  dismiss(purpose: Purpose, id: string): Promise<boolean>;
  /** The conversations appointed for a purpose, in the order of ids. */
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
  /** A team's home, the channel in which the bot speaks to it; undefined where none was picked. */
  homeOf(teamId: string): Promise<Conversation | undefined>;
  /** Makes a channel the home of its team, in place of another; null leaves the team without. */
  setHome(teamId: string, channelId: string | null): Promise<void>;
  /** Some reachable conversation of a tenant. */
  someOf(tenantId: string): Promise<Conversation | undefined>;
}
