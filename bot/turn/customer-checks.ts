import { REAL_TIME, type Time } from '../../src/monotonic-time.ts';
import type { Checked } from '../../src/use-cases/customers/check-customer.ts';
import { atMost } from './at-most.ts';

/** How many checks run at once in one process: they share the budget with all other calls. */
const AT_ONCE = 8;
/** How long a press waits for its check: Teams waits five seconds. */
const WAITED_MS = 3_500;

/** How a press is answered. `busy`: too many checks run. `reading`: the check goes on, longer than a press can wait. */
export type CheckAnswer = Checked | 'busy' | 'reading';

/** Reads customers from Partner Center because a person pressed. */
export interface CustomerChecks {
  check(customerId: string): Promise<CheckAnswer>;
}

/** Keeps checks within what one process may do at once and what a person waits for. */
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
