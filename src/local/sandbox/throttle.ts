import type { Endpoint } from './faults.ts';

/** How many calls in any minute are served; the rest get 429. */
export interface ThrottleLimits {
  /** All calls about customers. */
  customersPerMinute: number;
  confirmationsPerMinute: number;
}

/** Above what a bot with its usual budget sends, and above Microsoft's own figure where that is lower. */
export const DEFAULT_LIMITS: ThrottleLimits = { customersPerMinute: 600, confirmationsPerMinute: 600 };

export interface Throttle {
  /** Counts a call; the seconds to wait when it was one too many. Refused calls count too. */
  count(endpoint: Endpoint): number | null;
}

const CUSTOMER_CALLS: readonly Endpoint[] = [
  'customers',
  'customer',
  'agreements',
  'confirm',
  'direct-acceptance',
  'order',
];

/** Calendar minutes of the process's own clock, so that setting the sandbox's clock changes nothing. */
export function createThrottle(limits: ThrottleLimits): Throttle {
  let minute = -1;
  let customers = 0;
  let confirmations = 0;

  return {
    count: (endpoint) => {
      const now = performance.now();
      if (Math.floor(now / 60_000) !== minute) {
        minute = Math.floor(now / 60_000);
        customers = 0;
        confirmations = 0;
      }
      if (CUSTOMER_CALLS.includes(endpoint)) customers += 1;
      if (endpoint === 'confirm') confirmations += 1;
      const tooMany = customers > limits.customersPerMinute || confirmations > limits.confirmationsPerMinute;
      return tooMany && CUSTOMER_CALLS.includes(endpoint) ? Math.ceil(60 - (now % 60_000) / 1_000) : null;
    },
  };
}
