import { ALL_CUSTOMERS, type CustomerFilter } from '../../../src/domain/customers/customer-filter.ts';
import { customersOf } from '../../../src/domain/reminding/scope.ts';
import { conversationFor } from '../../../src/use-cases/conversations/appointed-conversation.ts';
import { scopeOf } from '../../../src/use-cases/reminding/scope-of.ts';
import type { About } from '../../cards/customers/digest-about.ts';
import type { ListView } from '../../cards/customers/list-view.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';

/** Customers, and what a card says of whose they are. */
interface Customers {
  customers: CustomerFilter;
  about: About;
}

/** Whom « the customers » means here: everybody's, unless the reminders of this conversation are about some of them. */
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
 * The customers that a view narrows: those meant by « here », or everyone's where the conversation is the one that is told
 * who waits too long. `isWider`: these are more than « here » means.
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
