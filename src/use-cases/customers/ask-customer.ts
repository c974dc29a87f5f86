import type { Ask } from '../../domain/customers/ask.ts';
import type { Customer } from '../../domain/customers/customer.ts';
import type { Clock } from '../ports/clock.ts';
import type { AskNoted } from '../ports/ask-store.ts';
import type { Database } from '../ports/stores.ts';

/** What became of saying that a customer was asked, and the customer as it is then. */
export type Asked = { kind: AskNoted; customer: Customer } | { kind: 'unknown-customer' };

/** Notes that a person asked a customer to accept with Microsoft itself, with its line in the audit trail, or nothing at all. */
export async function askCustomer(
  { database, clock }: { database: Database; clock: Clock },
  asked: Omit<Ask, 'at'>,
): Promise<Asked> {
  const { customerId, by } = asked;
  if (!(await database.customers.find(customerId))) return { kind: 'unknown-customer' };
  const at = clock.now();
  const kind = await database.transaction(async (stores) => {
    const noted = await stores.asks.note({ ...asked, at });
    if (noted === 'noted') {
      const entry = { at, actor: by, action: 'customer-asked', customerId, confirmationId: null } as const;
      await stores.audit.append({ ...entry, details: {} });
    }
    return noted;
  });
  const customer = await database.customers.find(customerId);
  return customer ? { kind, customer } : { kind: 'unknown-customer' };
}
