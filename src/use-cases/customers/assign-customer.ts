import type { Customer, Person } from '../../domain/customers/customer.ts';
import type { AssigneePlace } from '../ports/assignee-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, Stores } from '../ports/stores.ts';
import { refreshDigestsSoon } from '../reminding/refresh-digests-soon.ts';

/** A change of a customer's assignee. */
export interface Assignment {
  customerId: string;
  /** The new assignee, who must be allowed to confirm; null unassigns the customer. */
  assignee: Person | null;
  /** Where the assignee was last seen, if known. */
  place?: AssigneePlace | undefined;
  /** The assignee's id when the pressed card was drawn; null for none. */
  from: string | null;
  actor: Person;
}

export type Assigned =
  /** Done; `from`: the assignee before. */
  | { kind: 'assigned'; customer: Customer; from: Person | null }
  /** It was like this already: the press came twice. */
  | { kind: 'unchanged'; customer: Customer }
  /** Another person has it by now, whom the card did not show. Nothing was changed. */
  | { kind: 'held'; customer: Customer }
  /** The customer is confirmed or exempt, and needs no assignee. */
  | { kind: 'settled'; customer: Customer }
  | { kind: 'unknown-customer' };

/** Assigns or unassigns a customer. Never overwrites what another person did meanwhile. */
export async function assignCustomer(
  { database, clock }: { database: Database; clock: Clock },
  assignment: Assignment,
): Promise<Assigned> {
  const { customerId, assignee, from } = assignment;
  return database.transaction(async (stores) => {
    const customer = await stores.customers.find(customerId);
    if (!customer) return { kind: 'unknown-customer' };
    if (customer.agreementState === 'confirmed' || customer.agreementState === 'exempt') {
      return { kind: 'settled', customer };
    }
    const holder = customer.assignee?.id ?? null;
    if (holder === (assignee?.id ?? null)) return { kind: 'unchanged', customer };
    const isAsDrawn = holder === from && (await stores.customers.assign(customerId, assignee, from));
    if (!isAsDrawn) {
      const held = (await stores.customers.find(customerId)) ?? customer;
      return held.assignee?.id === assignee?.id
        ? { kind: 'unchanged', customer: held }
        : { kind: 'held', customer: held };
    }
    await writeDown(stores, clock.now(), assignment);
    return { kind: 'assigned', customer: { ...customer, assignee }, from: customer.assignee };
  });
}

async function writeDown(
  stores: Stores,
  at: Date,
  { customerId, assignee, place, from, actor }: Assignment,
): Promise<void> {
  if (assignee) {
    await stores.assignees.note(assignee, place, at);
    // In the same transaction: the new assignee will be told.
    await stores.jobs.send('remind-assignee', { personId: assignee.id }, { onceKey: assignee.id });
  }
  // Reminders about a person's own customers count differently from now on.
  await refreshDigestsSoon(stores);
  await stores.audit.append({
    at,
    actor,
    action: assignee ? 'customer-assigned' : 'customer-released',
    customerId,
    confirmationId: null,
    details: { ...(from !== null && { from }), ...(assignee && { to: assignee.id }) },
  });
}
