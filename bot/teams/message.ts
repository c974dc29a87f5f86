import type { Card } from './card.ts';

/** A part of a message that describes it, such as its source, by its type. */
export interface Entity {
  type: string;
  [name: string]: unknown;
}

/** What a message may carry beside its cards: citations, the feedback buttons. */
export interface MessageExtras {
  entities?: Entity[];
  channelData?: object;
}

/** A message of the bot: its cards, and the line that a notification shows of them. */
export interface Message extends MessageExtras {
  attachments: Card[];
  summary: string;
}
