import type { Conversation } from '../../src/domain/conversations/conversation.ts';
import type { Person } from '../../src/domain/customers/customer.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Actor } from '../../src/domain/rights/permission.ts';
import type { Understood } from '../../src/use-cases/asking/understand.ts';
import type { IncomingActivity } from '../teams/activity.ts';
import type { Colleague } from './colleagues.ts';
import type { Card } from '../teams/card.ts';
import type { MessageExtras } from '../teams/message.ts';

/**
 * What a handler answers. How it travels (message, edit, invoke answer) is decided by how the turn came. The `text` of
 * finds is shown in place of a list, where there is nothing to choose from.
 */
export type Answer =
  | ({ kind: 'card'; card: Card } & CardDelivery)
  | { kind: 'error'; code: string; message: string }
  /** A line that an invoke's client shows for a moment; what was pressed stays. Nothing where it came as a message. */
  | { kind: 'toast'; text: string }
  | { kind: 'choices'; results: { title: string; value: string }[] }
  | { kind: 'finds'; finds: Find[]; text?: string }
  | { kind: 'nothing' };

/** What someone may insert into a message: the card, and what is shown of it to choose by. */
export interface Find {
  card: Card;
  preview: Card;
}

/** How a card travels. */
export interface CardDelivery {
  /** When the press came as a message, the card that was pressed is replaced. */
  inPlace?: boolean;
  /** It answers a question, and gives way when the question is changed. */
  toQuestion?: boolean;
  /** The message that it takes the place of, while that can be edited. */
  replaces?: string | undefined;
  extras?: MessageExtras;
  /** Told the id of the message, where the card became a new one. Must not throw. */
  sent?: (activityId: string) => Promise<void>;
  /** The confirmation that it is about: its ids stand in the turn's line of the log. */
  about?: { id: string; correlationId: string };
}

/** One thing that arrived, with all a handler may know about it. */
export interface Turn {
  activity: IncomingActivity;
  conversation: Conversation;
  /** False when the database is away, so that nothing here may count on it. Waits for it: not for the FAQ's answers. */
  isConversationKept(): Promise<boolean>;
  /** The language to answer in, where the words typed do not decide. */
  language: Language;
  person: Person;
  /** IANA name of the person's time zone; UTC when not told. */
  timeZone: string;
  /** Looks the person up in the roster, once for a while, and waits for it once in a turn: two seconds at most. */
  actor(): Promise<Actor>;
  /** The same for someone whom the settings list: half a second at most. */
  listed(): Promise<Actor>;
  /** Everybody in this conversation, by name, asked once for a while; undefined when the roster cannot be read. */
  colleagues(): Promise<readonly Colleague[] | undefined>;
  /** What the words of a message are taken for, read once however many ask. */
  understood(): Understood;
  /** Whether the client asks for choices as one types. */
  hasTypeAhead: boolean;
  /** Whether only this person sees the answer: an invoke's answer, or a chat of one's own. */
  isPrivate: boolean;
}

/** A press: the button's data and the inputs, mixed as Teams sends them. Only a hint, never trusted. */
export type PressData = Record<string, unknown>;

export const nothing: Answer = { kind: 'nothing' };

export const card = (attachment: Card, delivery?: CardDelivery): Answer => ({
  kind: 'card',
  card: attachment,
  ...delivery,
});

/** A text of a press; undefined when it is none. */
export function textIn(data: PressData, name: string): string | undefined {
  const value = data[name];
  return typeof value === 'string' && value.length > 0 && value.length <= 1_000 ? value : undefined;
}

/** A whole number of a press, sent as number or text; undefined when it is none. */
export function numberIn(data: PressData, name: string): number | undefined {
  const value = Number(data[name] ?? Number.NaN);
  return Number.isSafeInteger(value) ? value : undefined;
}
