import type { Clock } from '../use-cases/ports/clock.ts';
import type { AccountFault, Busy, Unavailable } from '../use-cases/ports/partner-center.ts';
import type { RefreshTokens } from './refresh-tokens.ts';
import { requestToken, type TokenEndpoint } from './token-request.ts';

export type TokenRead = { kind: 'token'; value: string } | AccountFault | Busy | Unavailable;

/** Access tokens for App+User calls. One refresh serves all callers who wait. Never throws. */
export interface TokenSource {
  current(): Promise<TokenRead>;
  /** A token other than the one the service refused. */
  insteadOf(refused: string): Promise<TokenRead>;
}

/** How long before its end a token is no longer used, for the call it is for takes time too. */
const SPARE_MS = 30_000;

/** How long a refusal is repeated, so that a long run of calls does not hammer the sign-in. */
const REFUSAL_KEPT_MS = 10_000;

export interface TokenSourceOptions {
  endpoint: TokenEndpoint;
  refreshTokens: RefreshTokens;
  clock: Clock;
  signal?: AbortSignal;
  onRefresh?: (outcome: string, ms: number) => void;
}

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { endpoint, refreshTokens, clock, signal, onRefresh } = options;
  let cached: { read: TokenRead; until: number } | null = null;
  let refreshing: Promise<TokenRead> | null = null;

  function current(): Promise<TokenRead> {
    if (cached && clock.now().getTime() < cached.until) return Promise.resolve(cached.read);
    refreshing ??= refresh().finally(() => (refreshing = null));
    return refreshing;
  }

  async function refresh(): Promise<TokenRead> {
    const tried = new Set<string>();
    for (;;) {
      const candidates = await refreshTokens.candidates();
      if (!candidates) return { kind: 'unavailable', code: 'refresh-token-unreadable' };
      // Asked anew after each refusal: another process may just have kept a newer one.
      const untried = candidates.find((candidate) => !tried.has(candidate));
      if (untried === undefined)
        return remember({ kind: 'account-fault', reason: 'sign-in-expired', code: 'invalid_grant' });
      tried.add(untried);
      const read = await redeem(untried);
      if (read) return read;
    }
  }

  /** Gets an access token; undefined when the refresh token is not valid. */
  async function redeem(refreshToken: string): Promise<TokenRead | undefined> {
    const askedAt = performance.now();
    const grant = await requestToken(endpoint, refreshToken, clock.now(), signal);
    onRefresh?.(grant.kind, performance.now() - askedAt);
    if (grant.kind === 'invalid-grant') return undefined;
    if (grant.kind === 'unavailable') return grant;
    if (grant.kind === 'busy') return remember(grant, grant.retryAfterMs);
    if (grant.kind === 'account-fault') return remember(grant);
    if (grant.refreshToken !== null && grant.refreshToken !== refreshToken) {
      await refreshTokens.keep(grant.refreshToken);
    }
    return remember({ kind: 'token', value: grant.accessToken }, grant.expiresInMs - SPARE_MS);
  }

  function remember(read: TokenRead, forMs = REFUSAL_KEPT_MS): TokenRead {
    cached = { read, until: clock.now().getTime() + forMs };
    return read;
  }

  return {
    current,
    insteadOf: (refused) => {
      if (cached?.read.kind === 'token' && cached.read.value === refused) cached = null;
      return current();
    },
  };
}
