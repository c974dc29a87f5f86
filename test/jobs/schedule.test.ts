import { describe, expect, it } from '@jest/globals';
import { SCHEDULE } from '../../src/jobs/schedule.ts';

describe('the schedule', () => {
  it.each(['refresh-digests', 'resume-overdue', 'tend-imports'])(
    'looks every minute after what a killed process left behind (%s)',
    (job) => {
      expect(SCHEDULE.find((each) => each.job === job)).toMatchObject({ cron: '* * * * *' });
    },
  );
});
