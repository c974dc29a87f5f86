import { ALL_CUSTOMERS, type CustomerFilter } from '../customers/customer-filter.ts';

/** Which customers a conversation is about. */
export type Scope =
  { kind: 'all' } | { kind: 'reseller'; resellerId: string } | { kind: 'mine'; personId: string };

export const EVERYONE: Scope = { kind: 'all' };

/** A scope as it is kept and compared: `all`, `reseller:<tenant id>`, `mine:<Entra object id>`. */
export function scopeKey(scope: Scope): string {
  if (scope.kind === 'all') return 'all';
  return scope.kind === 'reseller' ? `reseller:${scope.resellerId}` : `mine:${scope.personId}`;
}

/** The scope of a key; everyone for what is none. */
export function scopeOfKey(key: string): Scope {
  const [, kind, id] = /^(reseller|mine):(.+)$/s.exec(key) ?? [];
  if (id === undefined) return EVERYONE;
  return kind === 'reseller' ? { kind, resellerId: id } : { kind: 'mine', personId: id };
}

/** The customers of a scope. */
export function customersOf(scope: Scope): CustomerFilter {
  if (scope.kind === 'all') return ALL_CUSTOMERS;
  return scope.kind === 'reseller' ? { resellerId: scope.resellerId } : { assigneeId: scope.personId };
}
