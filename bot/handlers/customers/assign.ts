import type { Customer } from '../../../src/domain/customers/customer.ts';
import {
  assignCustomer,
  type Assigned,
  type Assignment,
} from '../../../src/use-cases/customers/assign-customer.ts';
import { assignCustomerCard, type AssignProblem } from '../../cards/customers/assign-customer.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { candidatesFor, namedBy, type Candidate } from './assignees.ts';
import { customerAnswer } from './customer-answer.ts';
import { viewAnswer } from './view-answer.ts';
import { pressedView } from './say-done.ts';

/** Assigns the customer to the person who presses. */
export async function assignToMe(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const place = { conversationId: turn.conversation.id, teamsId: turn.activity.from.id };
  return assign(needs, turn, data, { assignee: turn.person, place });
}

/** Unassigns the customer. */
export async function releaseCustomer(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  return assign(needs, turn, data, { assignee: null });
}

/** Shows the card on which a person chooses a colleague. */
export async function chooseAssignee(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const customer = await needs.database.customers.find(textIn(data, 'customerId') ?? '');
  if (!customer) return unknownCustomer(needs, turn);
  return chooser(needs, turn, customer, await candidatesFor(needs, turn));
}

/** Assigns the customer to a colleague: the one chosen, or the one whose name was typed. */
export async function assignToColleague(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const customer = await needs.database.customers.find(textIn(data, 'customerId') ?? '');
  if (!customer) return unknownCustomer(needs, turn);

  const candidates = await candidatesFor(needs, turn);
  const ask = (problem: AssignProblem, among = candidates) =>
    chooser(needs, turn, customer, among, { problem, typed: textIn(data, 'assigneeName') });
  const chosen = chosenIn(data, candidates);
  if (chosen.kind !== 'one') return ask(chosen.kind, chosen.kind === 'several' ? chosen.among : candidates);
  if (!chosen.candidate.mayConfirm) return ask('not-allowed');
  const { id, name, place } = chosen.candidate;
  return assign(needs, turn, data, { assignee: { id, name }, place });
}

type Chosen =
  | { kind: 'one'; candidate: Candidate }
  | { kind: 'several'; among: Candidate[] }
  | { kind: 'missing' | 'nobody' };

function chosenIn(data: PressData, candidates: readonly Candidate[]): Chosen {
  const id = textIn(data, 'assignee');
  const typed = textIn(data, 'assigneeName');
  if (!id && !typed?.trim()) return { kind: 'missing' };
  const matches = id ? candidates.filter((each) => each.id === id) : namedBy(typed ?? '', candidates);
  const allowed = matches.filter((each) => each.mayConfirm);
  if (allowed.length > 1) return { kind: 'several', among: allowed };
  const candidate = allowed[0] ?? matches[0];
  return candidate ? { kind: 'one', candidate } : { kind: 'nobody' };
}

function chooser(
  { cards }: BotNeeds,
  turn: Turn,
  customer: Customer,
  candidates: readonly Candidate[],
  again?: { problem: AssignProblem; typed: string | undefined },
): Answer {
  const people = candidates.filter(({ mayConfirm }) => mayConfirm);
  return card(assignCustomerCard(cards, turn.language, { customer, people, ...again }));
}

async function assign(
  needs: BotNeeds,
  turn: Turn,
  data: PressData,
  to: Pick<Assignment, 'assignee' | 'place'>,
): Promise<Answer> {
  const assigned = await assignCustomer(needs, {
    ...to,
    customerId: textIn(data, 'customerId') ?? '',
    from: textIn(data, 'from') ?? null,
    actor: turn.person,
  });
  if (assigned.kind === 'unknown-customer') return unknownCustomer(needs, turn);
  const note = noteOf(needs, turn, assigned);
  // A person who pressed on a row of a list or a reminder goes on there.
  const view = await pressedView(needs, turn, data);
  if (view) return viewAnswer(needs, turn, view, note);
  return customerAnswer(needs, turn, assigned.customer, note);
}

/** Says in one sentence what has happened. */
function noteOf(
  { cards }: BotNeeds,
  { language }: Turn,
  assigned: Exclude<Assigned, { kind: 'unknown-customer' }>,
): string {
  const customer = assigned.customer.name;
  const to = assigned.customer.assignee?.name;
  const from = assigned.kind === 'assigned' ? assigned.from?.name : undefined;
  switch (assigned.kind) {
    case 'assigned':
      if (to && from) return cards.phrase(language, 'assign-customer.passed', { customer, from, to });
      if (to) return cards.phrase(language, 'assign-customer.assigned', { customer, to });
      return cards.phrase(language, 'assign-customer.released', { customer, from: from ?? '' });
    case 'held':
      if (to) return cards.phrase(language, 'assign-customer.held', { customer, to });
      return cards.phrase(language, 'assign-customer.heldFree', { customer });
    case 'unchanged':
      if (to) return cards.phrase(language, 'assign-customer.assigned', { customer, to });
      return cards.phrase(language, 'assign-customer.free', { customer });
    case 'settled':
      return cards.phrase(language, 'assign-customer.settled', { customer });
  }
}

function unknownCustomer({ cards }: BotNeeds, turn: Turn): Answer {
  return card(remarkCard(cards, turn.language, { remark: 'unknown-customer' }));
}
