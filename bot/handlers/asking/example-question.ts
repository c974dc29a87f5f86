import type { Language } from '../../../src/domain/language.ts';
import type { BotNeeds } from '../../turn/needs.ts';

/** What most partners ask first. */
const FIRST_QUESTION = 'what-will-happen-if-i-do-not-take-action';

/** A question to try, in the reader's language. */
export function exampleQuestion({ faq }: Pick<BotNeeds, 'faq'>, language: Language) {
  return faq.content.entry(FIRST_QUESTION, language) ?? faq.content.entries[language][0]!;
}
