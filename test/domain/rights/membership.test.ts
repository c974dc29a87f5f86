import { describe, expect, it } from '@jest/globals';
import { roleIn } from '../../../src/domain/rights/membership.ts';

const OURS = '5b2a7e64-0d21-4a9b-8f37-b2f4c0d6a110';
const THEIRS = '99999999-2222-4333-8444-555555555555';
const here = { tenantId: OURS, allowedTenantIds: new Set([OURS]) };

describe('the role of a person in a roster', () => {
  it.each([
    ['a user of our tenant', { userRole: 'user', tenantId: OURS }, 'member'],
    ['an owner of our tenant', { userRole: 'owner', tenantId: OURS }, 'member'],
    ['a user in other capitals', { userRole: 'User', tenantId: OURS.toUpperCase() }, 'member'],
    ['a guest of our tenant', { userRole: 'guest', tenantId: OURS }, 'guest'],
    ['a user of another tenant', { userRole: 'user', tenantId: THEIRS }, 'stranger'],
    ['an owner of another tenant', { userRole: 'owner', tenantId: THEIRS }, 'stranger'],
    ['a guest whose account is elsewhere', { userRole: 'guest', tenantId: THEIRS }, 'stranger'],
    ['an anonymous guest of a meeting', { userRole: 'anonymous', tenantId: OURS }, 'stranger'],
    ['an unknown role', { userRole: 'admin', tenantId: OURS }, 'stranger'],
    ['no role', { tenantId: OURS }, 'stranger'],
    ['an empty role', { userRole: '', tenantId: OURS }, 'stranger'],
    ['no tenant', { userRole: 'user' }, 'stranger'],
    ['an empty tenant', { userRole: 'user', tenantId: '' }, 'stranger'],
    ['what is no text', { userRole: ['user'], tenantId: { id: OURS } }, 'stranger'],
    ['nothing', {}, 'stranger'],
  ] as const)('of %s', (_who, entry, role) => {
    expect(roleIn(entry, here)).toBe(role);
  });

  it.each([
    ['a tenant that is not allowed', { tenantId: THEIRS, allowedTenantIds: new Set([OURS]) }],
    ['no tenant', { tenantId: undefined, allowedTenantIds: undefined }],
    ['an empty tenant', { tenantId: '', allowedTenantIds: undefined }],
  ])('is never a member’s in a conversation of %s', (_where, place) => {
    const told = [THEIRS, '', undefined].map((tenantId) => roleIn({ userRole: 'user', tenantId }, place));

    expect(new Set(told)).toEqual(new Set(['stranger']));
  });

  it('is a member’s in any named tenant where every tenant is allowed', () => {
    const place = { tenantId: THEIRS, allowedTenantIds: undefined };

    expect(roleIn({ userRole: 'user', tenantId: THEIRS }, place)).toBe('member');
  });
});
