import type { Language } from '../../src/domain/language.ts';
import type { Notice } from '../../src/use-cases/ports/messenger.ts';
import type { Cards } from '../cards/kit/cards.ts';
import type { Card } from '../teams/card.ts';

type Offer = Extract<Notice, { kind: 'file-offer' }>['offer'];
type SentFile = Extract<Notice, { kind: 'file-sent' }>['file'];

/** Teams' own card that asks for consent. Its contexts come back with the answer, and prove nothing. */
export function consentCard(cards: Cards, language: Language, { id, name, size }: Offer): Card {
  const context = { offerId: id };
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.consent',
    name,
    content: {
      description: cards.say(language, 'file-offer.description'),
      sizeInBytes: size,
      acceptContext: context,
      declineContext: context,
    },
  };
}

/** Teams' own card that opens a file. */
export function fileCard({ name, uniqueId, fileType, contentUrl }: SentFile): Card {
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.info',
    contentUrl,
    name,
    content: { uniqueId, fileType },
  };
}
