import { ALL_CUSTOMERS, type CustomerFilter } from '../../../src/domain/customers/customer-filter.ts';
import { customersOf } from '../../../src/domain/reminding/scope.ts';
import { conversationFor } from '../../../src/use-cases/conversations/appointed-conversation.ts';
import { scopeOf } from '../../../src/use-cases/reminding/scope-of.ts';
import type { About } from '../../cards/customers/digest-about.ts';
import type { ListView } from '../../cards/customers/list-view.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';

/** Which customers, and what a card says about whose they are. */
interface Customers {
  customers: CustomerFilter;
  about: About;
}

/** Returns which customers a conversation is about: all, unless its reminders are about some of them. */
export async function customersHere(
  { database }: Pick<BotNeeds, 'database'>,
  { conversation }: Pick<Turn, 'conversation'>,
): Promise<Customers> {
  const scope = await scopeOf(database, conversation.id);
  const resellerName =
    scope.kind === 'reseller' ? await database.scopes.resellerName(scope.resellerId) : null;
  return { customers: customersOf(scope), about: { kind: scope.kind, resellerName } };
}

/**
 * Returns the customers that a view narrows: those the conversation is about, or all where it is the one that is told of
 * customers that wait too long. `isWider`: whether these are more than the conversation is about.
 */
export async function customersBehind(
  needs: Pick<BotNeeds, 'database' | 'escalation'>,
  turn: Pick<Turn, 'conversation'>,
  { everyone }: ListView,
): Promise<Customers & { isWider: boolean }> {
  const here = await customersHere(needs, turn);
  if (!everyone || here.customers === ALL_CUSTOMERS) return { ...here, isWider: false };
  const { conversation } = needs.escalation;
  const told = await conversationFor(needs.database, 'escalation', conversation);
  if (told?.id !== turn.conversation.id) return { ...here, isWider: false };
  return { customers: ALL_CUSTOMERS, about: { kind: 'all', resellerName: null }, isWider: true };
}
