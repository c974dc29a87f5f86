import { QUEUE_SETTINGS } from '../jobs/queue-settings.ts';
import { SCHEDULE } from '../jobs/schedule.ts';

/** The kinds of jobs that an export carries over. Those that come by the clock come again by themselves. */
export const CARRIED_JOBS: readonly string[] = Object.keys(QUEUE_SETTINGS).filter(
  (name) => !SCHEDULE.some(({ job }) => job === name),
);
