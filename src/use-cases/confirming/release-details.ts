import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { CardPlace, Confirmation } from '../../domain/confirming/confirmation.ts';
import type { Customer, Person } from '../../domain/customers/customer.ts';
import { isFault } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import type { Clock } from '../ports/clock.ts';
import { OpenElsewhere } from '../ports/confirmation-store.ts';
import { type Database } from '../ports/stores.ts';
import { untilKnown } from './until-known.ts';

/** How often a release is tried: a confirmation that stands in the way may settle while it is read. */
const RELEASE_TRIES = 5;

interface Needs {
  database: Database;
  clock: Clock;
  agreementType: AgreementType;
}

/** One press of a release button, as it arrived. */
export interface Release {
  confirmationId: string;
  by: Person;
  place: CardPlace;
  language: Language;
}

export type Released =
  /** On its way to Partner Center; also the answer to a repeat of the press. */
  | { kind: 'released'; confirmation: Confirmation; customer: Customer }
  | { kind: 'already-confirmed'; customer: Customer }
  | { kind: 'in-progress'; confirmation: Confirmation; customer: Customer }
  /** It is unknown whether the database kept it. A repeat of the press is no second release. */
  | { kind: 'unknown'; confirmation: Confirmation; customer: Customer }
  /** No such details, or they were erased, or their customer is gone. */
  | { kind: 'gone' };

/**
 * Turns the details that a reseller's person filled in into a confirmation of the person who releases them, and promises the
 * job that files it, in one transaction. The same details are released once, however often and by however many people the
 * button is pressed.
 */
export async function releaseDetails(needs: Needs, release: Release): Promise<Released> {
  const pressed = await read(needs.database, release.confirmationId);
  if (!pressed) return { kind: 'gone' };
  try {
    return await untilKnown(() => settle(needs, release, pressed));
  } catch (error) {
    if (!isFault(error, 'outcome-unknown')) throw error;
    return { kind: 'unknown', ...pressed };
  }
}

interface Details {
  confirmation: Confirmation;
  customer: Customer;
}

async function settle(needs: Needs, release: Release, pressed: Details): Promise<Released> {
  const { database, agreementType } = needs;
  let details: Details | undefined = pressed;
  for (let tries = 0; details && tries < RELEASE_TRIES; tries += 1) {
    const { confirmation, customer }: Details = details;
    if (confirmation.state !== 'collected') return { kind: 'released', confirmation, customer };
    if (!confirmation.contact || customer.agreementState === 'exempt') return { kind: 'gone' };
    if (!(await database.customers.find(customer.id))) return { kind: 'gone' };
    if (customer.agreementState === 'confirmed') return { kind: 'already-confirmed', customer };
    const written = await write(needs, release, confirmation);
    if (written) return { kind: 'released', confirmation: written, customer };
    const open = await database.confirmations.findOpen(customer.id, agreementType);
    if (open && open.id !== confirmation.id) return { kind: 'in-progress', confirmation: open, customer };
    // Another press released them, or the confirmation that stood in the way has settled meanwhile.
    details = await read(database, confirmation.id);
  }
  if (!details) return { kind: 'gone' };
  throw new Error('Details could not be released although nothing stands in their way');
}

/** Reads details with their customer, also one that has left: how they ended is said all the same. */
async function read(database: Database, id: string): Promise<Details | undefined> {
  const confirmation = await database.confirmations.find(id);
  const customer = confirmation && (await database.customers.findEvenIfLeft(confirmation.customerId));
  return confirmation?.collected && customer ? { confirmation, customer } : undefined;
}

/** Writes the release; undefined when another person was quicker, with these details or with a confirmation of their own. */
async function write(
  { database, clock }: Needs,
  release: Release,
  found: Confirmation,
): Promise<Confirmation | undefined> {
  const { by, place, language } = release;
  const at = clock.now();
  const written = database.transaction(async (stores) => {
    if (!(await stores.confirmations.release(found.id, { by, place, language, at }))) return undefined;
    await stores.audit.append({
      at,
      actor: by,
      action: 'details-released',
      customerId: found.customerId,
      confirmationId: found.id,
      details: { acceptedOn: found.acceptedOn },
    });
    await stores.jobs.send('file-confirmation', { confirmationId: found.id }, { onceKey: found.id });
    // As written: the person who pressed must not read that it failed because it could not be read again.
    return { ...found, state: 'recorded' as const, submittedBy: by, submittedAt: at, place, language };
  });
  return written.catch((error: unknown) => {
    if (error instanceof OpenElsewhere) return undefined;
    throw error;
  });
}
