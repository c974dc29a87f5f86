import type { Logger } from '../logger.ts';
import type { SyncRun } from '../use-cases/customers/sync-customers.ts';

const STEP = 1_000;

/** Logs how far a reading of customers is, after each 1,000 of them. */
export function syncProgress(log: Logger): (run: Readonly<SyncRun>) => void {
  let told = 0;
  return ({ listed, read, newlyConfirmed }) => {
    if (read < told + STEP) return;
    told = read - (read % STEP);
    log.info({ listed, read, newlyConfirmed }, 'Customers are being read');
  };
}
