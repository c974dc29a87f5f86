import { tenantsNamed, type IncomingActivity } from '../teams/activity.ts';
import { readChannelToken } from './channel-token.ts';
import { isLoopbackHost } from '../../src/domain/loopback.ts';
import { isAllowedService, isAllowedTenant, type Trust } from './trust.ts';

/** The public cloud's issuer of channel tokens. */
export const CHANNEL_ISSUER = 'https://api.botframework.com';
/** Where the public cloud publishes the keys that its channels sign with. */
export const CHANNEL_METADATA_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** Who may talk to us at all. */
export interface GateRules extends Trust {
  /** The only issuer whose tokens go on to be checked; undefined in local mode, where there are no tokens. */
  tokenIssuer: string | undefined;
}

/** A refused call. `status` is all its caller learns; `reason` is for the log. */
export interface Refusal {
  kind: 'refused';
  status: 400 | 401 | 403 | 413;
  reason: string;
}

export type Verdict = { kind: 'pass' } | Refusal;

const pass: Verdict = { kind: 'pass' };

/**
 * Looks at a token's issuer without checking its signature. Of the several kinds of tokens a bot could be sent, only the
 * channel's own may go on to be checked.
 */
export function checkToken(rules: GateRules, authorization: string | undefined): Verdict {
  if (rules.tokenIssuer === undefined) return pass;
  const token = readChannelToken(authorization);
  if (!token) return refuse(401, 'no-token');
  const { claims } = token;
  if (claims.iss !== rules.tokenIssuer) return refuse(401, 'issuer');
  // Teams' own tokens name no tenant; those of other bots and of the emulator do.
  return claims.tid === undefined ? pass : refuse(401, 'tenant-in-token');
}

/**
 * In local mode callers do not prove who they are, and only this machine can call. A web page open on it could call too.
 * Browsers name the page, and only pages of this machine, such as the Playground's, pass.
 */
export function checkLocalCaller(headers: { origin?: string | undefined }): Verdict {
  const { origin } = headers;
  if (origin === undefined) return pass;
  const isOurs = URL.canParse(origin) && isLoopbackHost(new URL(origin).hostname);
  return isOurs ? pass : refuse(403, 'web-page');
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
    if (!isAllowedTenant(rules, tenant)) return refuse(403, 'tenant');
  }
  if (tenants.size > 1) return refuse(403, 'tenant-unclear');
  return isAllowedService(rules, activity.serviceUrl) ? pass : refuse(403, 'service-host');
}

export const refuse = (status: Refusal['status'], reason: string): Refusal => ({
  kind: 'refused',
  status,
  reason,
});
