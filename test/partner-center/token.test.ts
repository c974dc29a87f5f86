import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRefreshTokens } from '../../src/partner-center/refresh-tokens.ts';
import { createTokenSource } from '../../src/partner-center/token.ts';
import { tokenForm } from '../../src/partner-center/token-request.ts';
import { logLines } from '../support/log-lines.ts';
import {
  partnerCenterStandIn,
  tokenReply,
  type PartnerCenterStandIn,
} from '../support/partner-center-stand-in.ts';

let partnerCenter: PartnerCenterStandIn;
let now: Date;
let kept: string | null;

beforeEach(async () => {
  partnerCenter = await partnerCenterStandIn();
  now = new Date('2018-10-15T10:00:00Z');
  kept = null;
});
afterEach(() => partnerCenter.done());

const { log, lines } = logLines();
const store = { read: async () => kept, write: async (token: string) => void (kept = token) };

function source({
  initial = 'initial-secret',
  refreshTokens = store,
  signal = undefined as AbortSignal | undefined,
} = {}) {
  const { baseUrl, tokenUrl } = partnerCenter;
  return createTokenSource({
    endpoint: { baseUrl, tokenUrl, clientId: 'app', clientSecret: 'app-secret', timeoutMs: 2_000 },
    refreshTokens: createRefreshTokens(initial, refreshTokens, log),
    clock: { now: () => now },
    signal,
  });
}

const usedRefreshTokens = () =>
  partnerCenter.seen.map(({ body }) => new URLSearchParams(body).get('refresh_token'));
const invalidGrant = { status: 400, json: { error: 'invalid_grant', error_codes: [700082] } };
const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1_000));

describe('an access token', () => {
  it('is asked for once by fifty callers at the same time', async () => {
    partnerCenter.expectToken();
    const tokens = source();

    const reads = await Promise.all(Array.from({ length: 50 }, () => tokens.current()));

    expect(new Set(reads.map((read) => JSON.stringify(read)))).toEqual(
      new Set(['{"kind":"token","value":"access-1"}']),
    );
    expect(partnerCenter.seen).toHaveLength(1);
  });

  it('is kept until 30 seconds before its end', async () => {
    partnerCenter.expectToken(tokenReply('access-1', { expires_in: '3600' }));
    partnerCenter.expectToken(tokenReply('access-2', { expires_in: 3600 }));
    const tokens = source();
    await tokens.current();

    pass(3_569);
    const shortlyBefore = await tokens.current();
    pass(1);
    const then = await tokens.current();

    expect(shortlyBefore).toEqual({ kind: 'token', value: 'access-1' });
    expect(then).toEqual({ kind: 'token', value: 'access-2' });
  });

  it('is replaced once for all calls for which the service refused it', async () => {
    partnerCenter.expectToken(tokenReply('access-1'));
    partnerCenter.expectToken(tokenReply('access-2'));
    const tokens = source();
    await tokens.current();

    const first = await tokens.insteadOf('access-1');
    const second = await tokens.insteadOf('access-1');

    expect([first, second]).toEqual(Array(2).fill({ kind: 'token', value: 'access-2' }));
  });
});

describe('a rotated refresh token', () => {
  it('is used for the next refresh, and by the next process', async () => {
    partnerCenter.expectToken(tokenReply('access-1', { refresh_token: 'rotated-1' }));
    partnerCenter.expectToken(tokenReply('access-2', { refresh_token: 'rotated-2' }));
    partnerCenter.expectToken(tokenReply('access-3'));
    const tokens = source();

    await tokens.current();
    await tokens.insteadOf('access-1');
    await source().current();

    expect(usedRefreshTokens()).toEqual(['initial-secret', 'rotated-1', 'rotated-2']);
  });

  it('is forgotten when an administrator sets another refresh token', async () => {
    partnerCenter.expectToken(tokenReply('access-1', { refresh_token: 'rotated-1' }));
    partnerCenter.expectToken(tokenReply('access-2'));
    await source().current();

    await source({ initial: 'signed-in-again' }).current();

    expect(usedRefreshTokens()).toEqual(['initial-secret', 'signed-in-again']);
  });

  it('of another process is used when ours was refused', async () => {
    partnerCenter.expectToken(tokenReply('access-1', { refresh_token: 'rotated-1' }));
    partnerCenter.expectToken(invalidGrant);
    partnerCenter.expectToken(tokenReply('access-3'));
    await source().current();
    const ours = kept;
    const reads = [ours, ours?.replace('rotated-1', 'rotated-elsewhere') ?? null];

    const read = await source({
      refreshTokens: { ...store, read: async () => reads.shift() ?? null },
    }).current();

    expect(read).toEqual({ kind: 'token', value: 'access-3' });
    expect(usedRefreshTokens()).toEqual(['initial-secret', 'rotated-1', 'rotated-elsewhere']);
  });

  it('that cannot be written is used all the same', async () => {
    partnerCenter.expectToken(tokenReply('access-1', { refresh_token: 'rotated-1' }));
    partnerCenter.expectToken(tokenReply('access-2'));
    const broken = { read: store.read, write: () => Promise.reject(new Error('disk full: rotated-1')) };
    const tokens = source({ refreshTokens: broken });

    await tokens.current();
    await tokens.insteadOf('access-1');

    expect(usedRefreshTokens()).toEqual(['initial-secret', 'rotated-1']);
  });

  it('that cannot be read stops the sign-in without trying an older one', async () => {
    const broken = { ...store, read: () => Promise.reject(new Error('no database')) };

    const read = await source({ refreshTokens: broken }).current();

    expect(read).toEqual({ kind: 'unavailable', code: 'refresh-token-unreadable' });
  });
});

describe('a sign-in that fails', () => {
  it.each([
    [
      'an expired refresh token',
      invalidGrant,
      { kind: 'account-fault', reason: 'sign-in-expired', code: 'invalid_grant' },
    ],
    [
      'a wrong or expired secret',
      { status: 401, json: { error: 'invalid_client', error_codes: ['7000222'] } },
      { kind: 'account-fault', reason: 'sign-in-expired', code: 'invalid_client' },
    ],
    [
      'a second factor asked for',
      { status: 400, json: { error: 'invalid_grant', error_codes: [50076] } },
      { kind: 'account-fault', reason: 'mfa-missing', code: 'invalid_grant' },
    ],
    [
      'an interaction asked for',
      { status: 400, json: { error: 'interaction_required' } },
      { kind: 'account-fault', reason: 'mfa-missing', code: 'interaction_required' },
    ],
    [
      'a wrong set-up',
      { status: 400, json: { error: 'unauthorized_client' } },
      { kind: 'account-fault', reason: 'sign-in-expired', code: 'unauthorized_client' },
    ],
    [
      'too many sign-ins',
      { status: 429, headers: { 'Retry-After': '7' } },
      { kind: 'busy', retryAfterMs: 7_000 },
    ],
    ['a broken endpoint', { status: 503, text: '<html>' }, { kind: 'unavailable', code: 'token-503' }],
    ['a proxy’s refusal', { status: 403, text: '<html>' }, { kind: 'unavailable', code: 'token-403' }],
    ['a reply without token', { status: 200, json: {} }, { kind: 'unavailable', code: 'token-200' }],
    [
      'an overloaded endpoint',
      { status: 400, json: { error: 'temporarily_unavailable' } },
      { kind: 'unavailable', code: 'temporarily_unavailable' },
    ],
  ])('because of %s says so', async (_case, reply, expected) => {
    partnerCenter.expectToken(reply);

    const read = await source().current();

    expect(read).toEqual(expected);
  });

  it('is not tried again for ten seconds when the answer was a clear no', async () => {
    partnerCenter.expectToken(invalidGrant);
    partnerCenter.expectToken();
    const tokens = source();

    await tokens.current();
    pass(9);
    const soon = await tokens.current();
    pass(1);
    const later = await tokens.current();

    expect(soon.kind).toBe('account-fault');
    expect(later.kind).toBe('token');
  });

  it('is tried again at once when the endpoint was only unreachable', async () => {
    partnerCenter.expectToken('drop');
    partnerCenter.expectToken();
    const tokens = source();

    const dropped = await tokens.current();
    const next = await tokens.current();

    expect(dropped.kind).toBe('unavailable');
    expect(next.kind).toBe('token');
  });

  it('ends at once at a stop', async () => {
    partnerCenter.expectToken('silence');
    const stop = new AbortController();
    const read = source({ signal: stop.signal }).current();
    await partnerCenter.arrived(1);

    stop.abort();

    await expect(read).resolves.toEqual({ kind: 'unavailable', code: 'token-stopping' });
  });

  it('says nothing of secrets in the log', async () => {
    partnerCenter.expectToken(tokenReply('access-1', { refresh_token: 'rotated-1' }));
    const broken = { ...store, write: () => Promise.reject(new Error('cannot write rotated-1')) };

    await source({ refreshTokens: broken }).current();

    expect(lines.join('')).toContain('kept in memory alone');
    expect(lines.join('')).not.toMatch(/initial-secret|rotated|app-secret|access-/);
  });
});

describe('the form of a refresh', () => {
  const endpoint = { clientId: 'app', clientSecret: 'app-secret', timeoutMs: 1_000 };

  it.each([
    [
      'the older dialect',
      'http://127.0.0.1:1',
      'https://login.microsoftonline.com/t/oauth2/token',
      { resource: 'https://api.partnercenter.microsoft.com', scope: 'openid' },
    ],
    [
      'the newer dialect',
      'https://api.partnercenter.microsoft.com',
      'https://login.microsoftonline.com/t/oauth2/v2.0/token',
      { scope: 'https://api.partnercenter.microsoft.com/user_impersonation offline_access' },
    ],
    [
      'another cloud',
      'https://partner.partnercenterapi.microsoftonline.cn',
      'https://login.chinacloudapi.cn/t/oauth2/token',
      { resource: 'https://partner.partnercenterapi.microsoftonline.cn', scope: 'openid' },
    ],
  ])('speaks %s', (_case, baseUrl, tokenUrl, dialect) => {
    const form = tokenForm({ ...endpoint, baseUrl, tokenUrl }, 'r-1');

    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'refresh_token',
      client_id: 'app',
      client_secret: 'app-secret',
      refresh_token: 'r-1',
      ...dialect,
    });
  });
});
