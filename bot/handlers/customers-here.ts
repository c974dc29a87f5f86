import type { CustomerFilter } from '../../src/domain/customer-filter.ts';
import { customersOf } from '../../src/domain/scope.ts';
import { scopeOf } from '../../src/use-cases/scope-of.ts';
import type { BotNeeds } from '../needs.ts';
import type { Turn } from '../turn.ts';

/** Which customers are meant by « here »: those the conversation's settings name. */
export async function customersHere(
  { database }: Pick<BotNeeds, 'database'>,
  { conversation }: Pick<Turn, 'conversation'>,
): Promise<CustomerFilter> {
  return customersOf(await scopeOf(database, conversation.id));
}
