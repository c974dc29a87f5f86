import { tenantsNamed, type IncomingActivity } from './activity.ts';

/** The public cloud's issuer of channel tokens. */
export const CHANNEL_ISSUER = 'https://api.botframework.com';

/** Who may talk to us at all. */
export interface GateRules {
  /** The only issuer whose tokens go on to be checked; undefined in local mode, where there are no tokens. */
  tokenIssuer: string | undefined;
  /** Lower case; undefined allows every tenant that is named. */
  allowedTenantIds: ReadonlySet<string> | undefined;
  /** Host names in lower case, without port. */
  allowedServiceHosts: ReadonlySet<string>;
}

/** `status` is all a refused caller learns; `reason` is for the log. */
export type Verdict = { kind: 'pass' } | { kind: 'refused'; status: 401 | 403; reason: string };

const pass: Verdict = { kind: 'pass' };

/**
 * Looks at a token's issuer without checking its signature. The SDK takes several kinds of tokens and learns from those
 * it has not verified yet; only the channel's own kind may reach it.
 */
export function checkToken(rules: GateRules, authorization: string | undefined): Verdict {
  if (rules.tokenIssuer === undefined) return pass;
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorization ?? '')?.[1];
  if (!payload) return refuse(401, 'no-token');
  const claims = claimsIn(payload);
  if (claims.iss !== rules.tokenIssuer) return refuse(401, 'issuer');
  // Teams' own tokens name no tenant. For each that does, the SDK would remember issuers before it checks the signature.
  return claims.tid === undefined ? pass : refuse(401, 'tenant-in-token');
}

/** Checks channel, tenant and service host of an activity. */
export function checkActivity(rules: GateRules, activity: IncomingActivity): Verdict {
  const isLocal = rules.tokenIssuer === undefined;
  if (activity.channelId !== 'msteams' && !(isLocal && activity.channelId === 'emulator')) {
    return refuse(403, 'channel');
  }
  const tenants = new Set(tenantsNamed(activity).map((tenant) => tenant.toLowerCase()));
  if (!isLocal && tenants.size !== 1) return refuse(403, 'tenant-unclear');
  for (const tenant of tenants) {
    if (rules.allowedTenantIds && !rules.allowedTenantIds.has(tenant)) return refuse(403, 'tenant');
  }
  if (tenants.size > 1) return refuse(403, 'tenant-unclear');
  return isAllowedService(rules, activity.serviceUrl) ? pass : refuse(403, 'service-host');
}

/** Whether answers, and the bot's token with them, may go to an address. */
export function isAllowedService(rules: GateRules, serviceUrl: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const url = new URL(serviceUrl);
  if (!rules.allowedServiceHosts.has(url.hostname.toLowerCase())) return false;
  if (url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function claimsIn(payload: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}

const refuse = (status: 401 | 403, reason: string): Verdict => ({ kind: 'refused', status, reason });
