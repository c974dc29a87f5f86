import type { JobSender } from '../ports/jobs.ts';

/** Changes that come together change a digest once. */
export const DIGEST_GATHERING_MS = 5_000;

/** Has every standing digest checked in a moment, once for all who ask until then. */
export async function refreshDigestsSoon({ jobs }: { jobs: JobSender }): Promise<void> {
  await jobs.send('refresh-digests', {}, { afterMs: DIGEST_GATHERING_MS, onceKey: 'all' });
}
