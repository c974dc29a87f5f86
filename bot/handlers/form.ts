import type { AcceptanceInput, FieldProblem } from '../../src/domain/acceptance.ts';
import { acceptanceInput } from '../../src/domain/acceptance.ts';
import { EARLIEST_ACCEPTANCE, latestAcceptanceDate } from '../../src/domain/calendar-date.ts';
import type { Customer } from '../../src/domain/customer.ts';
import { confirmationFormCard, type FormLead } from '../cards/confirmation-form.ts';
import type { BotNeeds } from '../needs.ts';
import { card, type Answer, type Turn } from '../turn.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'clock' | 'ids'>;

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
  const { cards, database, clock, ids } = needs;
  // What a database that went away left unknown must not wait for it to come back.
  const isAway = state.lead?.kind === 'outcome-unknown';
  const choices = isAway ? [] : await database.customers.unconfirmed({ offset: 0, limit: FIRST_PAGE });
  const values = { ...acceptanceInput({}), ...state.values };
  const chosen = state.customer ?? (await findChosen(needs, values.customerId));
  const left =
    chosen || !values.customerId ? undefined : await database.customers.findEvenIfLeft(values.customerId);
  // In a channel everybody reads a posted form: who accepted is typed again there rather than shown.
  if (!turn.isPrivate) Object.assign(values, { email: '', phoneNumber: '' });
  const attachment = confirmationFormCard(cards, turn.language, {
    formId: state.formId ?? ids.next(),
    again: state.again,
    typeAhead: turn.hasTypeAhead,
    ...(chosen && { customer: { id: chosen.id, name: chosen.name } }),
    choices: choices.map(({ id, name }) => ({ id, name })),
    values: chosen ? { ...values, customerId: chosen.id } : values,
    problems: state.problems ?? [],
    lead: state.lead,
    inReply: state.inReply,
    unknownCustomerText: left?.name,
    earliestDate: EARLIEST_ACCEPTANCE,
    latestDate: latestAcceptanceDate(clock.now(), turn.timeZone),
  });
  // What a used form became stays, where it is there for all.
  return card(attachment, { inPlace: state.lead?.kind !== 'used' });
}

async function findChosen({ database }: Needs, customerId: string): Promise<Customer | undefined> {
  return customerId ? database.customers.find(customerId) : undefined;
}
