import {
  acceptanceInput,
  cleanAcceptance,
  parseAcceptance,
  type AcceptanceInput,
  type FieldProblem,
} from '../../domain/confirming/acceptance.ts';
import type { AgreementType } from '../../domain/confirming/agreement.ts';
import { latestAcceptanceDate } from '../../domain/time/calendar-date.ts';
import { isOpen, type CardPlace, type Confirmation } from '../../domain/confirming/confirmation.ts';
import type { Customer, Person } from '../../domain/customers/customer.ts';
import { AppError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import { formReuse } from '../../domain/confirming/same-confirmation.ts';
import { filingJob } from './filing-job.ts';
import type { Clock, IdSource } from '../ports/clock.ts';
import type { Job } from '../ports/jobs.ts';
import type { NewConfirmation } from '../ports/confirmation-store.ts';
import type { Database, Stores } from '../ports/stores.ts';
import { SHOW_AFTER_PRESS_MS } from './settle-confirmation.ts';
import { untilKnown } from './until-known.ts';

/** How often recording is tried: a confirmation that stands in the way may settle while it is read. */
const RECORD_TRIES = 5;

/** One press of the form's button, as it arrived. */
export interface Submission {
  /** Made with the form: a press that comes twice has the same one. */
  formId: string;
  again: boolean;
  /** Whether the person may not confirm: then the details wait for one who may. */
  collect?: boolean;
  inputs: Record<string, unknown>;
  submittedBy: Person;
  /** The person's zone, IANA name. */
  timeZone: string;
  language: Language;
  place: CardPlace;
  /** The import whose row it is; absent for a form's. */
  importId?: string;
}

export type Recorded =
  | { kind: 'recorded'; confirmation: Confirmation; customer: Customer; isPhoneLeftOut: boolean }
  /** Kept for a person who may confirm to release. */
  | { kind: 'collected'; confirmation: Confirmation; customer: Customer; isPhoneLeftOut: boolean }
  /** This very form was sent before; its confirmation stands as it is now. */
  | { kind: 'same-form'; confirmation: Confirmation; customer: Customer }
  /** The same person sent this form before, with other details; nothing was written. */
  | {
      kind: 'corrected';
      confirmation: Confirmation;
      customer: Customer;
      input: AcceptanceInput;
      problems: FieldProblem[];
    }
  /** The form was sent before, for `customer`. This is another confirmation, and needs a form of its own. */
  | { kind: 'used-form'; input: AcceptanceInput; customer: Customer }
  | { kind: 'invalid'; input: AcceptanceInput; problems: FieldProblem[] }
  /** The customer is in a national cloud: nothing is recorded, for nothing could be filed. */
  | { kind: 'exempt'; customer: Customer }
  /** The customer is confirmed already, and the form was not to confirm once more on purpose. */
  | { kind: 'already-confirmed'; customer: Customer }
  /** Another confirmation is on its way. */
  | { kind: 'in-progress'; confirmation: Confirmation; customer: Customer }
  /**
   * It is unknown whether the database kept it, or other work held the row for too long and nothing was written. Either
   * way the same form may be sent again.
   */
  | { kind: 'unsettled'; why: 'outcome-unknown' | 'record-held'; input: AcceptanceInput; customer: Customer };

interface Needs {
  database: Database;
  clock: Clock;
  ids: IdSource;
  agreementType: AgreementType;
}

/**
 * Writes a confirmation together with the job that files it, or says why not. Never waits for Partner Center. A form makes
 * one confirmation, however often it arrives. The answer to a repeat is the present state. The answer to other details of
 * the same person is that the first ones count. A press that is no repeat, for several people may see one form, writes
 * nothing.
 */
export async function recordConfirmation(needs: Needs, submission: Submission): Promise<Recorded> {
  const { database } = needs;
  const input = acceptanceInput(submission.inputs);
  const outcome = await confirmationOf(needs, submission, input);
  if (outcome.kind === 'ready') {
    return untilKnown(() => writeConfirmation(database, outcome, submission, input)).catch((error: unknown) =>
      unsettled(error, outcome, input),
    );
  }
  // Asked only now, for nearly every press is the first of its form, and a person waits.
  const repeated = await database.confirmations.findByForm(submission.formId);
  const reuse = repeated && formReuse(repeated, input, submission.submittedBy);
  if (!reuse || reuse === 'other') return outcome;
  const problems = outcome.kind === 'invalid' ? outcome.problems : [];
  return usedBefore(database, repeated, { input, reuse, problems });
}

interface Ready {
  kind: 'ready';
  confirmation: NewConfirmation;
  customer: Customer;
  /** Whether what was typed for a phone number was left out, for it is none. */
  isPhoneLeftOut: boolean;
}

/** Returns the confirmation that a press makes, or why it makes none, as if its form had not been sent before. */
async function confirmationOf(
  needs: Needs,
  submission: Submission,
  input: AcceptanceInput,
): Promise<Recorded | Ready> {
  const { database, clock, agreementType } = needs;
  const parsed = parseAcceptance(input, latestAcceptanceDate(clock.now(), submission.timeZone));
  const { customerId } = cleanAcceptance(input);
  const customer = customerId ? await database.customers.find(customerId) : undefined;
  if (parsed.kind === 'invalid' || !customer) {
    const problems = parsed.kind === 'invalid' ? parsed.problems : [];
    return { kind: 'invalid', input, problems: withCustomerProblem(problems, customer) };
  }
  if (customer.agreementState === 'exempt') return { kind: 'exempt', customer };
  if (customer.agreementState === 'confirmed' && !submission.again) {
    return { kind: 'already-confirmed', customer };
  }
  const open = submission.collect && (await database.confirmations.findOpen(customer.id, agreementType));
  if (open) return { kind: 'in-progress', confirmation: open, customer };
  const { acceptance } = parsed;
  const submittedAt = clock.now();
  const confirmation: NewConfirmation = {
    id: needs.ids.next(),
    formId: submission.formId,
    customerId: customer.id,
    agreementType,
    acceptedOn: acceptance.acceptanceDate,
    contact: acceptance.contact,
    submittedBy: submission.submittedBy,
    submittedAt,
    language: submission.language,
    place: submission.place,
    again: submission.again,
    ...(submission.importId !== undefined && { importId: submission.importId }),
    requestId: needs.ids.next(),
    correlationId: needs.ids.next(),
    collected: submission.collect
      ? {
          by: submission.submittedBy,
          at: submittedAt,
          language: submission.language,
          place: submission.place,
        }
      : null,
  };
  return { kind: 'ready', confirmation, customer, isPhoneLeftOut: parsed.isPhoneLeftOut };
}

async function writeConfirmation(
  database: Database,
  { confirmation, customer, isPhoneLeftOut }: Ready,
  { submittedBy }: Submission,
  input: AcceptanceInput,
): Promise<Recorded> {
  const { confirmations } = database;
  for (let tries = 0; tries < RECORD_TRIES; tries += 1) {
    if (await database.recordWithJob(confirmation, nextJob(confirmation))) {
      return { kind: kindOf(confirmation), confirmation: asWritten(confirmation), customer, isPhoneLeftOut };
    }
    const same = await confirmations.findByForm(confirmation.formId);
    // An earlier try wrote this very press, and its answer was lost.
    if (same?.id === confirmation.id) {
      return { kind: kindOf(confirmation), confirmation: same, customer, isPhoneLeftOut };
    }
    const reuse = same && formReuse(same, input, submittedBy);
    if (same && reuse && reuse !== 'other') return usedBefore(database, same, { input, reuse, problems: [] });
    if (same && !isOpenFor(customer, same)) return usedForm(database, same, input);
    const open = await confirmations.findOpen(customer.id, confirmation.agreementType);
    if (open) return { kind: 'in-progress', confirmation: open, customer };
  }
  throw new Error('A confirmation could not be recorded although nothing stands in its way');
}

const kindOf = ({ collected }: NewConfirmation) => (collected ? 'collected' : 'recorded');

function unsettled(error: unknown, { customer }: Ready, input: AcceptanceInput): Recorded {
  const why = error instanceof AppError ? error.code : undefined;
  if (why !== 'outcome-unknown' && why !== 'record-held') throw error;
  return { kind: 'unsettled', why, input, customer };
}

/** Returns the next job of a confirmation. Collected details are shown where colleagues see the form. */
function nextJob(confirmation: NewConfirmation): Job {
  const payload = { confirmationId: confirmation.id };
  return confirmation.collected
    ? { name: 'show-outcome', payload, options: { afterMs: SHOW_AFTER_PRESS_MS, onceKey: confirmation.id } }
    : { name: filingJob(confirmation), payload, options: { onceKey: confirmation.id } };
}

const isOpenFor = (customer: Customer, { customerId, state }: Confirmation) =>
  customerId === customer.id && isOpen(state);

/** Says that a press needs a form of its own, and for which customer its form was used. */
async function usedForm(
  { customers }: Pick<Stores, 'customers'>,
  { customerId }: Confirmation,
  input: AcceptanceInput,
): Promise<Recorded> {
  const customer = await customers.findEvenIfLeft(customerId);
  return customer
    ? { kind: 'used-form', input, customer }
    : { kind: 'invalid', input, problems: withCustomerProblem([], undefined) };
}

/** Returns the present state of a used form's confirmation, with its customer, also one that has left. */
async function usedBefore(
  { customers }: Pick<Stores, 'customers'>,
  confirmation: Confirmation,
  {
    input,
    reuse,
    problems,
  }: { input: AcceptanceInput; reuse: 'same' | 'corrected'; problems: FieldProblem[] },
): Promise<Recorded> {
  const customer = await customers.findEvenIfLeft(confirmation.customerId);
  if (customer && reuse === 'corrected')
    return { kind: 'corrected', confirmation, customer, input, problems };
  return customer
    ? { kind: 'same-form', confirmation, customer }
    : { kind: 'invalid', input, problems: withCustomerProblem([], undefined) };
}

function withCustomerProblem(problems: FieldProblem[], customer: Customer | undefined): FieldProblem[] {
  if (customer || problems.some(({ field }) => field === 'customerId')) return problems;
  return [{ field: 'customerId', problem: 'unknown-customer' }, ...problems];
}

function asWritten(confirmation: NewConfirmation): Confirmation {
  return {
    ...confirmation,
    collected: confirmation.collected ?? null,
    state: confirmation.collected ? 'collected' : 'recorded',
    attempts: 0,
    firstAttemptAt: null,
    post: null,
    deniedAt: null,
    identicalBefore: 0,
    outcome: null,
  };
}
