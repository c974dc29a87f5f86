import { describe, expect, it } from '@jest/globals';
import { customersOf, scopeKey, scopeOfKey, type Scope } from '../../../src/domain/reminding/scope.ts';

const SCOPES: [Scope, string, object][] = [
  [{ kind: 'all' }, 'all', {}],
  [{ kind: 'reseller', resellerId: 'r:1' }, 'reseller:r:1', { resellerId: 'r:1' }],
  [{ kind: 'mine', personId: 'p1' }, 'mine:p1', { assigneeId: 'p1' }],
];

describe('whose customers a conversation is about', () => {
  it.each(SCOPES)('is kept as a key and read back: %j', (scope, key, filter) => {
    expect(scopeKey(scope)).toBe(key);
    expect(scopeOfKey(key)).toEqual(scope);
    expect(customersOf(scope)).toEqual(filter);
  });

  it.each(['', 'reseller:', 'theirs:x', 'mine'])('is everyone where the key is none: "%s"', (key) => {
    expect(scopeOfKey(key)).toEqual({ kind: 'all' });
  });
});
