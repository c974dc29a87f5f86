import type { Language } from '../../src/domain/language.ts';
import type { FaqEntry } from '../../src/faq/load-faq.ts';
import { citation } from '../citation.ts';
import { faqAnswerCard } from '../cards/faq-answer.ts';
import type { BotNeeds } from '../needs.ts';
import { card, type Answer, type Turn } from '../turn.ts';

type Needs = Pick<BotNeeds, 'cards' | 'faq' | 'database' | 'clock' | 'log'>;

const RELATED = 3;
/** A thumb on an older message counts for nobody. */
const THUMBS_COUNT_MS = 90 * 24 * 60 * 60_000;

/**
 * One entry as an answer. Where it travels as a message, Teams is told its source and asked to put its own thumbs under
 * it. They name that message alone, so which answer it holds is noted. The card's own buttons stay: an answer opened by a
 * button replaces a card, where thumbs would count for what was there before.
 */
export function answerEntry(needs: Needs, turn: Turn, entry: FaqEntry, language: Language): Answer {
  const { database, clock, log } = needs;
  const conversationId = turn.conversation.id;
  return card(answerCard(needs, entry, language), {
    extras: {
      entities: [citation({ title: entry.source.title, url: entry.link }, entry.question)],
      channelData: { feedbackLoop: { type: 'default' } },
    },
    sent: async (activityId) => {
      const at = clock.now();
      const forgetBefore = new Date(at.getTime() - THUMBS_COUNT_MS);
      await database.faq
        .noteAnswer({ conversationId, activityId, entryId: entry.id, language, at }, forgetBefore)
        .catch((error: unknown) => log.warn({ err: error }, 'A thumb on this answer will not be counted'));
    },
  });
}

/** The card of one entry, with the entries that usually come next. */
export function answerCard(
  { cards, faq }: Pick<Needs, 'cards' | 'faq'>,
  entry: FaqEntry,
  language: Language,
  voted = false,
) {
  const related = entry.related.slice(0, RELATED).flatMap((id) => faq.content.entry(id, language) ?? []);
  const source = { title: entry.source.title, url: entry.link };
  return faqAnswerCard(cards, language, { entry, source, related, voted });
}
