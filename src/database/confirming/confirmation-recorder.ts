import type { Job } from '../../use-cases/ports/jobs.ts';
import type { NewConfirmation } from '../../use-cases/ports/confirmation-store.ts';
import type { Database } from '../../use-cases/ports/stores.ts';
import { together } from '../core/together.ts';

/**
 * Records confirmations with their jobs. Those of the same moment share a transaction: twenty people who press together
 * wait for three commits, not for twenty.
 */
export function createConfirmationRecorder(transaction: Database['transaction']): Database['recordWithJob'] {
  const record = together((presses: readonly { confirmation: NewConfirmation; job: Job }[]) =>
    transaction(async (stores) => {
      const written = await stores.confirmations.record(presses.map(({ confirmation }) => confirmation));
      const isWritten = ({ confirmation }: { confirmation: NewConfirmation }) => written.has(confirmation.id);
      const jobs = presses.filter(isWritten).map(({ job }) => job);
      await stores.jobs.sendNew(jobs);
      return presses.map(isWritten);
    }),
  );
  return (confirmation, job) => record({ confirmation, job });
}
