import { randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

/** What a channel token says; what is not given is right. */
export interface TokenClaims {
  serviceUrl: string;
  issuer?: string;
  audience?: string;
  /** From now; negative for an expired one. */
  expiresInSeconds?: number;
  /** From now; positive for one that is not valid yet. */
  notBeforeSeconds?: number;
  /** Said instead of or beside the others; `undefined` takes a claim away. */
  more?: Record<string, unknown>;
  /** Said in the token's header beside algorithm and key. */
  header?: Record<string, unknown>;
}

/** A request for a token of the bot, without its secret. */
export interface TokenRequest {
  clientId: string | null;
  scope: string | null;
  grantType: string | null;
}

export interface Authority {
  url: string;
  appId: string;
  appPassword: string;
  /** The Bot Framework's eight settings that make a bot trust this authority and no other. */
  settings: Record<string, string>;
  /** A channel token, with `Bearer ` before it, as Teams sends it. */
  authorization(claims: TokenClaims): Promise<string>;
  /** The same, signed by another party under the authority's key id. */
  forgedAuthorization(claims: TokenClaims): Promise<string>;
  /** The same, signed with a key that is endorsed for another channel only. */
  otherChannelAuthorization(claims: TokenClaims): Promise<string>;
  /** The same, signed with a key that is endorsed for no channel. */
  unendorsedAuthorization(claims: TokenClaims): Promise<string>;
  /** The same, signed with a key that is published only from `publishNewKey` on. */
  newKeyAuthorization(claims: TokenClaims): Promise<string>;
  publishNewKey(): void;
  /** How often the published keys were asked for. */
  keyRequests(): number;
  /** Answers coming requests for the published keys with this status; 200 heals. */
  failKeys(status: number): void;
  /** The same with `alg` none and no signature. */
  unsignedAuthorization(claims: TokenClaims): string;
  /** What the bot asked for at the token endpoint, in order. */
  tokenRequests: TokenRequest[];
  /** The bot's tokens handed out so far, newest last: what its calls to Teams must carry. */
  accessTokens: string[];
  /** Answers coming token requests with this status; 200 heals. */
  failTokens(status: number): void;
  close(): Promise<void>;
}

interface AuthorityOptions {
  appId?: string;
  appPassword?: string;
  /** The public key of the bot's certificate: it is asked for then in place of the password. */
  certificateKey?: KeyObject;
}

const ISSUER = 'https://api.botframework.com';

/** A private Bot Framework authority on loopback. Each has addresses and key ids of its own, so that no cache is shared. */
export async function botAuthority({
  appId = randomUUID(),
  appPassword = 'the-password-of-the-bot',
  certificateKey,
}: AuthorityOptions = {}): Promise<Authority> {
  const [ours, otherChannel, stranger] = await keyPairs();
  const [ourKid, otherKid, unendorsedKid, newKid] = Array.from({ length: 4 }, () => randomUUID());
  const keys: Record<string, unknown>[] = [
    { ...ours.jwk, kid: ourKid, endorsements: ['msteams'] },
    { ...otherChannel.jwk, kid: otherKid, endorsements: ['webchat'] },
    { ...otherChannel.jwk, kid: unendorsedKid },
    { kty: 'EC', kid: 'not-rsa', endorsements: ['msteams'] },
    { ...ours.jwk, n: '?', kid: 'broken', endorsements: ['msteams'] },
  ];
  let keyRequests = 0;
  let keysStatus = 200;
  const tokenRequests: TokenRequest[] = [];
  const accessTokens: string[] = [];
  let tokenStatus = 200;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Not one chain: where restify is loaded, every `writeHead` of the process returns nothing.
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    switch (`${request.method} ${request.url}`) {
      case 'GET /openid':
        return send(200, {
          issuer: ISSUER,
          jwks_uri: `${addressAskedFor(request, url)}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case 'GET /keys':
        keyRequests += 1;
        return send(keysStatus, { keys });
      case 'POST /login/oauth2/v2.0/token':
        return giveToken(await formOf(request), send);
      default:
        return send(404, {});
    }
  }

  async function isAsserted(assertion: string, key: KeyObject): Promise<boolean> {
    const audience = `${url}/login/oauth2/v2.0/token`;
    return jwtVerify(assertion, key, { issuer: appId, subject: appId, audience }).then(
      ({ protectedHeader, payload }) => protectedHeader.x5t !== undefined && payload.jti !== undefined,
      () => false,
    );
  }

  async function giveToken(
    form: URLSearchParams,
    send: (status: number, body: unknown) => void,
  ): Promise<void> {
    const clientId = form.get('client_id');
    tokenRequests.push({ clientId, scope: form.get('scope'), grantType: form.get('grant_type') });
    const isRight =
      clientId === appId &&
      (certificateKey
        ? await isAsserted(form.get('client_assertion') ?? '', certificateKey)
        : form.get('client_secret') === appPassword);
    if (!isRight || tokenStatus !== 200) {
      return send(isRight ? tokenStatus : 401, { error: 'invalid_client' });
    }
    accessTokens.push(`bot-token-${accessTokens.length + 1}`);
    send(200, { token_type: 'Bearer', expires_in: 3_599, access_token: accessTokens.at(-1) });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sign = async (claims: TokenClaims, kid: string | undefined, key: Key) =>
    `Bearer ${await new SignJWT(payloadOf(claims, appId))
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...claims.header })
      .sign(key)}`;

  return {
    url,
    appId,
    appPassword,
    settings: {
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromChannelTokenIssuer: ISSUER,
      ToChannelFromBotLoginUrl: `${url}/login`,
      ToChannelFromBotOAuthScope: ISSUER,
      OAuthUrl: url,
      ValidateAuthority: 'false',
      CallerId: 'urn:botframework:azure',
    },
    authorization: (claims) => sign(claims, ourKid, ours.privateKey),
    forgedAuthorization: (claims) => sign(claims, ourKid, stranger.privateKey),
    otherChannelAuthorization: (claims) => sign(claims, otherKid, otherChannel.privateKey),
    unendorsedAuthorization: (claims) => sign(claims, unendorsedKid, otherChannel.privateKey),
    newKeyAuthorization: (claims) => sign(claims, newKid, otherChannel.privateKey),
    publishNewKey: () => void keys.push({ ...otherChannel.jwk, kid: newKid, endorsements: ['msteams'] }),
    keyRequests: () => keyRequests,
    failKeys: (status) => void (keysStatus = status),
    unsignedAuthorization: (claims) =>
      `Bearer ${[{ alg: 'none', typ: 'JWT', kid: ourKid }, payloadOf(claims, appId)]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')}.`,
    tokenRequests,
    accessTokens,
    failTokens: (status) => void (tokenStatus = status),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Behind a stand-in for a public host the authority is at that host. */
const addressAskedFor = ({ headers: { 'x-forwarded-host': host } }: IncomingMessage, url: string) =>
  typeof host === 'string' ? `https://${host}` : url;

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
type KeyPair = Awaited<ReturnType<typeof newKeyPair>>;

async function newKeyPair() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), use: 'sig', alg: 'RS256' } };
}

/** Slow to make, so made once; what tells authorities apart are their key ids. */
let madeOnce: Promise<[KeyPair, KeyPair, KeyPair]> | undefined;
const keyPairs = () => (madeOnce ??= Promise.all([newKeyPair(), newKeyPair(), newKeyPair()]));

function payloadOf(claims: TokenClaims, appId: string) {
  const now = Math.floor(Date.now() / 1_000);
  return {
    serviceurl: claims.serviceUrl,
    iss: claims.issuer ?? ISSUER,
    aud: claims.audience ?? appId,
    nbf: now + (claims.notBeforeSeconds ?? -300),
    exp: now + (claims.expiresInSeconds ?? 3_600),
    ...claims.more,
  };
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += chunk as string;
  return new URLSearchParams(text);
}
