import type { JobSender } from '../../src/use-cases/ports/jobs.ts';

/** For tests of the database alone: promises nothing. */
export const silentJobs = (): JobSender => ({
  send: async () => undefined,
  sendNew: async () => undefined,
});
