import type { Conversation } from '../src/domain/conversation.ts';
import type { Clock } from '../src/use-cases/ports/clock.ts';
import type { Notice } from '../src/use-cases/ports/messenger.ts';
import { summaryOf, type Cards } from './cards.ts';
import { confirmationOutcomeCard } from './cards/confirmation-outcome.ts';
import { digestCard } from './cards/digest.ts';
import { digestDoneCard } from './cards/digest-done.ts';
import type { Draft } from './messenger.ts';

/** Picks the card of a notice. */
export function drawNotice(
  cards: Cards,
  clock: Clock,
): (notice: Notice, conversation: Conversation) => Draft {
  return (notice) => {
    const attachment = cardOf(cards, notice, clock.now());
    return { attachments: [attachment], summary: summaryOf(attachment) };
  };
}

function cardOf(cards: Cards, notice: Notice, now: Date) {
  const { language } = notice;
  if (notice.kind === 'outcome') {
    const { customer, confirmation } = notice;
    const { outcome } = confirmation;
    if (!outcome) throw new Error('Only an outcome that is known can be shown');
    return confirmationOutcomeCard(cards, language, { customer, confirmation, outcome });
  }
  const { digest, customers, oldestWaitingSince } = notice;
  if (digest.unconfirmed === 0) return digestDoneCard(cards, language, { total: digest.total });
  return digestCard(cards, language, { digest, customers, oldestWaitingSince, now });
}
