import { describe, expect, it } from '@jest/globals';
import { readActivity } from '../../../bot/teams/activity.ts';
import {
  CHANNEL_ISSUER,
  checkActivity,
  checkLocalCaller,
  checkToken,
  type GateRules,
} from '../../../bot/endpoint/gate.ts';
import { isAllowedService, mayBeSpokenTo } from '../../../bot/endpoint/trust.ts';
import { channel, groupChat, teamsClient, TENANT } from '../../support/activities.ts';

const RULES: GateRules = {
  tokenIssuer: CHANNEL_ISSUER,
  allowedTenantIds: new Set([TENANT]),
  allowedServiceHosts: new Set(['smba.trafficmanager.net']),
};
const LOCAL: GateRules = {
  tokenIssuer: undefined,
  allowedTenantIds: undefined,
  allowedServiceHosts: new Set(['smba.trafficmanager.net', 'localhost', '127.0.0.1', '[::1]']),
};

const encoded = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const token = (claims: unknown, header: unknown = { alg: 'RS256', kid: 'k' }, signature = 'c2ln') =>
  `${encoded(header)}.${encoded(claims)}.${signature}`;
const bearer = (claims: unknown) => `Bearer ${token(claims)}`;

describe('a token', () => {
  it("of the channel's issuer goes on to be checked", () => {
    expect(checkToken(RULES, bearer({ iss: CHANNEL_ISSUER, aud: 'app' }))).toEqual({ kind: 'pass' });
  });

  it('of a private authority goes on where that is the issuer', () => {
    const rules = { ...RULES, tokenIssuer: 'https://issuer.example' };

    expect(checkToken(rules, bearer({ iss: 'https://issuer.example' }))).toEqual({ kind: 'pass' });
    expect(checkToken(rules, bearer({ iss: CHANNEL_ISSUER }))).toMatchObject({ kind: 'refused' });
  });

  it.each<[string, string | undefined]>([
    ['nothing', undefined],
    ['an empty header', ''],
    ['a scheme alone', 'Bearer'],
    ['a scheme and a blank', 'Bearer '],
    ['a password', 'Basic dXNlcjpwYXNz'],
    ['a scheme in lower case', `bearer ${token({ iss: CHANNEL_ISSUER })}`],
    ['two blanks', `Bearer  ${token({ iss: CHANNEL_ISSUER })}`],
    ['something after it', `Bearer ${token({ iss: CHANNEL_ISSUER })} x`],
    ['a line end after it', `Bearer ${token({ iss: CHANNEL_ISSUER })}\n`],
    ['two tokens', `Bearer ${token({ iss: CHANNEL_ISSUER })}, Bearer ${token({ iss: CHANNEL_ISSUER })}`],
    ['no signature', `Bearer ${token({ iss: CHANNEL_ISSUER }, { alg: 'none' }, '')}`],
    ['two parts', `Bearer ${encoded({})}.${encoded({ iss: CHANNEL_ISSUER })}`],
    ['five parts', `Bearer ${token({ iss: CHANNEL_ISSUER })}.e30.e30`],
    ['signs that no token has', 'Bearer a+b.c/d.e='],
  ])('is missing in %s', (_what, authorization) => {
    expect(checkToken(RULES, authorization)).toEqual({ kind: 'refused', status: 401, reason: 'no-token' });
  });

  it.each<[string, unknown]>([
    ['of a tenant of Entra', { iss: `https://sts.windows.net/${TENANT}/`, aud: 'app' }],
    [
      'for the emulator',
      { iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, ver: '2.0', azp: 'app', aud: 'app' },
    ],
    ['of another bot', { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', appid: 'x' }],
    ['of the government cloud', { iss: 'https://api.botframework.us' }],
    ['without an app', { aud: 'app' }],
    ['of an issuer and a slash', { iss: `${CHANNEL_ISSUER}/` }],
    ['of an issuer in capitals', { iss: CHANNEL_ISSUER.toUpperCase() }],
    ['of a list of issuers', { iss: [CHANNEL_ISSUER] }],
    ['of an object', { iss: { toString: CHANNEL_ISSUER } }],
    ['of null', { iss: null }],
    ['that says two issuers, the last one wrong', `{"iss":"${CHANNEL_ISSUER}","iss":"https://evil.example"}`],
    ['whose issuer is inherited', `{"__proto__":{"iss":"${CHANNEL_ISSUER}"}}`],
    ['that is a list', [CHANNEL_ISSUER]],
    ['that is a text', JSON.stringify(CHANNEL_ISSUER)],
    ['that is null', 'null'],
    ['that is no JSON', 'iss=https://api.botframework.com'],
    ['that is no text', '\u0000\ufffd'],
  ])('%s is refused', (_what, claims) => {
    expect(checkToken(RULES, bearer(claims))).toEqual({ kind: 'refused', status: 401, reason: 'issuer' });
  });

  // For each unknown `tid` the SDK adds four issuers to a list of the whole process before it looks at the signature.
  it.each([
    ['a tenant', { tid: 'f0f0f0f0-0000-4000-8000-000000000001' }],
    ['a tenant and a version, as an emulator would', { tid: 'f0', ver: '2.0', azp: 'app' }],
  ])("of the channel's issuer that names %s is refused, for Teams' own never does", (_what, more) => {
    const verdict = checkToken(RULES, bearer({ iss: CHANNEL_ISSUER, aud: 'app', ...more }));

    expect(verdict).toMatchObject({ kind: 'refused', status: 401 });
  });

  it('is not asked for in local mode', () => {
    expect(checkToken(LOCAL, undefined)).toEqual({ kind: 'pass' });
    expect(checkToken(LOCAL, 'Bearer nonsense')).toEqual({ kind: 'pass' });
  });
});

describe('a caller in local mode', () => {
  it.each([undefined, 'http://localhost:56150', 'http://127.0.0.1:56150'])('passes from %s', (origin) => {
    expect(checkLocalCaller({ origin })).toEqual({ kind: 'pass' });
  });

  it.each(['https://evil.example', 'http://localhost.evil.example', 'http://192.0.2.1:3978', 'null', ''])(
    'is refused as a web page of elsewhere: %s',
    (origin) => {
      expect(checkLocalCaller({ origin })).toEqual({ kind: 'refused', status: 403, reason: 'web-page' });
    },
  );
});

const client = teamsClient();
const check = (rules: GateRules, changes: Record<string, unknown>) =>
  checkActivity(rules, readActivity(client.message('bonjour', changes))!);
const conversation = (changes: Record<string, unknown>) => ({
  conversation: { id: 'a:chat', conversationType: 'personal', tenantId: TENANT, ...changes },
});
const channelData = (tenant: unknown) => ({ channelData: { tenant } });
const OTHER = '0ddba11f-0000-4000-8000-00000000beef';

describe('an activity', () => {
  it.each([
    ['a message in a chat', client.message('bonjour')],
    ['a press in a chat', client.execute('confirmation.open')],
    ['a message in a group', teamsClient({ place: groupChat() }).message('aide')],
    ['a message in a channel', teamsClient({ place: channel() }).message('aide')],
    ['an installation', teamsClient({ place: channel({ threadId: null }) }).install()],
    ['a search', client.search('con')],
  ])('passes as %s', (_what, activity) => {
    expect(checkActivity(RULES, readActivity(activity)!)).toEqual({ kind: 'pass' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['the tenant in capitals', conversation({ tenantId: TENANT.toUpperCase() })],
    ['the tenant in the conversation alone', channelData(undefined)],
    ['the tenant in the channel data alone', conversation({ tenantId: undefined })],
    ['a service address with a region', { serviceUrl: 'https://smba.trafficmanager.net/emea/' }],
    ['a service host in capitals', { serviceUrl: 'HTTPS://SMBA.TrafficManager.NET/fr/' }],
  ])('passes with %s', (_what, changes) => {
    expect(check(RULES, changes)).toEqual({ kind: 'pass' });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['the emulator as its channel', { channelId: 'emulator' }, 'channel'],
    ['the channel of the SDK’s hole', { channelId: 'AseChannel' }, 'channel'],
    ['web chat as its channel', { channelId: 'webchat' }, 'channel'],
    ['Teams in capitals', { channelId: 'MSTeams' }, 'channel'],
    ['a list of channels', { channelId: ['msteams'] }, 'channel'],
    ['no channel', { channelId: undefined }, 'channel'],
    ['no tenant', { ...conversation({ tenantId: undefined }), ...channelData(undefined) }, 'tenant-unclear'],
    ['empty tenants', { ...conversation({ tenantId: '' }), ...channelData({ id: '' }) }, 'tenant-unclear'],
    ['another tenant', { ...conversation({ tenantId: OTHER }), ...channelData({ id: OTHER }) }, 'tenant'],
    ['another tenant in the conversation', conversation({ tenantId: OTHER }), 'tenant-unclear'],
    ['another tenant in the channel data', channelData({ id: OTHER }), 'tenant-unclear'],
    [
      'a tenant with a blank',
      { ...conversation({ tenantId: `${TENANT} ` }), ...channelData(null) },
      'tenant',
    ],
    [
      'a tenant that is a list',
      { ...conversation({ tenantId: [TENANT] }), ...channelData(0) },
      'tenant-unclear',
    ],
    [
      'a tenant that is inherited',
      { ...conversation({ tenantId: undefined }), ...channelData(JSON.parse('{"__proto__":{}}')) },
      'tenant-unclear',
    ],
    ['no service address', { serviceUrl: undefined }, 'service-host'],
    ['a service address that is a list', { serviceUrl: ['https://smba.trafficmanager.net'] }, 'service-host'],
    ['another service host', { serviceUrl: 'https://evil.example/' }, 'service-host'],
    ['loopback as its service', { serviceUrl: 'http://127.0.0.1:3978' }, 'service-host'],
  ])('is refused with %s', (_what, changes, reason) => {
    expect(check(RULES, changes)).toEqual({ kind: 'refused', status: 403, reason });
  });

  it.each<[string, Record<string, unknown>]>([
    ['the emulator as its channel', { channelId: 'emulator' }],
    ['any tenant', { ...conversation({ tenantId: OTHER }), ...channelData({ id: OTHER }) }],
    ['no tenant', { ...conversation({ tenantId: undefined }), ...channelData(undefined) }],
    ['loopback as its service', { serviceUrl: 'http://127.0.0.1:56150/_connector' }],
    ['localhost as its service', { serviceUrl: 'http://localhost:56150' }],
  ])('passes in local mode with %s', (_what, changes) => {
    expect(check(LOCAL, changes)).toEqual({ kind: 'pass' });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['another channel', { channelId: 'webchat' }, 'channel'],
    ['two tenants', channelData({ id: OTHER }), 'tenant-unclear'],
    ['a service elsewhere', { serviceUrl: 'https://evil.example' }, 'service-host'],
  ])('is refused in local mode too with %s', (_what, changes, reason) => {
    expect(check(LOCAL, changes)).toEqual({ kind: 'refused', status: 403, reason });
  });
});

describe('a service address', () => {
  it.each([
    'http://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/smba.trafficmanager.net',
    'https://evil.example#smba.trafficmanager.net',
    'https://evil.example?smba.trafficmanager.net',
    'https://smba.trafficmanager.net@evil.example/',
    'https://user@smba.trafficmanager.net/',
    'https://user:pass@smba.trafficmanager.net/',
    'https://evil.example\\@smba.trafficmanager.net/',
    'https://xsmba.trafficmanager.net/',
    'https://smba.trafficmanager.net./',
    '//smba.trafficmanager.net/',
    'smba.trafficmanager.net',
    'ftp://smba.trafficmanager.net/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:,x',
    '',
  ])('is not answered: %s', (serviceUrl) => {
    expect(isAllowedService(RULES, serviceUrl)).toBe(false);
  });

  it.each(['http://127.0.0.1:9', 'http://localhost:9', 'http://[::1]:9', 'https://127.0.0.1'])(
    'on loopback is answered only where it is listed: %s',
    (serviceUrl) => {
      expect(isAllowedService(LOCAL, serviceUrl)).toBe(true);
      expect(isAllowedService(RULES, serviceUrl)).toBe(false);
    },
  );

  it('is not answered in plain although listed, unless it is loopback', () => {
    const rules = { ...RULES, allowedServiceHosts: new Set(['intranet.example']) };

    expect(isAllowedService(rules, 'http://intranet.example')).toBe(false);
    expect(isAllowedService(rules, 'https://intranet.example:8443/x')).toBe(true);
  });
});

describe('a conversation', () => {
  const serviceUrl = 'https://smba.trafficmanager.net/emea/';

  it('of an allowed tenant may be spoken to, in whatever case the tenant is written', () => {
    const isAllowed = [TENANT, TENANT.toUpperCase()].map((tenantId) =>
      mayBeSpokenTo(
        { ...RULES, allowedTenantIds: new Set([TENANT.toLowerCase()]) },
        { tenantId, serviceUrl },
      ),
    );

    expect(isAllowed).toEqual([true, true]);
  });

  it('of another tenant, or at another service, may not', () => {
    const other = { tenantId: '99999999-2222-4333-8444-555555555555', serviceUrl };
    const elsewhere = { tenantId: TENANT, serviceUrl: 'https://elsewhere.example/' };

    expect([mayBeSpokenTo(RULES, other), mayBeSpokenTo(RULES, elsewhere)]).toEqual([false, false]);
  });
});
