/** An Adaptive Card as Teams takes it. */
export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
const THUMBNAIL_CARD = 'application/vnd.microsoft.card.thumbnail';

/** One card of a message, as it goes over the wire: what Teams calls an attachment. */
export interface Card {
  contentType: string;
  content?: unknown;
  /** Where the file of a file card is. */
  contentUrl?: string;
  /** The name of the file of a file card. */
  name?: string;
}

/** Returns a card with the content of an Adaptive Card. */
export const adaptiveCard = (content: object): Card => ({ contentType: ADAPTIVE_CARD, content });

/** Returns the small card that stands for another in a list to choose from; its text may hold a little HTML. */
export const thumbnailCard = (title: string, text: string): Card => ({
  contentType: THUMBNAIL_CARD,
  content: { title, text },
});
