import { REAL_TIME, type Time } from '../../src/monotonic-time.ts';
import type { Checked } from '../../src/use-cases/customers/check-customer.ts';
import { atMost } from './at-most.ts';

/** How many readings that people pressed for run at once in one process: they share the budget with all other calls. */
const AT_ONCE = 8;
/** How long a press waits for its reading, in milliseconds: Teams waits five seconds. */
const WAITED_MS = 3_500;

/** What a press comes to. `busy`: too many others are being read. `reading`: it goes on, and takes longer than a press. */
export type CheckAnswer = Checked | 'busy' | 'reading';

/** Customers read from Partner Center at once, because a person pressed. */
export interface CustomerChecks {
  check(customerId: string): Promise<CheckAnswer>;
}

/** Keeps presses for a reading within what one process may do at once and what a person waits for. */
export function createCustomerChecks(
  read: (customerId: string) => Promise<Checked>,
  time: Time = REAL_TIME,
): CustomerChecks {
  let underWay = 0;
  return {
    check: async (customerId) => {
      if (underWay >= AT_ONCE) return 'busy';
      underWay += 1;
      const reading = read(customerId).finally(() => (underWay -= 1));
      const answered = await atMost(WAITED_MS, reading, time);
      return answered ? answered.result : 'reading';
    },
  };
}
