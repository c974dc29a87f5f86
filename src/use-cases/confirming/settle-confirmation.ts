import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { Confirmation, Outcome } from '../../domain/confirming/confirmation.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';
import type { AuditAction } from '../ports/audit-store.ts';
import { refreshDigestsSoon } from '../reminding/refresh-digests-soon.ts';

interface Needs {
  database: Database;
  clock: Clock;
  /** The one that customers' states are about. */
  agreementType: AgreementType;
}

/**
 * Ends a confirmation that still counts `held` attempts, with its audit entry, its customer's state and the jobs that show
 * it: all of them or none. Does nothing when another process has it.
 */
export async function settleConfirmation(
  { database, clock, agreementType }: Needs,
  confirmation: Confirmation,
  outcome: Outcome,
  held: number,
): Promise<void> {
  const now = clock.now();
  const sincePressMs = now.getTime() - confirmation.submittedAt.getTime();
  await database.transaction(async (stores) => {
    if (!(await stores.confirmations.settle(confirmation.id, { outcome, held, at: now }))) return;
    if (outcome.kind === 'confirmed' && confirmation.agreementType === agreementType) {
      const ours = outcome.how !== 'found';
      await stores.customers.markConfirmed(
        confirmation.customerId,
        outcome.acceptedOn === null
          ? { acceptedOn: null, via: 'direct', by: null, at: now }
          : {
              acceptedOn: outcome.acceptedOn,
              via: ours ? 'bot' : 'partner-center',
              by: ours ? confirmation.submittedBy : null,
              at: now,
            },
      );
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
    // Of thousands of rows none has a card of its own: the one of their file tells of all.
    if (importId === undefined) {
      await stores.jobs.send('show-outcome', { confirmationId }, { afterMs, onceKey: confirmationId });
    } else {
      await stores.jobs.send('run-import', { importId }, { afterMs: ROWS_GATHERING_MS, onceKey: importId });
    }
  });
  // Not within: those that end together would wait for each other's commit, all for the one job they share.
  if (outcome.kind === 'confirmed') await refreshDigestsSoon(database);
}

/** The answer to the press should be on the screen before its result replaces it. */
export const SHOW_AFTER_PRESS_MS = 1_000;

/** Rows that end together make room for the next ones once. */
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
