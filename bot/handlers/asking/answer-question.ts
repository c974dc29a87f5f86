import { holdsContact } from '../../../src/domain/asking/contact-in-text.ts';
import { searchable } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import { customerMatchesCard } from '../../cards/customers/customer-matches.ts';
import { faqOutsideCard, type FaqOutsideInput } from '../../cards/asking/faq-outside.ts';
import { faqSuggestionsCard } from '../../cards/asking/faq-suggestions.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { answerEntry } from './answer-entry.ts';
import { customerAnswer } from '../customers/customer-answer.ts';
import { expertFor } from './expert.ts';
import { namedCustomer } from '../customers/named-customer.ts';
import { mayDo } from '../permission.ts';

type Needs = Pick<
  BotNeeds,
  | 'cards'
  | 'faq'
  | 'database'
  | 'answerNotes'
  | 'agreementType'
  | 'confirmationRoute'
  | 'acceptancesValidFrom'
  | 'expertConversation'
  | 'clock'
  | 'ids'
  | 'log'
  | 'permissions'
>;

const SUGGESTED = 3;
/** Questions that new partners ask first, shown where the bot does not know theirs. */
const EXAMPLES = [
  'how-is-acceptance-confirmed-today',
  'what-will-happen-if-i-do-not-take-action',
  'can-the-customer-accept-directly-with-microsoft',
];

/**
 * Answers a question typed in chat from the FAQ, says what was perhaps meant, or that it does not know. A customer's name
 * alone is no question: it brings that customer's card. Nor is a message without a word: it is greeted.
 */
export async function answerQuestion(needs: Needs, turn: Turn): Promise<Answer> {
  const { cards, faq } = needs;
  const question = turn.activity.text;
  if (searchable(question) === '') {
    return card(remarkCard(cards, turn.language, { remark: 'greeting' }));
  }
  const match = turn.understood().match ?? faq.matcher.match(question);
  const language = match.langIsClear ? match.lang : turn.language;
  if (match.smallTalk) return card(remarkCard(cards, language, { remark: match.smallTalk }));

  const entries = match.entries.flatMap(({ id }) => faq.content.entry(id, language) ?? []);
  const [best] = entries;
  if (match.outcome === 'answer' && best) return answerEntry(needs, turn, best, language);
  const found = match.outcome === 'none' ? await namedCustomer(needs, turn, question) : undefined;
  // A person who may see no customers is not told that there is one of this name.
  const named = found && (await mayDo(needs, turn, 'read')) ? found : undefined;
  if (named?.kind === 'one') return customerAnswer(needs, turn, named.customer);
  if (named) {
    const { matches } = named;
    return card(customerMatchesCard(cards, turn.language, { typed: question, matches, purpose: 'status' }));
  }
  noteMiss(needs, turn, question, match.outcome === 'suggestions' ? 'suggestions' : 'none', language);
  const expert = await expertFor(needs, turn, question, language);
  if (match.outcome === 'suggestions' && best) {
    const guesses = entries.slice(0, SUGGESTED);
    return card(faqSuggestionsCard(cards, language, { entries: guesses, questionId: expert?.questionId }));
  }
  return outsideAnswer(needs, language, expert);
}

/** Says that a question is outside what the bot knows, what it does know, and which expert may be asked. */
export function outsideAnswer(
  { cards, faq }: Pick<Needs, 'cards' | 'faq'>,
  language: Language,
  expert: FaqOutsideInput['expert'],
): Answer {
  const examples = EXAMPLES.flatMap((id) => faq.content.entry(id, language) ?? []);
  return card(faqOutsideCard(cards, language, { examples, expert }));
}

/**
 * Keeps a question that the bot could not answer, for the person who curates the answers; the asker does not wait for it. A
 * text with contact details that strayed into the chat is not kept.
 */
function noteMiss(
  { database, clock, log }: Needs,
  turn: Turn,
  question: string,
  outcome: 'none' | 'suggestions',
  language: Language,
): void {
  if (question === '' || holdsContact(question)) return;
  const miss = { question: question.slice(0, 1_000), outcome, language, at: clock.now() };
  turn
    .isConversationKept()
    .then((isKept) => (isKept ? database.faq.saveMiss(miss) : undefined))
    .catch((error: unknown) => log.warn({ err: error }, 'A question without an answer was not kept'));
}
