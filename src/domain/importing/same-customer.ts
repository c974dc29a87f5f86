import type { CalendarDate } from '../time/calendar-date.ts';
import type { Contact } from '../confirming/contact.ts';

export interface RowConfirmation {
  number: number;
  customerId: string;
  acceptedOn: CalendarDate;
  contact: Contact;
}

/** Finds the rows of one file that are about the same customer. */
export interface SameCustomerWatch {
  /**
   * `duplicate`: an earlier row says the very same, and is the one that counts. `conflict`: it says something else, so
   * that only their author can tell which is right: neither counts. `otherRow` is that row.
   */
  judge(row: RowConfirmation): { kind: 'first' } | { kind: 'duplicate' | 'conflict'; otherRow: number };
  /** Returns the earlier row that asks the same customer; undefined where this one is the first. */
  judgeAsk(number: number, customerId: string): number | undefined;
  /** First rows that later ones contradict, each with the first that does. */
  contradicted(): { number: number; otherRow: number }[];
}

export function createSameCustomerWatch(): SameCustomerWatch {
  const firsts = new Map<string, { number: number; says: string; contradictedBy?: number }>();
  return {
    judge({ number, customerId, acceptedOn, contact }) {
      const { firstName, lastName, email, phoneNumber } = contact;
      const says = JSON.stringify([acceptedOn, firstName, lastName, email, phoneNumber]);
      const first = firsts.get(customerId);
      if (!first) {
        firsts.set(customerId, { number, says });
        return { kind: 'first' };
      }
      if (first.says === says) return { kind: 'duplicate', otherRow: first.number };
      first.contradictedBy ??= number;
      return { kind: 'conflict', otherRow: first.number };
    },
    judgeAsk(number, customerId) {
      const first = firsts.get(customerId);
      if (!first) firsts.set(customerId, { number, says: '' });
      return first?.number;
    },
    contradicted: () =>
      [...firsts.values()].flatMap(({ number, contradictedBy }) =>
        contradictedBy === undefined ? [] : [{ number, otherRow: contradictedBy }],
      ),
  };
}
