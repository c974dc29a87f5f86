import { isLoopbackHost } from '../../src/domain/loopback.ts';

/** The tenants and services the bot speaks with. It hears no others, and says nothing to others. */
export interface Trust {
  /** Lower case; undefined allows every tenant that is named. */
  allowedTenantIds: ReadonlySet<string> | undefined;
  /** Host names in lower case, without port. */
  allowedServiceHosts: ReadonlySet<string>;
}

/**
 * Whether the bot may speak unasked where it once was spoken to: the settings may have become stricter since, and what is
 * stored may have come from another bot's database.
 */
export function mayBeSpokenTo(trust: Trust, { tenantId, serviceUrl }: Whereabouts): boolean {
  return isAllowedTenant(trust, tenantId.toLowerCase()) && isAllowedService(trust, serviceUrl);
}

export interface Whereabouts {
  tenantId: string;
  serviceUrl: string;
}

/** Whether an Entra tenant, in lower case, is one of those the bot speaks with. */
export const isAllowedTenant = ({ allowedTenantIds }: Trust, tenant: string) =>
  allowedTenantIds === undefined || allowedTenantIds.has(tenant);

/** Whether answers, and the bot's token with them, may go to an address. */
export function isAllowedService(rules: Trust, serviceUrl: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const url = new URL(serviceUrl);
  if (!rules.allowedServiceHosts.has(url.hostname.toLowerCase())) return false;
  if (url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
}
