import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { filterOf, type ListView } from '../../cards/customers/list-view.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import { customersBehind } from './customers-here.ts';

type Needs = Pick<BotNeeds, 'database' | 'agreementType' | 'clock' | 'escalation' | 'confirmationRoute'>;

/**
 * Returns the customer after another one in the view a person came from, so that they need not search for it. Undefined
 * where there is none, or where it cannot be read, for the card it stands on is needed all the same.
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
