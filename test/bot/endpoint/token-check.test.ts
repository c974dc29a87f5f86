import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { CHANNEL_ISSUER } from '../../../bot/endpoint/gate.ts';
import { createSigningKeys } from '../../../bot/endpoint/signing-keys.ts';
import { createTokenCheck, type TokenCheck } from '../../../bot/endpoint/token-check.ts';
import { botAuthority, type Authority } from '../../support/authority.ts';
import { logLines } from '../../support/log-lines.ts';

const SERVICE = 'https://smba.trafficmanager.net/emea/';
const HOUR = 60 * 60_000;
const CLAIMS = { serviceUrl: SERVICE };

let authority: Authority;
let lines: string[];
let now: number;
let tokens: TokenCheck;

beforeEach(async () => {
  authority = await botAuthority();
  now = Date.now();
  tokens = checkOf(authority);
});
afterEach(() => authority.close());

function checkOf({ appId, settings }: Authority): TokenCheck {
  const logged = logLines();
  ({ lines } = logged);
  const metadataUrl = settings.ToBotFromChannelOpenIdMetadataUrl ?? '';
  return createTokenCheck({
    rules: { tokenIssuer: CHANNEL_ISSUER, allowedTenantIds: undefined, allowedServiceHosts: new Set() },
    appId,
    keys: createSigningKeys({ metadataUrl, log: logged.log, now: () => now }),
    now: () => now,
  });
}

const refused = (reason: string) => ({ kind: 'refused', status: 401, reason });

describe('a genuine token', () => {
  it('says who sent it and from which service', async () => {
    const result = await tokens.senderOf(await authority.authorization(CLAIMS));

    expect(result).toMatchObject({
      kind: 'sender',
      sender: { serviceUrl: SERVICE, claims: { iss: CHANNEL_ISSUER, aud: authority.appId } },
    });
  });

  it.each([
    ['that ended a moment ago, for clocks differ', { expiresInSeconds: -240 }],
    ['that begins in a moment, for clocks differ', { notBeforeSeconds: 240 }],
    ['that has no beginning', { more: { nbf: undefined } }],
  ])('is one %s', async (_what, more) => {
    const result = await tokens.senderOf(await authority.authorization({ ...CLAIMS, ...more }));

    expect(result.kind).toBe('sender');
  });

  it('is genuine to a bot of the same authority alone', async () => {
    const other = await botAuthority();
    const token = await other.authorization(CLAIMS);

    expect((await tokens.senderOf(token)).kind).toBe('refused');
    expect((await checkOf(other).senderOf(token)).kind).toBe('sender');
    await other.close();
  });

  it('is no longer genuine when it has ended, however often it was', async () => {
    const token = await authority.authorization(CLAIMS);
    const before = await tokens.senderOf(token);
    now += HOUR + 6 * 60_000;

    const after = await tokens.senderOf(token);

    expect([before.kind, after]).toEqual(['sender', refused('claims')]);
  });

  it('that ends soon is not believed longer because it was good before', async () => {
    const token = await authority.authorization({ ...CLAIMS, expiresInSeconds: 600 });
    const before = await tokens.senderOf(token);
    now += 16 * 60_000;

    const after = await tokens.senderOf(token);

    expect([before.kind, after]).toEqual(['sender', refused('claims')]);
  });

  it('that lasts for days is looked at anew meanwhile', async () => {
    const token = await authority.authorization({ ...CLAIMS, expiresInSeconds: 100 * 3_600 });
    const before = await tokens.senderOf(token);
    authority.failKeys(503);
    now += 80 * HOUR;

    const after = await tokens.senderOf(token);

    expect([before.kind, after]).toEqual(['sender', refused('keys-unknown')]);
  });

  it('is one of thousands, and only a limited number is kept', async () => {
    const first = await authority.authorization(CLAIMS);
    await tokens.senderOf(first);
    for (let each = 0; each < 1_100; each += 1) {
      await tokens.senderOf(await authority.authorization({ ...CLAIMS, more: { jti: each } }));
    }

    expect((await tokens.senderOf(first)).kind).toBe('sender');
  });
});

describe('a token is refused', () => {
  it.each<[string, string, () => string | undefined | Promise<string>]>([
    ['that is none', 'no-token', () => undefined],
    ['that is a blank', 'no-token', () => ' '],
    ['that is a word', 'no-token', () => 'Bearer token'],
    ['that is a password', 'no-token', () => 'Basic dXNlcjpwYXNz'],
    ['without a signature', 'no-token', () => authority.unsignedAuthorization(CLAIMS)],
    ['signed by another key', 'signature', () => authority.forgedAuthorization(CLAIMS)],
    ['signed with the public key', 'algorithm', () => signedWithPublicKey()],
    [
      'whose claims were changed',
      'signature',
      async () => changed(await authority.authorization(CLAIMS), { jti: 1 }),
    ],
    ['endorsed for another channel', 'endorsement', () => authority.otherChannelAuthorization(CLAIMS)],
    ['endorsed for no channel', 'endorsement', () => authority.unendorsedAuthorization(CLAIMS)],
    ['by a key that was not published', 'key', () => authority.newKeyAuthorization(CLAIMS)],
    [
      'by a key of a kind we do not take',
      'key',
      () => authority.authorization({ ...CLAIMS, header: { kid: 'not-rsa' } }),
    ],
    ['by a broken key', 'signature', () => authority.authorization({ ...CLAIMS, header: { kid: 'broken' } })],
    [
      'that names no key',
      'algorithm',
      () => authority.authorization({ ...CLAIMS, header: { kid: undefined } }),
    ],
    ['that expired', 'claims', () => authority.authorization({ ...CLAIMS, expiresInSeconds: -360 })],
    ['that never expires', 'claims', () => authority.authorization({ ...CLAIMS, more: { exp: undefined } })],
    ['for later', 'claims', () => authority.authorization({ ...CLAIMS, notBeforeSeconds: 600 })],
    ['for another bot', 'claims', () => authority.authorization({ ...CLAIMS, audience: 'another-bot' })],
    [
      'for several bots',
      'claims',
      () => authority.authorization({ ...CLAIMS, more: { aud: [authority.appId, 'another-bot'] } }),
    ],
    [
      'that names no service',
      'claims',
      () => authority.authorization({ ...CLAIMS, more: { serviceurl: undefined } }),
    ],
    [
      'of another issuer',
      'issuer',
      () => authority.authorization({ ...CLAIMS, issuer: 'https://evil.example' }),
    ],
    [
      'that names a tenant',
      'tenant-in-token',
      () => authority.authorization({ ...CLAIMS, more: { tid: 'f0' } }),
    ],
    [
      'that names the key it wants to be checked with',
      'signature',
      async () => changedHeader(await authority.forgedAuthorization(CLAIMS), { jwk: { kty: 'RSA' } }),
    ],
    [
      'that wants more to be understood than we do',
      'algorithm',
      async () => changedHeader(await authority.forgedAuthorization(CLAIMS), { crit: ['b64'], b64: false }),
    ],
  ])('%s', async (_what, reason, authorizationOf) => {
    expect(await tokens.senderOf(await authorizationOf())).toEqual(refused(reason));
    // Not remembered as anything else.
    expect(await tokens.senderOf(await authorizationOf())).toEqual(refused(reason));
  });
});

describe('the authority', () => {
  it('is asked for its keys once, however many wait for them', async () => {
    const mine = await Promise.all(Array.from({ length: 50 }, () => authority.authorization(CLAIMS)));

    const results = await Promise.all(mine.map((token) => tokens.senderOf(token)));

    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['sender']));
    expect(authority.keyRequests()).toBe(1);
  });

  it('is not asked again for each unknown key', async () => {
    await tokens.senderOf(await authority.authorization(CLAIMS));
    now += HOUR;
    const strange = await Promise.all(
      Array.from({ length: 200 }, (_, each) =>
        authority.authorization({ ...CLAIMS, header: { kid: `strange-${each}` } }),
      ),
    );

    await Promise.all(strange.map((token) => tokens.senderOf(token)));
    for (const token of strange) await tokens.senderOf(token);

    expect(authority.keyRequests()).toBe(2);
  });

  it('is asked for a key that is new', async () => {
    await tokens.senderOf(await authority.authorization(CLAIMS));
    authority.publishNewKey();
    now += 61_000;

    const result = await tokens.senderOf(await authority.newKeyAuthorization(CLAIMS));

    expect(result.kind).toBe('sender');
  });

  it('may be away for days when it was there once', async () => {
    await tokens.senderOf(await authority.authorization(CLAIMS));
    authority.failKeys(503);
    now += 47 * HOUR;
    const later = { ...CLAIMS, notBeforeSeconds: 46 * 3_600, expiresInSeconds: 48 * 3_600 };

    const kept = await tokens.senderOf(await authority.authorization(later));

    expect(kept.kind).toBe('sender');
  });

  it('is not believed for ever without being asked', async () => {
    await tokens.senderOf(await authority.authorization(CLAIMS));
    authority.failKeys(503);
    now += 80 * HOUR;
    const later = { ...CLAIMS, notBeforeSeconds: 79 * 3_600, expiresInSeconds: 81 * 3_600 };

    const result = await tokens.senderOf(await authority.authorization(later));

    expect(result).toEqual(refused('keys-unknown'));
  });

  it('is not stormed while it is away, and trusted as soon as it is back', async () => {
    authority.failKeys(503);
    const token = await authority.authorization(CLAIMS);

    const away = await Promise.all(Array.from({ length: 50 }, () => tokens.senderOf(token)));
    authority.failKeys(200);
    const tooSoon = await tokens.senderOf(token);
    now += 3_000;
    const back = await tokens.senderOf(token);

    expect(new Set(away.map((each) => each.kind === 'refused' && each.reason))).toEqual(
      new Set(['keys-unknown']),
    );
    expect([tooSoon.kind, back.kind, authority.keyRequests()]).toEqual(['refused', 'sender', 2]);
    expect(lines.join()).toContain('The authority answered 503');
  });
});

/** A forger's classic: the published key taken for a shared secret. */
async function signedWithPublicKey(): Promise<string> {
  const answer = await fetch(`${authority.url}/keys`);
  const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys[0]!;
  const secret = createPublicKey({ key, format: 'jwk' }).export({ type: 'pkcs1', format: 'pem' });
  const [, payload] = authority.unsignedAuthorization(CLAIMS).split('.');
  const header = encoded({ alg: 'HS256', typ: 'JWT', kid: key.kid });
  const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
  return `Bearer ${header}.${payload}.${signature}`;
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const decoded = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;

function changed(authorization: string, more: object): string {
  const [header, payload, signature] = authorization.split('.');
  return [header, encoded({ ...decoded(payload), ...more }), signature].join('.');
}

function changedHeader(authorization: string, more: object): string {
  const [header = '', payload, signature] = authorization.replace('Bearer ', '').split('.');
  return `Bearer ${[encoded({ ...decoded(header), ...more }), payload, signature].join('.')}`;
}
