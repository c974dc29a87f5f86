import { roleIn, type MemberRole, type RosterEntry } from '../../src/domain/rights/membership.ts';

/** Reads a person's role from their entry in a roster, in a conversation of a tenant. */
export type RoleReader = (entry: RosterEntry, tenantId: string | undefined) => MemberRole;

/**
 * Builds the one reader of all rosters. In local mode (`trusting`) a person counts as a member of the tenant where the
 * roster does not say.
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
