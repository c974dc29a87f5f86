import { createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { FaultQueue } from './faults.ts';
import type { Reply } from './reply.ts';

/** What a bot needs to sign in here. It is public, and worth nothing anywhere else. */
export const CREDENTIALS = {
  clientId: '5a4d0b0c-3c1e-4f0a-9b61-0d5e3a7c2f10',
  clientSecret: 'sandbox-secret',
  refreshToken: 'sandbox-refresh-token',
} as const;

export const PARTNER_TENANT = 'c5ba1f9e-7d2a-4c58-8f43-2b7a6e91d004';

/** The account that signed in; the service writes it on each agreement. */
export const USER_ID = '3f9d2c71-5b8e-4a06-9c1d-7e4f8a2b6d55';

export interface SignedIn {
  /** App-only tokens are not enough for agreements. */
  kind: 'app+user' | 'app';
  /** Whether the token was issued for this service. */
  rightAudience: boolean;
}

export interface SignIn {
  /** The token endpoint, in either dialect. */
  token(form: URLSearchParams, dialect: 'v1' | 'v2'): Reply;
  /** Returns the account of a bearer token; undefined when the token is unknown or has ended. */
  holder(authorization: string | undefined): SignedIn | undefined;
}

const LIFETIME_SECONDS = 3_599;
const RESOURCE = 'https://api.partnercenter.microsoft.com';

export function createSignIn(
  clock: Clock,
  faults: FaultQueue,
  origin: () => string,
  door: { isOpen: boolean },
): SignIn {
  const tokens = new Map<string, { signedIn: SignedIn; until: number }>();
  const revoked = new Set<string>();

  function issue(signedIn: SignedIn): string {
    const now = clock.now().getTime();
    for (const [token, { until }] of tokens) if (until <= now) tokens.delete(token);
    const token = `sandbox.${randomUUID()}.token`;
    tokens.set(token, { signedIn, until: now + LIFETIME_SECONDS * 1_000 });
    return token;
  }

  function refreshTokenAfter(used: string): string {
    if (!faults.takeWithin('rotate-refresh-token', 'token')) return used;
    revoked.add(used);
    const id = randomUUID();
    return `${CREDENTIALS.refreshToken}.${id}.${signature(id)}`;
  }

  function isRightAudience(form: URLSearchParams, dialect: 'v1' | 'v2'): boolean {
    if (dialect === 'v1') return [RESOURCE, origin()].includes(form.get('resource') ?? '');
    const scopes = (form.get('scope') ?? '').split(' ');
    return [RESOURCE, origin()].some((resource) => scopes.some((scope) => scope.startsWith(`${resource}/`)));
  }

  return {
    token: (form, dialect) => {
      if (form.get('client_id') !== CREDENTIALS.clientId)
        return oauthError('unauthorized_client', 700016, 400);
      if (form.get('client_secret') !== CREDENTIALS.clientSecret)
        return oauthError('invalid_client', 7000215, 401);
      const rightAudience = isRightAudience(form, dialect);
      const grant = form.get('grant_type');
      if (grant === 'client_credentials')
        return granted(issue({ kind: 'app', rightAudience }), null, dialect, clock);
      if (grant !== 'refresh_token') return oauthError('unsupported_grant_type', 70003, 400);
      const refreshToken = form.get('refresh_token') ?? '';
      if (!door.isOpen || revoked.has(refreshToken) || !isOurs(refreshToken))
        return oauthError('invalid_grant', 70000, 400);
      const accessToken = issue({ kind: 'app+user', rightAudience });
      return granted(accessToken, refreshTokenAfter(refreshToken), dialect, clock);
    },
    holder: (authorization) => {
      const issued = tokens.get(authorization?.replace(/^Bearer /i, '') ?? '');
      return door.isOpen && issued && clock.now().getTime() < issued.until ? issued.signedIn : undefined;
    },
  };
}

export function oauthError(error: string, errorCode: number, status: number): Reply {
  const description = `AADSTS${errorCode}: the sandbox refuses this sign-in.`;
  return { status, json: { error, error_description: description, error_codes: [errorCode] } };
}

/** The older dialect sends its numbers as text. */
function granted(token: string, refreshToken: string | null, dialect: 'v1' | 'v2', clock: Clock): Reply {
  const common = {
    token_type: 'Bearer',
    scope: 'user_impersonation',
    access_token: token,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
  };
  if (dialect === 'v2') {
    const times = { expires_in: LIFETIME_SECONDS, ext_expires_in: LIFETIME_SECONDS };
    return { status: 200, json: { ...common, ...times, scope: `${RESOURCE}/user_impersonation` } };
  }
  const now = Math.floor(clock.now().getTime() / 1_000);
  const times = {
    expires_in: String(LIFETIME_SECONDS),
    ext_expires_in: String(LIFETIME_SECONDS),
    expires_on: String(now + LIFETIME_SECONDS),
    not_before: String(now - 300),
  };
  return { status: 200, json: { ...common, ...times, resource: RESOURCE } };
}

/** Rotated tokens are signed, so that they are known after a restart too. */
function isOurs(refreshToken: string): boolean {
  if (refreshToken === CREDENTIALS.refreshToken) return true;
  const [name, id, given] = refreshToken.split('.');
  return name === CREDENTIALS.refreshToken && id !== undefined && given === signature(id);
}

function signature(id: string): string {
  return createHmac('sha256', CREDENTIALS.clientSecret).update(id).digest('hex').slice(0, 32);
}
