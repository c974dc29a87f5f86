import type { JobSender } from '../ports/jobs.ts';

/** Promises a job for each confirmation. Harmless where one waits already: the two are one. */
export async function promiseFiling(
  jobs: JobSender,
  job: 'file-confirmation' | 'file-import-row',
  confirmationIds: readonly string[],
): Promise<void> {
  for (const confirmationId of confirmationIds) {
    await jobs.send(job, { confirmationId }, { onceKey: confirmationId });
  }
}
