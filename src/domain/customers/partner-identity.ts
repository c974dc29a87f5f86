import { isLoopbackHost } from '../loopback.ts';

/** The partner whose data a database holds. */
export interface PartnerIdentity {
  /** The bot's Entra tenant in lower case; empty where it is not known, as in local mode. */
  botTenant: string;
  /** The account at Partner Center, see `partnerCenterIdentity`. */
  partnerCenter: string;
}

/** The words in token endpoints that serve every tenant and so name none. */
const OF_ALL_TENANTS = new Set(['common', 'organizations', 'consumers']);

/**
 * Names an account at Partner Center by what stays when its secrets, its ports and the version of its sign-in change: the
 * service's host, and the tenant in the address of the token endpoint. Where that names none, the application stands in.
 */
export function partnerCenterIdentity(account: {
  baseUrl: string;
  tokenUrl: string;
  clientId: string;
}): string {
  const { hostname } = new URL(account.baseUrl);
  // A sandbox is the same one on whatever machine.
  const host = isLoopbackHost(hostname) ? 'loopback' : hostname;
  const [tenant = '', ...rest] = new URL(account.tokenUrl).pathname.toLowerCase().split('/').filter(Boolean);
  const isTenant = rest.length > 0 && !OF_ALL_TENANTS.has(tenant);
  return `${host}/${isTenant ? tenant : account.clientId.toLowerCase()}`;
}

/** Returns which parts say that two identities are two partners. A tenant that one of them does not know counts as equal. */
export function differences(a: PartnerIdentity, b: PartnerIdentity): (keyof PartnerIdentity)[] {
  const isOtherTenant = a.botTenant !== b.botTenant && a.botTenant !== '' && b.botTenant !== '';
  return [
    ...(isOtherTenant ? (['botTenant'] as const) : []),
    ...(a.partnerCenter !== b.partnerCenter ? (['partnerCenter'] as const) : []),
  ];
}
