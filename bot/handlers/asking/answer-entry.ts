import type { Language } from '../../../src/domain/language.ts';
import type { FaqEntry } from '../../../src/faq/parse-faq-file.ts';
import { getsThumbs } from '../../teams/activity.ts';
import { citation } from '../../teams/citation.ts';
import { answerOffers } from '../../cards/asking/answer-offers.ts';
import { faqAnswerCard } from '../../cards/asking/faq-answer.ts';
import { dayInWords } from '../../cards/kit/dates.ts';
import type { AcceptancesValidFrom } from '../../../src/domain/customers/renewal.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';
import type { Card } from '../../teams/card.ts';

type Needs = Pick<
  BotNeeds,
  'cards' | 'faq' | 'answerNotes' | 'clock' | 'agreementType' | 'confirmationRoute' | 'acceptancesValidFrom'
>;
type CardNeeds = Pick<
  Needs,
  'cards' | 'faq' | 'agreementType' | 'confirmationRoute' | 'acceptancesValidFrom'
>;

const RELATED = 3;

/**
 * One entry as an answer. Where it travels as a message, Teams is told its source and asked to put its own thumbs under
 * it; the card's own buttons then stand in its menu, for clients without thumbs. Thumbs name only the message, so the bot
 * notes which answer it holds. An answer opened by a button replaces a card, where thumbs would count for the answer before.
 */
export function answerEntry(needs: Needs, turn: Turn, entry: FaqEntry, language: Language): Answer {
  const { answerNotes, clock } = needs;
  const conversationId = turn.conversation.id;
  const vote = getsThumbs(turn.activity) ? 'by-thumbs' : 'by-buttons';
  return card(answerCard(needs, entry, language, vote), {
    extras: {
      entities: [citation({ title: entry.source.title, url: entry.link }, entry.question)],
      channelData: { feedbackLoop: { type: 'default' } },
    },
    sent: async (activityId) =>
      answerNotes.add({ conversationId, activityId, entryId: entry.id, language, at: clock.now() }),
  });
}

/** How an answer's reader says whether it helped. */
type Vote = 'by-thumbs' | 'by-buttons' | 'given';

/** The cards drawn so far: an answer is the same for every reader as long as the bot runs. */
const drawn = new WeakMap<FaqEntry, Map<string, Card>>();

/** The card of one entry, with the entries that usually come next. Not to be changed. */
export function answerCard(needs: CardNeeds, entry: FaqEntry, language: Language, vote: Vote): Card {
  const kept = drawn.get(entry) ?? new Map<string, Card>();
  drawn.set(entry, kept);
  const key = `${language} ${vote}`;
  const answer = kept.get(key) ?? drawAnswer(needs, entry, language, vote);
  kept.set(key, answer);
  return answer;
}

function drawAnswer(
  { cards, faq, agreementType, confirmationRoute, acceptancesValidFrom: validFrom }: CardNeeds,
  entry: FaqEntry,
  language: Language,
  vote: Vote,
): Card {
  const agreement = agreementType === 'MicrosoftCustomerAgreement' ? 'customer' : 'cloud';
  const related = entry.related.slice(0, RELATED).flatMap((id) => faq.content.entry(id, language) ?? []);
  const source = { title: entry.source.title, url: entry.link };
  return faqAnswerCard(cards, language, {
    entry,
    about: entry.now === undefined ? undefined : entry.source.about?.[agreement],
    here: entry.here[confirmationRoute] ?? entry.here[agreement] ?? hereByDay(entry, language, validFrom),
    offers: answerOffers(entry.ways, confirmationRoute),
    source,
    related,
    voted: vote === 'given',
    hasThumbs: vote === 'by-thumbs',
  });
}

/** What the day from which acceptances count means for this bot. */
function hereByDay({ here }: FaqEntry, language: Language, validFrom: AcceptancesValidFrom) {
  if (validFrom === undefined) return here.undated;
  return here.dated?.replaceAll('{day}', dayInWords(language, validFrom));
}
