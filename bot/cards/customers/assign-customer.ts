import { z } from 'zod';
import type { Customer, Person } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

/** Why the card comes back instead of the colleague having the customer. */
export type AssignProblem = 'missing' | 'nobody' | 'several' | 'not-allowed';

export interface AssignCustomerInput {
  customer: Pick<Customer, 'id' | 'name' | 'assignee'>;
  /** Who may be chosen, in the order of their names. More than a hundred are not listed: the person types a name. */
  people: readonly Person[];
  problem?: AssignProblem | undefined;
  typed?: string | undefined;
}

/** A longer list makes the message too large, and is not read. */
const LISTED = 100;

const assignCustomerData = z.object({
  customerId: userText,
  customer: userText,
  from: userText,
  assignee: userText.optional(),
  mode: z.enum(['choose', 'type', 'nobody']),
  choices: z.array(z.object({ title: userText, value: userText })),
  typed: userText,
  problem: z.string().optional(),
  isAssigned: z.boolean(),
});

/** Who takes care of a customer: chosen from those who may, or named. */
export function assignCustomerCard(cards: Cards, language: Language, input: AssignCustomerInput): Card {
  const { customer, people, problem, typed = '' } = input;
  const mode = people.length === 0 ? 'nobody' : people.length > LISTED ? 'type' : 'choose';
  const data = assignCustomerData.parse({
    customerId: customer.id,
    customer: customer.name,
    from: customer.assignee?.id ?? '',
    assignee: customer.assignee?.name,
    mode,
    choices: mode === 'choose' ? people.map(({ id, name }) => ({ title: name, value: id })) : [],
    typed,
    problem: problem && cards.phrase(language, `assign-customer.problem-${problem}`, { typed }),
    isAssigned: customer.assignee !== null,
  });
  return cards.render('assign-customer', language, data);
}
