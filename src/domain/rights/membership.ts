/**
 * A person's role in a conversation: `member` of the conversation's own organisation, `guest` that it has invited,
 * `stranger` for all others; `unknown` when the roster could not be read.
 */
export type MemberRole = 'member' | 'guest' | 'stranger' | 'unknown';

/** A person as Teams' roster describes them. Values that are no texts count as absent. */
export interface RosterEntry {
  userRole?: unknown;
  /** The Entra tenant of their account. */
  tenantId?: unknown;
}

/** Where a roster was read, and which tenants the bot serves, in lower case; undefined serves every tenant that is named. */
export interface RosterPlace {
  tenantId: string | undefined;
  allowedTenantIds: ReadonlySet<string> | undefined;
}

/** The roles of people who belong to the organisation. */
const MEMBERS: readonly string[] = ['user', 'owner'];

/**
 * Returns the role of a person in a roster, the one rule for every right. A member is a `user` or `owner` whose account is
 * of the conversation's own, allowed tenant. A guest is a `guest` of that tenant. Any other person in the roster (anonymous,
 * of another tenant, without a tenant or a known role) is a stranger.
 */
export function roleIn(entry: RosterEntry, { tenantId, allowedTenantIds }: RosterPlace): MemberRole {
  const own = folded(tenantId);
  if (own === '' || folded(entry.tenantId) !== own) return 'stranger';
  if (allowedTenantIds && !allowedTenantIds.has(own)) return 'stranger';
  const role = folded(entry.userRole);
  if (MEMBERS.includes(role)) return 'member';
  return role === 'guest' ? 'guest' : 'stranger';
}

const folded = (text: unknown): string => (typeof text === 'string' ? text.toLowerCase() : '');
