import type { Reseller } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Scope } from '../../../src/domain/reminding/scope.ts';
import type { Cards } from '../kit/cards.ts';
import { markUserText } from '../kit/user-text.ts';

/** What the input says for all customers, and for those of the person whose chat it is. A reseller is named by its id. */
export const ALL = 'all';
export const MINE = 'mine';

/** How many resellers can be chosen without typing; more would not fit a card. */
export const RESELLERS_SHOWN = 40;

/** What can be chosen as « which customers »; the chosen one is always among it. */
export function customerChoices(
  cards: Cards,
  language: Language,
  { scope, isPersonal, resellers }: { scope: Scope; isPersonal: boolean; resellers: readonly Reseller[] },
): { title: string; value: string }[] {
  const chosen = scope.kind === 'reseller' ? scope.resellerId : undefined;
  const shown = resellers.slice(0, RESELLERS_SHOWN);
  const beyond = resellers.slice(RESELLERS_SHOWN).filter(({ id }) => id === chosen);
  return [
    { title: cards.phrase(language, 'settings.customersAll'), value: ALL },
    ...(isPersonal ? [{ title: cards.phrase(language, 'settings.customersMine'), value: MINE }] : []),
    ...[...beyond, ...shown].map(({ id, name }) => ({
      title: cards.phrase(language, 'digest.aboutReseller', { reseller: name }),
      value: markUserText(id),
    })),
  ];
}

/** The input's value for a scope. */
export function choiceOf(scope: Scope): string {
  if (scope.kind === 'all') return ALL;
  return scope.kind === 'mine' ? MINE : scope.resellerId;
}
