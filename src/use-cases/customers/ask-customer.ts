import type { Ask } from '../../domain/customers/ask.ts';
import type { Customer } from '../../domain/customers/customer.ts';
import type { Clock } from '../ports/clock.ts';
import type { AskNoted } from '../ports/ask-store.ts';
import type { Database, Stores } from '../ports/stores.ts';

/** How noting an ask ended, and the customer as it is then. */
export type Asked = { kind: AskNoted; customer: Customer } | { kind: 'unknown-customer' };

/** Notes that a person asked a customer to accept with Microsoft itself, with its line in the audit trail: both or none. */
export async function askCustomer(
  { database, clock }: { database: Database; clock: Clock },
  asked: Omit<Ask, 'at'>,
): Promise<Asked> {
  const { customerId } = asked;
  if (!(await database.customers.find(customerId))) return { kind: 'unknown-customer' };
  const at = clock.now();
  const kind = await database.transaction((stores) => noteAsk(stores, { ...asked, at }));
  const customer = await database.customers.find(customerId);
  return customer ? { kind, customer } : { kind: 'unknown-customer' };
}

/** Notes an ask with its line in the audit trail. Call it in a transaction. */
export async function noteAsk({ asks, audit }: Pick<Stores, 'asks' | 'audit'>, ask: Ask): Promise<AskNoted> {
  const noted = await asks.note(ask);
  if (noted === 'noted') {
    const { at, by: actor, customerId } = ask;
    const entry = { at, actor, action: 'customer-asked', customerId, confirmationId: null } as const;
    await audit.append({ ...entry, details: {} });
  }
  return noted;
}
