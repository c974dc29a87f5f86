import type { AcceptanceInput, FieldProblem } from '../../../src/domain/confirming/acceptance.ts';
import { acceptanceInput, parseAcceptance } from '../../../src/domain/confirming/acceptance.ts';
import { EARLIEST_ACCEPTANCE, latestAcceptanceDate } from '../../../src/domain/time/calendar-date.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { ErrorCode } from '../../../src/domain/errors.ts';
import { conversationIdOf } from '../../teams/activity.ts';
import { confirmationFormCard, type FormLead } from '../../cards/confirming/confirmation-form.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { flagIn, textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';
import type { Card } from '../../teams/card.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'names' | 'clock' | 'ids'>;

/** The customers to choose from without typing; type-ahead finds the rest. */
const FIRST_PAGE = 15;

interface FormState {
  /** Absent for a new form. */
  formId?: string;
  again: boolean;
  customer?: Customer;
  values?: Partial<AcceptanceInput>;
  problems?: FieldProblem[];
  lead?: FormLead;
  inReply?: boolean;
}

/** The form, empty or with all that was typed and a text at each wrong field. */
export async function formAnswer(needs: Needs, turn: Turn, state: FormState): Promise<Answer> {
  const { database, names } = needs;
  const choices = await database.customers.unconfirmed({ offset: 0, limit: FIRST_PAGE });
  const customerId = state.values?.customerId;
  const chosen = state.customer ?? (customerId ? await database.customers.find(customerId) : undefined);
  const left = chosen || !customerId ? undefined : await database.customers.findEvenIfLeft(customerId);
  names.note(chosen ? [chosen, ...choices] : choices);
  // In a conversation of several, the card that a used form became stays.
  const inPlace = state.lead?.kind !== 'used' && state.lead?.kind !== 'corrected';
  return card(draw(needs, turn, state, { chosen, choices, unknownText: left?.name }), { inPlace });
}

/** The form as it was filled in, with what happened to its press. Asks no database. */
export function formGivenBack(
  needs: Omit<Needs, 'database'>,
  turn: Turn,
  data: PressData,
  why: ErrorCode,
): Answer {
  const { cards, names, clock } = needs;
  const values = acceptanceInput(data);
  const { customerId } = values;
  const name = names.of(customerId) ?? cards.say(turn.language, 'common.chosenCustomer');
  const parsed = parseAcceptance(values, latestAcceptanceDate(clock.now(), turn.timeZone));
  const state: FormState = {
    formId: formIdOf(turn, data),
    again: flagIn(data, 'again'),
    inReply: flagIn(data, 'inReply'),
    values,
    problems: parsed.kind === 'invalid' ? parsed.problems : [],
    lead: { kind: 'setback', why, isComplete: turn.isPrivate },
  };
  const chosen = customerId === '' ? undefined : { id: customerId, name };
  return card(draw(needs, turn, state, { chosen, choices: [] }), { inPlace: true });
}

/** Returns which form was sent. Without an id a message still makes one confirmation for each customer. */
export function formIdOf({ activity }: Turn, data: PressData): string {
  const formId = textIn(data, 'formId');
  if (formId !== undefined) return formId;
  return [conversationIdOf(activity), activity.replyToId ?? '', textIn(data, 'customerId') ?? ''].join(' ');
}

interface Choosable {
  chosen: Pick<Customer, 'id' | 'name'> | undefined;
  choices: readonly Pick<Customer, 'id' | 'name'>[];
  unknownText?: string | undefined;
}

function draw(
  { cards, clock, ids }: Pick<Needs, 'cards' | 'clock' | 'ids'>,
  turn: Turn,
  state: FormState,
  { chosen, choices, unknownText }: Choosable,
): Card {
  const values = { ...acceptanceInput({}), ...state.values };
  // In a channel everyone reads a posted form: the person types the contact again rather than show it.
  if (!turn.isPrivate) Object.assign(values, { email: '', phoneNumber: '' });
  return confirmationFormCard(cards, turn.language, {
    formId: state.formId ?? ids.next(),
    again: state.again,
    typeAhead: turn.hasTypeAhead,
    ...(chosen && { customer: { id: chosen.id, name: chosen.name } }),
    choices: choices.map(({ id, name }) => ({ id, name })),
    values: chosen ? { ...values, customerId: chosen.id } : values,
    problems: state.problems ?? [],
    lead: state.lead,
    inReply: state.inReply,
    unknownCustomerText: unknownText,
    earliestDate: EARLIEST_ACCEPTANCE,
    latestDate: latestAcceptanceDate(clock.now(), turn.timeZone),
  });
}
