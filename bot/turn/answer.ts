import type { Card } from '../teams/card.ts';
import type { MessageExtras } from '../teams/message.ts';

/**
 * What a handler answers. How the turn came decides how the answer travels: message, edit or invoke answer. The `text` of
 * finds is shown in place of a list, where there is nothing to choose from.
 */
export type Answer =
  | ({ kind: 'card'; card: Card } & CardDelivery)
  | { kind: 'error'; code: string; message: string }
  /**
   * A line that an invoke's client shows for a moment, while the pressed card stays. A press that came as a message gets
   * none.
   */
  | { kind: 'toast'; text: string }
  | { kind: 'choices'; results: { title: string; value: string }[] }
  | { kind: 'finds'; finds: Find[]; text?: string }
  | { kind: 'nothing' };

/** What a person may insert into a message: the card, and the preview to choose it by. */
export interface Find {
  card: Card;
  preview: Card;
}

/** How a card travels. */
export interface CardDelivery {
  /** Whether the pressed card is replaced where the press came as a message. */
  inPlace?: boolean;
  /** Whether it is a list or a reminder, or has its own way back to the one that was pressed. */
  leadsBack?: boolean;
  /** Whether it answers a question, so that it is replaced when the person edits the question. */
  toQuestion?: boolean;
  /** The message to replace, while that can be edited. */
  replaces?: string | undefined;
  extras?: MessageExtras;
  /** Called with the id of the message, where the card became a new one. Must not throw. */
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
