import { describe, expect, it } from '@jest/globals';
import type { MemberRole } from '../../../src/domain/rights/membership.ts';
import { mayCollect, mayConfirm, maySaveSettings } from '../../../src/domain/rights/permission.ts';

const lists = (adminIds: string[], confirmerIds: string[], collectorIds: string[] = [], guests = false) => ({
  adminIds: new Set(adminIds),
  confirmerIds: new Set(confirmerIds),
  collectors: { ids: new Set(collectorIds), guests },
});
const open = lists([], []);
const listed = lists([], ['confirmer']);
const administered = lists(['admin'], []);
const both = lists(['admin'], ['confirmer']);
const withCollector = lists([], [], ['collector']);
const withGuests = lists([], [], [], true);

type Case = [who: string, role: MemberRole, when: string, rules: typeof open, allowed: boolean];

describe('confirming', () => {
  it.each<Case>([
    ['anyone', 'member', 'with no lists', open, true],
    ['anyone', 'guest', 'with no lists', open, false],
    ['anyone', 'unknown', 'with no lists', open, false],
    ['confirmer', 'member', 'when listed', listed, true],
    ['CONFIRMER', 'member', 'when listed in lower case', listed, true],
    ['confirmer', 'guest', 'when a guest is listed on purpose', listed, true],
    ['confirmer', 'unknown', 'when listed and the roster is away', listed, true],
    ['confirmer', 'stranger', 'when listed on purpose, of another tenant', listed, true],
    ['anyone', 'stranger', 'with no lists', open, false],
    ['anyone', 'member', 'when others are listed', listed, false],
    ['anyone', 'member', 'when there are administrators only', administered, true],
    ['anyone', 'guest', 'when there are administrators only', administered, false],
    ['admin', 'guest', 'as an administrator', administered, true],
    ['admin', 'stranger', 'as an administrator of another tenant', administered, true],
    ['Admin', 'unknown', 'as an administrator not among the confirmers', both, true],
    ['anyone', 'member', 'with both lists', both, false],
    ['collector', 'member', 'as a reseller’s person', withCollector, false],
    ['', 'guest', 'without an id', open, false],
    ['', 'member', 'without an id among listed ones', listed, false],
  ])('is for %s (%s) %s', (id, role, _when, rules, allowed) => {
    expect(mayConfirm({ id, role }, rules)).toBe(allowed);
  });
});

describe('filling in details for others to release', () => {
  it.each<Case>([
    ['Collector', 'member', 'when listed', withCollector, true],
    ['collector', 'guest', 'when a guest is listed', withCollector, true],
    ['collector', 'unknown', 'when listed and the roster is away', withCollector, true],
    ['collector', 'stranger', 'when listed, of another tenant', withCollector, true],
    ['anyone', 'guest', 'when others are listed', withCollector, false],
    ['anyone', 'stranger', 'when guests may', withGuests, false],
    ['anyone', 'guest', 'when guests may', withGuests, true],
    ['anyone', 'unknown', 'when guests may and the roster is away', withGuests, false],
    ['anyone', 'guest', 'with no lists', open, false],
  ])('is for %s (%s) %s', (id, role, _when, rules, allowed) => {
    expect(mayCollect({ id, role }, rules)).toBe(allowed);
  });
});

describe('saving settings', () => {
  it.each<Case>([
    ['anyone', 'member', 'with no lists', open, true],
    ['anyone', 'guest', 'with no lists', open, false],
    ['confirmer', 'guest', 'when listed as confirmer', listed, true],
    ['anyone', 'member', 'when others confirm', listed, false],
    ['ADMIN', 'member', 'as an administrator', administered, true],
    ['admin', 'stranger', 'as an administrator of another tenant', administered, true],
    ['anyone', 'member', 'when there are administrators', administered, false],
    ['confirmer', 'member', 'when there are administrators beside', both, false],
    ['admin', 'unknown', 'as an administrator and the roster is away', both, true],
  ])('is for %s (%s) %s', (id, role, _when, rules, allowed) => {
    expect(maySaveSettings({ id, role }, rules)).toBe(allowed);
  });
});
