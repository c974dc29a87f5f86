import { describe, expect, it } from '@jest/globals';
import type { MemberRole } from '../../../src/domain/rights/membership.ts';
import { holds, mayDependOnRole, refusalOf, RIGHTS, type Right } from '../../../src/domain/rights/rights.ts';

const lists = (adminIds: string[], confirmerIds: string[], collectorIds: string[] = [], guests = false) => ({
  adminIds: new Set(adminIds),
  confirmerIds: new Set(confirmerIds),
  collectors: { ids: new Set(collectorIds), guests },
});
const open = lists([], []);
const listed = lists(['admin'], ['confirmer'], ['collector']);
const administered = lists(['admin'], []);
const withGuests = lists([], [], [], true);
const ROLES: MemberRole[] = ['member', 'guest', 'stranger', 'unknown'];

const asked = (id: string, role: MemberRole, rules = open, isOwnChat = false) => ({
  actor: { id, role },
  lists: rules,
  isOwnChat,
});
const rightsOf = (...who: Parameters<typeof asked>) => RIGHTS.filter((right) => holds(right, asked(...who)));

describe('a right', () => {
  const FREE: Right[] = ['none', 'own'];

  it.each([
    ['a member without lists', 'anyone', 'member', open, [...RIGHTS]],
    ['a guest', 'anyone', 'guest', open, FREE],
    ['a stranger', 'anyone', 'stranger', open, FREE],
    ['an unknown person', 'anyone', 'unknown', open, FREE],
    ['a guest where guests fill in', 'anyone', 'guest', withGuests, [...FREE, 'read', 'fill']],
    ['a stranger where guests fill in', 'anyone', 'stranger', withGuests, FREE],
    ['a member among others’ lists', 'anyone', 'member', listed, [...FREE, 'read', 'member']],
    ['a confirmer', 'confirmer', 'member', listed, [...FREE, 'read', 'member', 'fill', 'confirm', 'release']],
    ['a reseller’s guest', 'collector', 'guest', listed, [...FREE, 'read', 'fill']],
    ['an administrator', 'ADMIN', 'member', listed, [...RIGHTS]],
    ['an administrator while the roster is away', 'admin', 'unknown', listed, [...RIGHTS]],
    ['an administrator of another tenant', 'admin', 'stranger', listed, [...RIGHTS]],
    [
      'a confirmer of another tenant',
      'confirmer',
      'stranger',
      listed,
      [...FREE, 'read', 'member', 'fill', 'confirm', 'release'],
    ],
    ['a reseller’s person of another tenant', 'collector', 'stranger', listed, [...FREE, 'read', 'fill']],
    [
      'a member beside administrators',
      'anyone',
      'member',
      administered,
      [...FREE, 'read', 'member', 'fill', 'confirm', 'release'],
    ],
  ] as const)('is held by %s as the lists say', (_who, id, role, rules, rights) => {
    expect([...rightsOf(id, role, rules)].sort()).toEqual([...rights].sort());
  });

  it('to change what harms no one else is every person’s in a chat of their own', () => {
    expect(ROLES.map((role) => holds('here', asked('anyone', role, open, true)))).toEqual(
      Array(4).fill(true),
    );
  });
});

describe('why a person may not', () => {
  it.each([
    ['is that they are a guest', 'confirm', 'anyone', 'guest', open, 'guest'],
    ['is that they are a stranger', 'read', 'anyone', 'stranger', open, 'guest'],
    ['is that the roster is away', 'confirm', 'anyone', 'unknown', open, 'role-unknown'],
    [
      'is that the roster is away, for reading beside lists',
      'read',
      'anyone',
      'unknown',
      listed,
      'role-unknown',
    ],
    ['is the list, where no role could help', 'confirm', 'anyone', 'unknown', listed, 'not-listed'],
    ['is the list, where nothing is filled in', 'confirm', 'collector', 'guest', listed, 'not-listed'],
    ['is that others release', 'release', 'collector', 'guest', listed, 'for-others-to-release'],
  ] as const)('%s', (_why, right, id, role, rules, refusal) => {
    expect(refusalOf(right, asked(id, role, rules))).toBe(refusal);
  });

  it('is nothing where they may', () => {
    expect(refusalOf('confirm', asked('confirmer', 'unknown', listed))).toBeUndefined();
  });
});

describe('the role in the roster', () => {
  it.each([
    ['confirm', 'anyone', open, true],
    ['confirm', 'anyone', listed, false],
    ['read', 'anyone', listed, true],
    ['none', 'anyone', open, false],
    ['own', 'anyone', open, false],
    ['save', 'anyone', administered, false],
    ['confirm', 'confirmer', listed, false],
    ['save', 'admin', administered, false],
    ['fill', 'collector', listed, false],
  ] as const)('matters or not for the right to %s of %s: %#', (right, id, rules, matters) => {
    expect(mayDependOnRole(right, asked(id, 'unknown', rules))).toBe(matters);
  });
});
