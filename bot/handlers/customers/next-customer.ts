import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { filterOf, type ListView } from '../../cards/customers/list-view.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import { customersBehind } from './customers-here.ts';

type Needs = Pick<BotNeeds, 'database' | 'agreementType' | 'clock' | 'escalation' | 'confirmationRoute'>;

/**
 * Returns the customer that follows another one where a person looks, so that they need not look for it. Undefined where
 * there is none, or where it cannot be read: what it stands beside is said all the same.
 */
export async function nextCustomer(
  needs: Needs,
  place: { conversation: Conversation },
  view: ListView,
  customerId: string,
): Promise<Customer | undefined> {
  const { database, agreementType, clock, confirmationRoute } = needs;
  try {
    const { customers } = await customersBehind(needs, place, view);
    return await database.customers.nextUnconfirmed(customerId, {
      filter: view.digest ? customers : { ...customers, ...filterOf(view, clock.now()) },
      order: view.sort ?? 'waiting',
      type: agreementType,
      unasked: confirmationRoute === 'direct',
    });
  } catch {
    return undefined;
  }
}
