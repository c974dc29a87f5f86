import type { CustomerPause } from '../../domain/customers/customer.ts';
import type { CustomerNote } from '../../domain/customers/set-aside.ts';

/** Notes about customers, and pauses in which reminders leave them out. */
export interface AsideStore {
  /** The notes about these customers, by the customer's id. */
  notes(customerIds: readonly string[]): Promise<ReadonlyMap<string, CustomerNote>>;
  /** Writes a note in place of the one before; null removes it. */
  note(customerId: string, note: CustomerNote | null): Promise<void>;
  /** Removes notes from before `before` about customers that are confirmed or gone; returns how many. */
  forgetNotes(before: Date): Promise<number>;
  /**
   * Leaves a customer out of reminders until an instant; null ends that. False, and nothing is written, when the customer is
   * confirmed, exempt or gone.
   */
  pause(customerId: string, pause: (CustomerPause & { endsAt: Date }) | null): Promise<boolean>;
  /** Ends the pauses whose time is over, `limit` at most; returns their customers. Never gives one to two callers. */
  endPauses(at: Date, limit: number): Promise<string[]>;
}
