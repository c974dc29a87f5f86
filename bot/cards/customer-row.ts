import { z } from 'zod';
import type { Customer } from '../../src/domain/customer.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Cards } from '../cards.ts';
import { waitInWords } from './dates.ts';
import { userText } from './user-text.ts';

/** What a line about a waiting customer shows. */
export type WaitingCustomer = Pick<Customer, 'id' | 'name' | 'waitingSince' | 'assignee'>;

export const customerRow = z.object({
  customerId: userText,
  name: userText,
  wait: z.string().optional(),
  assigned: z.string().optional(),
  confirmTitle: z.string(),
  assignTip: z.string(),
});

/** A waiting customer's line as card data. */
export function rowOf(cards: Cards, language: Language, customer: WaitingCustomer, now: Date) {
  const { id, name, waitingSince, assignee } = customer;
  return {
    customerId: id,
    name,
    wait: waitingSince ? waitInWords(cards, language, waitingSince, now) : undefined,
    assigned: assignee ? cards.phrase(language, 'common.assignedTo', { assignee: assignee.name }) : undefined,
    confirmTitle: cards.phrase(language, 'common.confirmOne', { customer: name }),
    assignTip: cards.phrase(language, 'common.assignTip', { customer: name }),
  };
}
