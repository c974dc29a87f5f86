import type { ConfirmationRoute } from '../../../src/domain/confirming/route.ts';
import type { Way } from '../../../src/faq/parse-faq-file.ts';

/** The buttons under an answer that lead on to what the bot can do. */
export interface AnswerOffers {
  /** The customers still unconfirmed. */
  list: boolean;
  /** The form that confirms a customer. */
  form: boolean;
}

export const NO_OFFERS: AnswerOffers = { list: false, form: false };

/**
 * Returns the buttons for the ways an answer names, without those that lead nowhere on this route. Asking a customer for
 * acceptance starts from the list, where each customer has its own button.
 */
export function answerOffers(ways: readonly Way[], route: ConfirmationRoute): AnswerOffers {
  return {
    list: ways.includes('list') || (route === 'direct' && ways.includes('ask')),
    form: route === 'classic' && ways.includes('form'),
  };
}
