import { roleIn, type MemberRole, type RosterEntry } from '../../src/domain/rights/membership.ts';

/** Reads the role of someone from an entry of a roster, in a conversation of a tenant. */
export type RoleReader = (entry: RosterEntry, tenantId: string | undefined) => MemberRole;

/**
 * Builds the one reader of all rosters. In local mode (`trusting`) what a roster leaves out counts as said; what it says
 * counts there as well.
 */
export function createRoleReader({
  trusting,
  allowedTenantIds,
}: {
  trusting: boolean;
  allowedTenantIds: ReadonlySet<string> | undefined;
}): RoleReader {
  if (!trusting) return (entry, tenantId) => roleIn(entry, { tenantId, allowedTenantIds });
  return ({ userRole = 'user', tenantId: told }, named) => {
    const tenantId = named ?? (typeof told === 'string' ? told : 'local');
    return roleIn({ userRole, tenantId: told ?? tenantId }, { tenantId, allowedTenantIds: undefined });
  };
}
