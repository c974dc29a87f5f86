import type { Customer, Person } from '../domain/customer.ts';
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/stores.ts';

/** Makes a customer a person's own; undefined when there is no such customer. */
export async function assignCustomer(
  { database, clock }: { database: Database; clock: Clock },
  customerId: string,
  assignee: Person,
): Promise<Customer | undefined> {
  return database.transaction(async (stores) => {
    const customer = await stores.customers.find(customerId);
    if (!customer) return undefined;
    await stores.customers.assign(customerId, assignee);
    await stores.audit.append({
      at: clock.now(),
      actor: assignee,
      action: 'customer-assigned',
      customerId,
      confirmationId: null,
      details: {},
    });
    return { ...customer, assignee };
  });
}
