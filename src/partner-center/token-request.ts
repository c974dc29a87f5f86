import type { AccountFault, Busy, Unavailable } from '../use-cases/ports/partner-center.ts';
import { DEFAULT_PAUSE_MS, readAnswer } from './answer.ts';
import { exchange, type NoReply, type Reply } from './exchange.ts';
import { isNationalCloud } from './national-cloud.ts';
import { tokenError, tokenReply } from './schemas.ts';

/** The token endpoint, and the application that asks. */
export interface TokenEndpoint {
  /** The whole endpoint; a path with `/v2.0/` speaks the newer dialect (`scope` in place of `resource`). */
  tokenUrl: string;
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  timeoutMs: number;
}

export type TokenGrant =
  | { kind: 'granted'; accessToken: string; expiresInMs: number; refreshToken: string | null }
  /** This refresh token is no longer valid; another one may be. */
  | { kind: 'invalid-grant'; code: string }
  | AccountFault
  | Busy
  | Unavailable;

const PUBLIC_RESOURCE = 'https://api.partnercenter.microsoft.com';

/** The directory's codes for a sign-in that lacks a second factor. */
const MFA_ERRORS = [50074, 50076, 50079];

/** Redeems a refresh token once. Never throws; says nothing about the tokens in its codes. */
export async function requestToken(
  endpoint: TokenEndpoint,
  refreshToken: string,
  now: Date,
  signal?: AbortSignal,
): Promise<TokenGrant> {
  const reply = await exchange({
    name: 'token',
    url: endpoint.tokenUrl,
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: tokenForm(endpoint, refreshToken).toString(),
    timeoutMs: endpoint.timeoutMs,
    signal,
  });
  return grantOf(reply, now);
}

/** The form of a refresh, in the dialect of the endpoint. */
export function tokenForm(endpoint: TokenEndpoint, refreshToken: string): URLSearchParams {
  const resource = isNationalCloud(endpoint.baseUrl) ? new URL(endpoint.baseUrl).origin : PUBLIC_RESOURCE;
  const dialect: Record<string, string> = endpoint.tokenUrl.includes('/v2.0/')
    ? { scope: `${resource}/user_impersonation offline_access` }
    : { resource, scope: 'openid' };
  return new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: endpoint.clientId,
    client_secret: endpoint.clientSecret,
    refresh_token: refreshToken,
    ...dialect,
  });
}

/** What the token endpoint's reply, or its silence, means. */
function grantOf(reply: Reply | NoReply, now: Date): TokenGrant {
  if (reply.kind === 'no-reply') return { kind: 'unavailable', code: `token-${reply.code}` };
  const { status, body, retryAfterMs } = readAnswer(reply, now);
  const granted = tokenReply.safeParse(body);
  if (status === 200 && granted.success) {
    return {
      kind: 'granted',
      accessToken: granted.data.access_token,
      expiresInMs: granted.data.expires_in * 1_000,
      refreshToken: granted.data.refresh_token ?? null,
    };
  }
  if (status === 429) return { kind: 'busy', retryAfterMs: retryAfterMs ?? DEFAULT_PAUSE_MS };
  const refusal = tokenError.safeParse(body);
  if (status < 400 || status >= 500 || status === 408 || !refusal.success) {
    return { kind: 'unavailable', code: `token-${status}` };
  }
  return refusalOf(refusal.data.error, refusal.data.error_codes ?? []);
}

function refusalOf(error: string, errorCodes: number[]): TokenGrant {
  if (error === 'temporarily_unavailable') return { kind: 'unavailable', code: error };
  const lacksSecondFactor = errorCodes.some((code) => MFA_ERRORS.includes(code));
  if (lacksSecondFactor || error === 'interaction_required') {
    return { kind: 'account-fault', reason: 'mfa-missing', code: error };
  }
  if (error === 'invalid_grant') return { kind: 'invalid-grant', code: error };
  // For any other answer an administrator has to look: the secret, the consent or the registration is wrong or gone.
  return { kind: 'account-fault', reason: 'sign-in-expired', code: error };
}
