import { cleanKey } from '../text/clean-text.ts';
import { searchable, type Customer } from '../customers/customer.ts';
import type { CustomerKeys } from './import-row.ts';

export type CustomerMatch =
  | { kind: 'found'; customer: Customer }
  | { kind: 'unknown' }
  /** Several customers have this name. */
  | { kind: 'several' }
  /** Two cells of the row mean two customers. */
  | { kind: 'contradiction' }
  /** The row has a tenant id of no customer, beside a key that fits one. */
  | { kind: 'unknown-tenant' };

/** The customers of a partner, by the keys that may mean them. */
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
    byDomain: group(({ domain }) => cleanKey(domain).toLowerCase()),
    byName: group(({ name }) => searchable(name)),
  };
}

/**
 * Returns the customer a row means. Any column may hold a tenant id, a domain or the exact name, whatever its title; case
 * and accents do not matter. A value that fits no customer does no harm beside one that fits. Two values that fit different
 * customers do, and so does a tenant id that fits none: a person does not type one by mistake.
 */
export function matchCustomer(keys: CustomerKeys, index: CustomerIndex): CustomerMatch {
  const found = Object.values(keys).map((key) => ({ key, customers: candidates(key, index) }));
  const meant = found.map(({ customers }) => customers).filter((customers) => customers.length > 0);
  const [first, ...others] = meant;
  if (!first) return { kind: 'unknown' };
  if (found.some(({ key, customers }) => customers.length === 0 && TENANT_ID.test(bare(key)))) {
    return { kind: 'unknown-tenant' };
  }
  const common = others.reduce(
    (left, right) => left.filter((customer) => right.some(({ id }) => id === customer.id)),
    first,
  );
  const [only] = common;
  if (!only) return { kind: 'contradiction' };
  return common.length === 1 ? { kind: 'found', customer: only } : { kind: 'several' };
}

function candidates(key: string, { byId, byDomain, byName }: CustomerIndex): readonly Customer[] {
  const withId = byId.get(bare(key));
  if (withId) return [withId];
  return byDomain.get(cleanKey(key).toLowerCase().replace(/^@/, '')) ?? byName.get(searchable(key)) ?? [];
}

/** Returns an id as it is kept: some programs write « {A1…} ». */
const bare = (key: string) =>
  cleanKey(key)
    .toLowerCase()
    .replace(/^\{|\}$/g, '');
const TENANT_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
