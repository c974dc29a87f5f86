import type { Conversation } from '../../src/domain/conversations/conversation.ts';
import type { Person } from '../../src/domain/customers/customer.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Actor } from '../../src/domain/rights/permission.ts';
import type { Understood } from '../../src/use-cases/asking/understand.ts';
import type { IncomingActivity } from '../teams/activity.ts';
import type { Colleague } from './colleagues.ts';

/** One activity, with all that a handler may know about it. */
export interface Turn {
  activity: IncomingActivity;
  conversation: Conversation;
  /** Whether the database has the conversation; false when it is away. Waits for it, so the FAQ's answers do not ask. */
  isConversationKept(): Promise<boolean>;
  /** The language to answer in, where the typed words do not decide. */
  language: Language;
  person: Person;
  /** IANA name of the person's time zone; UTC when not told. */
  timeZone: string;
  /** Looks the person up in the roster, once for a while, and waits for it once in a turn: two seconds at most. */
  actor(): Promise<Actor>;
  /** Everybody in this conversation, by name, asked once for a while; undefined when the roster cannot be read. */
  colleagues(): Promise<readonly Colleague[] | undefined>;
  /** What the words of a message mean, worked out once however many ask. */
  understood(): Understood;
  /** Whether the client asks for choices as one types. */
  hasTypeAhead: boolean;
  /** Whether only this person sees the answer: an invoke's answer, or a chat of one's own. */
  isPrivate: boolean;
}
