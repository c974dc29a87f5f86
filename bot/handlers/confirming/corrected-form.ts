import type { AcceptanceInput, FieldProblem } from '../../../src/domain/confirming/acceptance.ts';
import { isOpen, type Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { FirstDetails } from '../../cards/confirming/confirmation-form.ts';
import { reopenVerb } from '../../cards/confirming/confirmation-outcome.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import type { Answer } from '../../turn/answer.ts';
import { formAnswer } from './form.ts';
import { confirmationAnswer } from './confirmation-answer.ts';

interface Correction {
  /** The confirmation of the details sent first. */
  confirmation: Confirmation;
  customer: Customer;
  input: AcceptanceInput;
  problems: FieldProblem[];
}

/**
 * Answers a person who sends a used form again with other details: says what became of the first ones, and gives a new form
 * with the other ones. Where no form leads on, shows the first confirmation as it stands.
 */
export async function correctedForm(
  needs: BotNeeds,
  turn: Turn,
  { confirmation, customer, input, problems }: Correction,
  mayConfirm: boolean,
): Promise<Answer> {
  const next = nextForm(confirmation, mayConfirm);
  if (!next) return confirmationAnswer(needs, turn, { confirmation, customer });
  return formAnswer(needs, turn, {
    again: next.again,
    customer,
    values: input,
    problems,
    lead: { kind: 'corrected', first: next.first, acceptedOn: confirmation.acceptedOn },
    inReply: turn.activity.type === 'invoke',
  });
}

function nextForm(
  { state, outcome, again }: Confirmation,
  mayConfirm: boolean,
): { first: FirstDetails; again: boolean } | undefined {
  if (state === 'collected') return { first: 'kept', again: false };
  // Only a person who may confirm confirms once more on purpose.
  if (!mayConfirm) return undefined;
  if (isOpen(state)) return { first: 'on-its-way', again: true };
  if (!outcome) return undefined;
  if (outcome.kind === 'confirmed') {
    return { first: outcome.how === 'found' ? 'not-needed' : 'filed', again: true };
  }
  const verb = reopenVerb(outcome, again);
  return verb && { first: 'not-filed', again: verb === 'confirmation.again' };
}
