import type { Outcome } from '../../../src/domain/confirming/confirmation.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from './cards.ts';

/** Why a confirmation about a customer did not confirm it; nothing where it did. */
export function failureText(
  cards: Cards,
  language: Language,
  outcome: Outcome,
  customer: string,
): string | undefined {
  if (outcome.kind === 'refused') return cards.phrase(language, `refusals.${outcome.reason}`);
  if (outcome.kind !== 'attention') return undefined;
  return cards.phrase(language, `confirmation-outcome.${outcome.reason}`, { customer });
}
