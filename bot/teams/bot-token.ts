import type { BotRegistration } from '../../src/config.ts';
import { httpCall, type HttpCall } from '../../src/http-call.ts';
import { traced } from '../../src/tracing.ts';
import { clientAssertion } from './client-assertion.ts';
import { jsonObjectIn } from './json-object.ts';
import { identityCall } from './managed-identity.ts';

/** What the bot's tokens are for, in the public cloud. */
const CHANNEL_SCOPE = 'https://api.botframework.com';
/** The tenant of registrations that are for many tenants. */
const CHANNEL_TENANT = 'botframework.com';
/** How long the login address may take to answer. */
const TIMEOUT_MS = 10_000;
/** How long before its end a token is no longer used, for Teams checks it later than the bot sends it. */
const RESERVE_MS = 5 * 60_000;
/** How long a token is used at least, however soon it ends, so that not every message asks for one. */
const SHORTEST_MS = 30_000;
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

interface Token {
  value: string;
  freshUntil: number;
}

/**
 * Builds the function that gets the bot's own token: by a password, a certificate or a managed identity. It asks once for
 * all who wait, and keeps the token until five minutes before its end. It rejects, without a word of the secret, when the
 * login address gives none, and asks again next time.
 */
export function createBotToken(registration: BotRegistration, now = Date.now): () => Promise<string> {
  let asked: Promise<Token> | undefined;
  return async () => {
    const kept = asked;
    const token = await kept?.catch(() => undefined);
    if (token && token.freshUntil > now()) return token.value;
    if (asked === kept) asked = askFor(registration, now());
    return (await asked!).value;
  };
}

async function askFor(registration: BotRegistration, askedAt: number): Promise<Token> {
  const call =
    registration.appType === 'UserAssignedMSI'
      ? { method: 'GET', ...identityCall(registration.appId, scopeOf(registration)) }
      : await loginCall(registration);
  const facts = { 'http.request.method': call.method, 'server.address': new URL(call.url).hostname };
  const { status, text } = await traced('bot token', 'client', facts, async (span) => {
    const answer = await httpCall({ ...call, timeoutMs: TIMEOUT_MS });
    span.note({ 'http.response.status_code': answer.status });
    return answer;
  });
  if (status !== 200) throw new Error(`The login address answered ${status}`);
  return tokenIn(text, askedAt);
}

const scopeOf = ({ authority }: BotRegistration) => authority?.ToChannelFromBotOAuthScope ?? CHANNEL_SCOPE;

async function loginCall(registration: BotRegistration): Promise<Omit<HttpCall, 'timeoutMs'>> {
  const { appId, appPassword, appType, certificate, tenantId, authority } = registration;
  const tenant = appType === 'MultiTenant' ? CHANNEL_TENANT : tenantId;
  const login = authority?.ToChannelFromBotLoginUrl ?? `https://login.microsoftonline.com/${tenant}`;
  const url = `${login.replace(/\/$/, '')}/oauth2/v2.0/token`;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    scope: `${scopeOf(registration)}/.default`,
    ...(certificate
      ? { client_assertion_type: ASSERTION, client_assertion: await clientAssertion(appId, certificate, url) }
      : { client_secret: appPassword }),
  });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return { url, method: 'POST', headers, body: form.toString() };
}

/** Entra says for how many seconds a token is good; a machine may say until when, in seconds since 1970. */
function tokenIn(text: string, askedAt: number): Token {
  const { access_token: value, expires_in: lasts, expires_on: endsAt } = jsonObjectIn(text) ?? {};
  if (typeof value !== 'string' || value === '') throw new Error('The login address gave no token');
  const ends = lasts === undefined ? Number(endsAt) * 1_000 : askedAt + Number(lasts) * 1_000;
  const freshUntil = Math.max(ends - RESERVE_MS, askedAt + SHORTEST_MS);
  return { value, freshUntil: Number.isNaN(freshUntil) ? askedAt + SHORTEST_MS : freshUntil };
}
