import { searchable, type Customer } from './customer.ts';
import type { CustomerKeys } from './import-row.ts';

export type CustomerMatch =
  | { kind: 'found'; customer: Customer }
  | { kind: 'unknown' }
  /** Several customers are called so. */
  | { kind: 'several' }
  /** Two cells of the row mean two customers. */
  | { kind: 'contradiction' };

/** Those customers of a partner whom a key may mean. */
export interface CustomerIndex {
  byId: ReadonlyMap<string, Customer>;
  byDomain: ReadonlyMap<string, readonly Customer[]>;
  byName: ReadonlyMap<string, readonly Customer[]>;
}

export function indexCustomers(customers: readonly Customer[]): CustomerIndex {
  const group = (keyOf: (customer: Customer) => string) => {
    const groups = new Map<string, Customer[]>();
    for (const customer of customers) {
      const key = keyOf(customer);
      const known = groups.get(key);
      if (known) known.push(customer);
      else groups.set(key, [customer]);
    }
    return groups;
  };
  return {
    byId: new Map(customers.map((customer) => [customer.id.toLowerCase(), customer])),
    byDomain: group(({ domain }) => domain.toLowerCase()),
    byName: group(({ name }) => searchable(name)),
  };
}

/**
 * The customer a row means. Any column may hold a tenant id, a domain or the exact name, whatever its title; case and
 * accents do not matter. A column that nobody knows does not harm beside one that is sure, but two that differ do.
 */
export function matchCustomer(keys: CustomerKeys, index: CustomerIndex): CustomerMatch {
  const meant = Object.values(keys)
    .map((key) => candidates(key, index))
    .filter((found) => found.length > 0);
  const [first, ...others] = meant;
  if (!first) return { kind: 'unknown' };
  const common = others.reduce(
    (left, found) => left.filter((customer) => found.some(({ id }) => id === customer.id)),
    first,
  );
  const [only] = common;
  if (!only) return { kind: 'contradiction' };
  return common.length === 1 ? { kind: 'found', customer: only } : { kind: 'several' };
}

function candidates(key: string, { byId, byDomain, byName }: CustomerIndex): readonly Customer[] {
  const typed = key.trim().toLowerCase();
  const withId = byId.get(typed.replace(/^\{|\}$/g, ''));
  if (withId) return [withId];
  return byDomain.get(typed.replace(/^@/, '')) ?? byName.get(searchable(key)) ?? [];
}
