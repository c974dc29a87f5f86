import { ALL_CUSTOMERS, type CustomerFilter } from '../../src/domain/customer-filter.ts';
import { customersOf } from '../../src/domain/scope.ts';
import { scopeOf } from '../../src/use-cases/scope-of.ts';
import type { ListView } from '../list-view.ts';
import type { BotNeeds } from '../needs.ts';
import type { Turn } from '../turn.ts';

/** Which customers are meant by « here »: those the conversation's settings name. */
export async function customersHere(
  { database }: Pick<BotNeeds, 'database'>,
  { conversation }: Pick<Turn, 'conversation'>,
): Promise<CustomerFilter> {
  return customersOf(await scopeOf(database, conversation.id));
}

/**
 * The customers that a view narrows: those meant by « here », or everyone's where the conversation is the one that is told
 * who waits too long. `isWider`: these are more than « here » means.
 */
export async function customersBehind(
  needs: Pick<BotNeeds, 'database' | 'escalation'>,
  turn: Pick<Turn, 'conversation'>,
  { everyone }: ListView,
): Promise<{ customers: CustomerFilter; isWider: boolean }> {
  const here = await customersHere(needs, turn);
  if (!everyone || here === ALL_CUSTOMERS) return { customers: here, isWider: false };
  const { conversation } = needs.escalation;
  const told =
    conversation === undefined ? undefined : await needs.database.conversations.named(conversation);
  const isWider = told?.id === turn.conversation.id;
  return { customers: isWider ? ALL_CUSTOMERS : here, isWider };
}
