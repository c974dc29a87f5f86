import type { JobSender } from '../ports/jobs.ts';

/** Has those told who asked a customer that is confirmed now, once for all changes of this moment. */
export async function tellAskersSoon({ jobs }: { jobs: JobSender }): Promise<void> {
  await jobs.send('tell-askers', {}, { onceKey: 'all' });
}
