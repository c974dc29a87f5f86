import { isLoopbackHost } from '../loopback.ts';

/** Whose data a database holds. */
export interface PartnerIdentity {
  /** The bot's Entra tenant in lower case; empty where it is not known, as in local mode. */
  botTenant: string;
  /** The account at Partner Center, see `partnerCenterIdentity`. */
  partnerCenter: string;
}

/** Token endpoints that serve every tenant name none. */
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
  // A sandbox: of one machine or another it is the same.
  const host = isLoopbackHost(hostname) ? 'loopback' : hostname;
  const [tenant = '', ...rest] = new URL(account.tokenUrl).pathname.toLowerCase().split('/').filter(Boolean);
  const isTenant = rest.length > 0 && !OF_ALL_TENANTS.has(tenant);
  return `${host}/${isTenant ? tenant : account.clientId.toLowerCase()}`;
}

/** Which parts say that two identities are two partners. A tenant that one of them does not know says nothing. */
export function differences(a: PartnerIdentity, b: PartnerIdentity): (keyof PartnerIdentity)[] {
  const isOtherTenant = a.botTenant !== b.botTenant && a.botTenant !== '' && b.botTenant !== '';
  return [
    ...(isOtherTenant ? (['botTenant'] as const) : []),
    ...(a.partnerCenter !== b.partnerCenter ? (['partnerCenter'] as const) : []),
  ];
}
