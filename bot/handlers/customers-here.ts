import { ALL_CUSTOMERS, type CustomerFilter } from '../../src/domain/customer-filter.ts';
import type { BotNeeds } from '../needs.ts';
import type { Turn } from '../turn.ts';

/** Which customers are meant by « here »: all of the partner's. */
export async function customersHere(
  _needs: Pick<BotNeeds, 'database'>,
  _turn: Pick<Turn, 'conversation'>,
): Promise<CustomerFilter> {
  return ALL_CUSTOMERS;
}
