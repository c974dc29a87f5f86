import type { AgreementType } from '../domain/agreement.ts';
import type { CardPlace, Confirmation } from '../domain/confirmation.ts';
import type { Customer, Person } from '../domain/customer.ts';
import type { Language } from '../domain/language.ts';
import type { Clock } from './ports/clock.ts';
import { OpenElsewhere, type Database } from './ports/stores.ts';

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
  /** On its way to Partner Center now; also the answer to the same press again. */
  | { kind: 'released'; confirmation: Confirmation; customer: Customer }
  | { kind: 'already-confirmed'; customer: Customer }
  | { kind: 'in-progress'; confirmation: Confirmation; customer: Customer }
  /** No such details, or they were erased, or their customer is gone. */
  | { kind: 'gone' };

/**
 * Makes the details that a reseller's person filled in a statement of whoever releases them, and promises the job that
 * files it, in one transaction. The same details are released once, whoever presses how often.
 */
export async function releaseDetails(needs: Needs, release: Release): Promise<Released> {
  const { database, agreementType } = needs;
  const found = await database.confirmations.find(release.confirmationId);
  const customer = found && (await database.customers.find(found.customerId));
  if (!found?.collected || !customer) return { kind: 'gone' };
  if (found.state !== 'collected') return { kind: 'released', confirmation: found, customer };
  if (!found.contact || customer.agreementState === 'exempt') return { kind: 'gone' };
  if (customer.agreementState === 'confirmed') return { kind: 'already-confirmed', customer };
  if (await write(needs, release, found)) {
    const confirmation = await database.confirmations.find(found.id);
    return confirmation ? { kind: 'released', confirmation, customer } : { kind: 'gone' };
  }
  const open = await database.confirmations.findOpen(customer.id, agreementType);
  if (!open || open.id === found.id) return { kind: 'released', confirmation: open ?? found, customer };
  return { kind: 'in-progress', confirmation: open, customer };
}

/** False when somebody else was quicker, with these details or with a statement of their own. */
async function write({ database, clock }: Needs, release: Release, found: Confirmation): Promise<boolean> {
  const { by, place, language } = release;
  const at = clock.now();
  const written = database.transaction(async (stores) => {
    if (!(await stores.confirmations.release(found.id, { by, place, language, at }))) return false;
    await stores.audit.append({
      at,
      actor: by,
      action: 'details-released',
      customerId: found.customerId,
      confirmationId: found.id,
      details: { acceptedOn: found.acceptedOn },
    });
    await stores.jobs.send('file-confirmation', { confirmationId: found.id }, { onceKey: found.id });
    return true;
  });
  return written.catch((error: unknown) => {
    if (error instanceof OpenElsewhere) return false;
    throw error;
  });
}
