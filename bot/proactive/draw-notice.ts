import type { Conversation } from '../../src/domain/conversations/conversation.ts';
import type { Clock } from '../../src/use-cases/ports/clock.ts';
import type { Notice } from '../../src/use-cases/ports/messenger.ts';
import { summaryOf, type Cards } from '../cards/kit/cards.ts';
import { consentCard, fileCard } from '../files/file-cards.ts';
import { confirmationOutcomeCard } from '../cards/confirming/confirmation-outcome.ts';
import { confirmationRecordedCard } from '../cards/confirming/confirmation-recorded.ts';
import { detailsCollectedCard } from '../cards/confirming/details-collected.ts';
import { customerAcceptedCard } from '../cards/customers/customer-accepted.ts';
import { digestCard } from '../cards/reminding/digest.ts';
import { digestReplacedCard } from '../cards/reminding/digest-replaced.ts';
import { digestDoneCard } from '../cards/reminding/digest-done.ts';
import { expertAnswerCard } from '../cards/asking/expert-answer.ts';
import { withWayBack } from '../cards/kit/way-back.ts';
import { remarkCard } from '../cards/kit/remark.ts';
import { startOf } from '../cards/kit/typed-lines.ts';
import { expertCard } from '../cards/asking/expert-card.ts';
import { importCard } from '../cards/importing/import-card.ts';
import { threadLink } from '../teams/message-link.ts';
import type { Draft } from './messenger.ts';
import type { Card } from '../teams/card.ts';

/** Draws the card of a notice. */
export function drawNotice(
  cards: Cards,
  clock: Clock,
): (notice: Notice, conversation: Conversation) => Draft {
  return (notice, conversation) => {
    if (notice.kind === 'file-offer' || notice.kind === 'file-sent') return draftOfFile(cards, notice);
    const attachment = cardOf(cards, notice, conversation, clock.now());
    return { attachments: [attachment], summary: summaryOf(attachment) };
  };
}

type FileNotice = Extract<Notice, { kind: 'file-offer' | 'file-sent' }>;

/** Teams' own cards for files say nothing in a notification. */
function draftOfFile(cards: Cards, notice: FileNotice): Draft {
  const { language } = notice;
  const { name } = notice.kind === 'file-offer' ? notice.offer : notice.file;
  const attachment =
    notice.kind === 'file-offer' ? consentCard(cards, language, notice.offer) : fileCard(notice.file);
  return { attachments: [attachment], summary: cards.say(language, 'file-offer.summary', { name }) };
}

function cardOf(
  cards: Cards,
  notice: Exclude<Notice, FileNotice>,
  conversation: Conversation,
  now: Date,
): Card {
  const { language } = notice;
  switch (notice.kind) {
    case 'outcome': {
      const { customer, confirmation, next } = notice;
      const { outcome, place } = confirmation;
      if (!outcome) throw new Error('Only an outcome that is known can be shown');
      const shown = { customer, confirmation, outcome, next, view: place.view };
      return confirmationOutcomeCard(cards, language, shown);
    }
    case 'waiting': {
      const { confirmation, customer, waiting } = notice;
      const { acceptedOn, submittedBy: recordedBy, submittedAt: recordedAt, again } = confirmation;
      const { id: confirmationId, place } = confirmation;
      const inPlace = { confirmationId, inReply: false, waiting, view: place.view };
      const shown = { customer, acceptedOn, recordedBy, recordedAt, again, ...inPlace };
      return confirmationRecordedCard(cards, language, shown);
    }
    case 'account': {
      const { what, reason, code } = notice;
      return remarkCard(cards, language, { remark: `filing-${what}`, reason, code });
    }
    case 'collected': {
      // In a personal chat the person who filled them in reads it; elsewhere colleagues who may release them do.
      const isPrivate = conversation.kind === 'personal';
      const shown = { ...notice, forRelease: !isPrivate, isPrivate };
      const drawn = detailsCollectedCard(cards, language, shown);
      const { view } = notice.confirmation.place;
      return view ? withWayBack(cards, language, drawn, view) : drawn;
    }
    case 'digest': {
      const { digest, about, escalation, halt } = notice;
      if (digest.unconfirmed === 0 && !escalation) {
        const { total, paused } = digest;
        return digestDoneCard(cards, language, { total, paused, about, halt, now });
      }
      return digestCard(cards, language, { ...notice, now, timeZone: conversation.timeZone ?? undefined });
    }
    case 'digest-replaced': {
      const { digest, period, replacedBy } = notice;
      return digestReplacedCard(cards, language, {
        ...{ digest, period },
        link: threadLink(conversation, replacedBy),
      });
    }
    case 'accepted':
      return customerAcceptedCard(cards, language, { ...notice, now });
    case 'question':
      return expertCard(cards, language, notice);
    case 'answer': {
      const mention = conversation.kind !== 'personal';
      return expertAnswerCard(cards, language, { question: notice.question, mention });
    }
    case 'import':
      return importCard(cards, language, notice.view);
    case 'file-linked':
      return remarkCard(cards, language, { remark: 'file-linked', ...notice.file });
    case 'file-closed': {
      const { how, name } = notice;
      return how === 'sent' || how === 'declined'
        ? remarkCard(cards, language, { remark: `file-${how}`, name })
        : remarkCard(cards, language, { remark: `file-${how}` });
    }
    case 'question-failed':
      return remarkCard(cards, language, {
        remark: 'question-failed',
        start: startOf(notice.question.text),
      });
  }
}
