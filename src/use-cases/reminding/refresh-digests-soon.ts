import type { JobSender } from '../ports/jobs.ts';

/** How long changes are gathered before digests are edited once for all of them. */
export const DIGEST_GATHERING_MS = 5_000;

/** Promises that every standing digest is checked in a moment, once for all who ask until then. */
export async function refreshDigestsSoon({ jobs }: { jobs: JobSender }): Promise<void> {
  await jobs.send('refresh-digests', {}, { afterMs: DIGEST_GATHERING_MS, onceKey: 'all' });
}
