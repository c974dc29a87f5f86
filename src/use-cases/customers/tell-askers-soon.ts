import type { JobSender } from '../ports/jobs.ts';

/** Promises that people who asked a customer are told that it is confirmed, once for all changes of this moment. */
export async function tellAskersSoon({ jobs }: { jobs: JobSender }): Promise<void> {
  await jobs.send('tell-askers', {}, { onceKey: 'all' });
}
