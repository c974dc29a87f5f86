import { QUEUE_SETTINGS } from '../jobs/queue-settings.ts';
import { SCHEDULE } from '../jobs/schedule.ts';

/** The kinds of jobs that an export carries over: what comes by the clock comes again by itself. */
export const CARRIED_JOBS: readonly string[] = Object.keys(QUEUE_SETTINGS).filter(
  (name) => !SCHEDULE.some(({ job }) => job === name),
);
