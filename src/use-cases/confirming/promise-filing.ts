import type { Job, JobSender } from '../ports/jobs.ts';

/** How many jobs are sent in one SQL statement. */
const BATCH = 500;

/** Promises a job for each confirmation, in their order. Harmless where one waits already: the two become one. */
export async function promiseFiling(
  jobs: JobSender,
  name: 'file-confirmation' | 'file-import-row',
  confirmationIds: readonly string[],
): Promise<void> {
  for (let sent = 0; sent < confirmationIds.length; sent += BATCH) {
    const batch = confirmationIds.slice(sent, sent + BATCH).map((confirmationId): Job => {
      return { name, payload: { confirmationId }, options: { onceKey: confirmationId } };
    });
    await jobs.sendNew(batch);
  }
}
