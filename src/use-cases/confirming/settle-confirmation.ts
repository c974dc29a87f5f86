import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { Confirmation, Outcome } from '../../domain/confirming/confirmation.ts';
import { countsStill, laterDay, type AcceptancesValidFrom } from '../../domain/customers/renewal.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, Stores } from '../ports/stores.ts';
import type { AuditAction } from '../ports/audit-store.ts';
import { refreshDigestsSoon } from '../reminding/refresh-digests-soon.ts';

/** What the end of a confirmation needs. */
export interface SettleNeeds {
  database: Database;
  clock: Clock;
  /** The agreement that customers' states are about. */
  agreementType: AgreementType;
  acceptancesValidFrom: AcceptancesValidFrom;
}

/**
 * Ends a confirmation that still counts `held` attempts, with its audit entry, its customer's state and the jobs that show
 * it: all of them or none. Does nothing when another process has it.
 */
export async function settleConfirmation(
  needs: SettleNeeds,
  confirmation: Confirmation,
  outcome: Outcome,
  held: number,
): Promise<void> {
  const { database, clock, agreementType } = needs;
  const now = clock.now();
  const sincePressMs = now.getTime() - confirmation.submittedAt.getTime();
  await database.transaction(async (stores) => {
    if (!(await stores.confirmations.settle(confirmation.id, { outcome, held, at: now }))) return;
    if (outcome.kind === 'confirmed' && confirmation.agreementType === agreementType) {
      await noteOnCustomer(needs, stores.customers, { confirmation, outcome, at: now });
    }
    await stores.audit.append({
      at: now,
      actor: confirmation.submittedBy,
      action: AUDIT_ACTION[outcome.kind],
      customerId: confirmation.customerId,
      confirmationId: confirmation.id,
      details: detailsOf(outcome),
    });
    const afterMs = Math.max(0, SHOW_AFTER_PRESS_MS - sincePressMs);
    const { id: confirmationId, importId } = confirmation;
    // Rows of a file have no cards of their own: the file's card counts them all.
    if (importId === undefined) {
      await stores.jobs.send('show-outcome', { confirmationId }, { afterMs, onceKey: confirmationId });
    } else {
      await stores.jobs.send('run-import', { importId }, { afterMs: ROWS_GATHERING_MS, onceKey: importId });
    }
  });
  // Outside the transaction: confirmations that end together would wait for each other's commit because of this one job.
  if (outcome.kind === 'confirmed') await refreshDigestsSoon(database);
}

async function noteOnCustomer(
  { acceptancesValidFrom }: SettleNeeds,
  customers: Stores['customers'],
  {
    confirmation,
    outcome,
    at,
  }: { confirmation: Confirmation; outcome: Outcome & { kind: 'confirmed' }; at: Date },
): Promise<void> {
  const { customerId, submittedBy } = confirmation;
  const { acceptedOn, how } = outcome;
  if (acceptedOn === null) {
    return customers.markConfirmed(customerId, { acceptedOn, via: 'direct', by: null, at });
  }
  if (!countsStill(acceptedOn, acceptancesValidFrom)) {
    return noteOutdated(customers, { customerId, acceptedOn, at });
  }
  const ours = how !== 'found';
  const by = ours ? submittedBy : null;
  return customers.markConfirmed(customerId, { acceptedOn, via: ours ? 'bot' : 'partner-center', by, at });
}

/** Notes an acceptance that no longer counts: it confirms no customer, and one confirmed by another acceptance stays so. */
async function noteOutdated(
  customers: Stores['customers'],
  { customerId, acceptedOn, at }: { customerId: string; acceptedOn: CalendarDate; at: Date },
): Promise<void> {
  const customer = await customers.findEvenIfLeft(customerId);
  if (!customer || customer.agreementState === 'confirmed') return;
  await customers.markUnconfirmed(customerId, at, laterDay(customer.acceptedOn, acceptedOn));
}

/** How long a result waits, so that the answer to the press is on the screen before the result replaces it. */
export const SHOW_AFTER_PRESS_MS = 1_000;

/** How long the ends of rows are gathered before the next rows begin. */
const ROWS_GATHERING_MS = 1_000;

const AUDIT_ACTION = {
  confirmed: 'confirmation-confirmed',
  refused: 'confirmation-refused',
  attention: 'confirmation-attention',
} as const satisfies Record<Outcome['kind'], AuditAction>;

function detailsOf(outcome: Outcome): Record<string, string> {
  switch (outcome.kind) {
    case 'confirmed':
      return outcome.acceptedOn === null
        ? { how: outcome.how, via: outcome.via }
        : { how: outcome.how, acceptedOn: outcome.acceptedOn };
    case 'refused':
      return { reason: outcome.reason, code: outcome.code };
    case 'attention':
      return { reason: outcome.reason };
  }
}
