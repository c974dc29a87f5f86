import { z } from 'zod';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';
import { nameInTips } from './customer-row.ts';

export interface CustomerMatchesInput {
  typed: string;
  /** Best first; shown up to six. */
  matches: readonly Pick<Customer, 'id' | 'name' | 'domain'>[];
  /** What a press on a match does. */
  purpose: keyof typeof WORDS;
}

const MATCH_LIMIT = 6;

const matchesData = z.object({
  typed: userText,
  count: z.int().nonnegative(),
  verb: z.enum(['confirmation.open', 'customer.status', 'reminder.assign']),
  short: z.string(),
  matches: z
    .array(
      z.object({
        customerId: userText,
        name: userText,
        domain: userText.optional(),
        /** What a press does, to which customer: a caption has room for the first alone. */
        title: z.string(),
      }),
    )
    .max(MATCH_LIMIT),
});

const WORDS = {
  confirm: {
    caption: 'common.confirmShort',
    title: 'common.confirmOne',
    titleWithDomain: 'customer-matches.confirm',
  },
  status: {
    caption: 'customer-matches.statusShort',
    title: 'common.statusOf',
    titleWithDomain: 'customer-matches.status',
  },
  assign: {
    caption: 'common.assignToMe',
    title: 'common.takeOne',
    titleWithDomain: 'customer-matches.assign',
  },
} as const;

const VERBS = { confirm: 'confirmation.open', status: 'customer.status', assign: 'reminder.assign' } as const;

/** The customers a typed name may mean, each a row to press; or what to try when there is none. */
export function customerMatchesCard(cards: Cards, language: Language, input: CustomerMatchesInput): Card {
  const { caption, title, titleWithDomain } = WORDS[input.purpose];
  const matches = input.matches.slice(0, MATCH_LIMIT).map(({ id, name, domain }) => ({
    customerId: id,
    name,
    domain: domain || undefined,
    title: cards.phrase(language, domain ? titleWithDomain : title, { customer: nameInTips(name), domain }),
  }));
  const data = matchesData.parse({
    typed: input.typed,
    count: matches.length,
    verb: VERBS[input.purpose],
    short: cards.phrase(language, caption),
    matches,
  });
  return cards.render('customer-matches', language, data);
}
