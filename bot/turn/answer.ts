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
  /** It is a list or a reminder, or has its own way back to the one that was pressed. */
  leadsBack?: boolean;
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

export const nothing: Answer = { kind: 'nothing' };

export const card = (attachment: Card, delivery?: CardDelivery): Answer => ({
  kind: 'card',
  card: attachment,
  ...delivery,
});
