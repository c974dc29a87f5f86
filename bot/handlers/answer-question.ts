import type { FaqEntry } from '../../src/faq/load-faq.ts';
import type { Language } from '../../src/domain/language.ts';
import { withoutMentions } from '../commands.ts';
import { faqAnswerCard } from '../cards/faq-answer.ts';
import { faqOutsideCard } from '../cards/faq-outside.ts';
import { faqSuggestionsCard } from '../cards/faq-suggestions.ts';
import { noticeCard } from '../cards/notice.ts';
import type { BotNeeds } from '../needs.ts';
import { card, type Answer, type Turn } from '../turn.ts';

type Needs = Pick<BotNeeds, 'cards' | 'faq' | 'database' | 'clock' | 'log'>;

const RELATED = 3;
const SUGGESTED = 3;
/** Questions new partners ask first: what they are shown when theirs is not known. */
const EXAMPLES = [
  'what-customer-information-is-required-to-complete-the-confirmation-process',
  'what-will-happen-if-i-do-not-take-action',
  'what-customer-scenarios-require-confirmation-of-customer-acceptance-of-the-mca',
];

/** Answers a question typed in chat from the FAQ, says what was perhaps meant, or that it does not know. */
export async function answerQuestion(needs: Needs, turn: Turn): Promise<Answer> {
  const { cards, faq } = needs;
  const question = withoutMentions(turn.activity.text);
  const match = faq.matcher.match(question, turn.language);
  const language = match.langIsClear ? match.lang : turn.language;
  if (match.smallTalk) return card(noticeCard(cards, language, { notice: match.smallTalk }));

  const entries = match.entries.flatMap(({ id }) => faq.content.entry(id, language) ?? []);
  const [best] = entries;
  if (match.outcome === 'answer' && best) return card(answerCard(needs, best, language));
  noteMiss(needs, turn, question, match.outcome === 'suggestions' ? 'suggestions' : 'none', language);
  if (match.outcome === 'suggestions' && best) {
    return card(faqSuggestionsCard(cards, language, { entries: entries.slice(0, SUGGESTED) }));
  }
  const examples = EXAMPLES.flatMap((id) => faq.content.entry(id, language) ?? []);
  return card(faqOutsideCard(cards, language, { examples }));
}

/** The card of one entry, with the entries that usually come next. */
export function answerCard(
  needs: Pick<Needs, 'cards' | 'faq'>,
  entry: FaqEntry,
  language: Language,
  voted = false,
) {
  const related = entry.related
    .slice(0, RELATED)
    .flatMap((id) => needs.faq.content.entry(id, language) ?? []);
  const source = { title: entry.source.title, url: entry.link };
  return faqAnswerCard(needs.cards, language, { entry, source, related, voted });
}

/** What was asked and not known is kept for whoever curates the answers; a person does not wait for it. */
function noteMiss(
  { database, clock, log }: Needs,
  turn: Turn,
  question: string,
  outcome: 'none' | 'suggestions',
  language: Language,
): void {
  if (question === '' || !turn.isConversationKept) return;
  database.faq
    .saveMiss({ question: question.slice(0, 1_000), outcome, language, at: clock.now() })
    .catch((error: unknown) => log.warn({ err: error }, 'A question without an answer was not kept'));
}
