import { z } from 'zod';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface CustomerMatchesInput {
  typed: string;
  /** Best first; shown up to six. */
  matches: readonly Pick<Customer, 'id' | 'name' | 'domain'>[];
  /** What a press on a match does. */
  purpose: keyof typeof TITLES;
}

const MATCH_LIMIT = 6;

const matchesData = z.object({
  typed: userText,
  count: z.int().nonnegative(),
  verb: z.enum(['confirmation.open', 'customer.status', 'reminder.assign']),
  matches: z.array(z.object({ customerId: userText, title: z.string() })).max(MATCH_LIMIT),
});

const TITLES = {
  confirm: { full: 'customer-matches.confirm', short: 'common.confirmOne' },
  status: { full: 'customer-matches.status', short: 'common.statusOf' },
  assign: { full: 'customer-matches.assign', short: 'common.takeOne' },
} as const;

const VERBS = { confirm: 'confirmation.open', status: 'customer.status', assign: 'reminder.assign' } as const;

/** The customers a typed name may mean, or what to try when there is none. */
export function customerMatchesCard(cards: Cards, language: Language, input: CustomerMatchesInput): Card {
  const matches = input.matches.slice(0, MATCH_LIMIT).map(({ id, name, domain }) => ({
    customerId: id,
    title: cards.phrase(language, TITLES[input.purpose][domain ? 'full' : 'short'], {
      customer: name,
      domain,
    }),
  }));
  const data = matchesData.parse({
    typed: input.typed,
    count: matches.length,
    verb: VERBS[input.purpose],
    matches,
  });
  return cards.render('customer-matches', language, data);
}
