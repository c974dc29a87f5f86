import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createPartnerCenter, type PartnerCenterOptions } from '../../src/partner-center/client.ts';
import type { Confirmation } from '../../src/use-cases/ports/partner-center.ts';
import { roomyCallBudget } from '../support/call-allowance.ts';
import { logLines } from '../support/log-lines.ts';
import {
  partnerCenterStandIn,
  tokenReply,
  type PartnerCenterStandIn,
  type ScriptedReply,
} from '../support/partner-center-stand-in.ts';

let partnerCenter: PartnerCenterStandIn;
let now: Date;
let logged: ReturnType<typeof logLines>;

beforeEach(async () => {
  partnerCenter = await partnerCenterStandIn();
  now = new Date('2018-10-15T10:00:00Z');
  logged = logLines();
});
afterEach(() => partnerCenter.done());

function client(more: Partial<PartnerCenterOptions> = {}) {
  return createPartnerCenter({
    baseUrl: partnerCenter.baseUrl,
    tokenUrl: partnerCenter.tokenUrl,
    clientId: 'app',
    clientSecret: 'app-secret',
    refreshToken: 'refresh-secret',
    refreshTokens: { read: async () => null, write: async () => {} },
    budget: roomyCallBudget(),
    clock: { now: () => now },
    log: logged.log,
    ...more,
  });
}

const CUSTOMER = '0b6f2f3e-0000-4000-8000-000000000001';
const AGREEMENTS = `/v1/customers/${CUSTOMER}/agreements`;
const READ_AGREEMENTS = `${AGREEMENTS}?agreementType=*`;
const TEMPLATES = '/v1/agreements?agreementType=MicrosoftCloudAgreement';
const ids = {
  requestId: '11111111-0000-4000-8000-000000000001',
  correlationId: '22222222-0000-4000-8000-000000000002',
};
const confirmation: Confirmation = {
  customerId: CUSTOMER,
  agreementType: 'MicrosoftCloudAgreement',
  templateId: 't-1',
  acceptedOn: '2018-09-03',
  contact: { firstName: 'Ana', lastName: 'Sample', email: 'ana@contoso.example', phoneNumber: '555 0100' },
};
const created: ScriptedReply = {
  status: 201,
  json: {
    primaryContact: confirmation.contact,
    templateId: 't-1',
    dateAgreed: '2018-09-03T00:00:00.000Z',
    type: 'MicrosoftCloudAgreement',
  },
};
const templates = {
  status: 200,
  json: {
    items: [
      { templateId: 't-old', agreementType: 'MicrosoftCloudAgreement', versionRank: 0 },
      { templateId: 't-new', agreementType: 'MicrosoftCloudAgreement', versionRank: 2 },
      { templateId: 't-other', agreementType: 'MicrosoftCustomerAgreement', versionRank: 9 },
    ],
  },
};

/** Only what never answers is worth a short wait: a loaded machine is slow with everything else. */
function timeoutsFor(expected: unknown): PartnerCenterOptions['timeouts'] {
  return (expected as { code?: string }).code === 'timeout' ? { confirm: 60, read: 60 } : {};
}

describe('confirming', () => {
  it('sends the agreement with the ids it was given', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('POST', AGREEMENTS, created);

    const filed = await client({ locale: 'fr-FR' }).confirm(confirmation, ids);

    const sent = partnerCenter.seen[1];
    expect(filed).toEqual({ kind: 'confirmed' });
    expect(sent?.headers).toMatchObject({
      authorization: 'Bearer access-1',
      accept: 'application/json',
      'content-type': 'application/json',
      'ms-requestid': ids.requestId,
      'ms-correlationid': ids.correlationId,
      'x-locale': 'fr-FR',
    });
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      primaryContact: confirmation.contact,
      templateId: 't-1',
      dateAgreed: '2018-09-03T00:00:00.000Z',
      type: 'MicrosoftCloudAgreement',
    });
  });

  it('leaves out a phone that was not given', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('POST', AGREEMENTS, created);

    await client().confirm({ ...confirmation, contact: { ...confirmation.contact, phoneNumber: '' } }, ids);

    expect(JSON.parse(partnerCenter.seen[1]?.body ?? '')).toHaveProperty('primaryContact', {
      firstName: 'Ana',
      lastName: 'Sample',
      email: 'ana@contoso.example',
    });
  });

  it('tries once more with a fresh token and the same request id when the first token is refused', async () => {
    partnerCenter.expectToken(tokenReply('stale'));
    partnerCenter.expect('POST', AGREEMENTS, { status: 401, json: { code: 800001 } });
    partnerCenter.expectToken(tokenReply('fresh'));
    partnerCenter.expect('POST', AGREEMENTS, created);

    const filed = await client().confirm(confirmation, ids);

    const posts = partnerCenter.seen.filter(({ path }) => path === AGREEMENTS);
    expect(filed).toEqual({ kind: 'confirmed' });
    expect(posts.map(({ headers }) => headers['authorization'])).toEqual(['Bearer stale', 'Bearer fresh']);
    expect(posts.map(({ headers }) => headers['ms-requestid'])).toEqual([ids.requestId, ids.requestId]);
  });

  it('says that the sign-in has expired when a fresh token is refused too', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('POST', AGREEMENTS, { status: 401, json: { code: 800001 } });
    partnerCenter.expectToken(tokenReply('access-2'));
    partnerCenter.expect('POST', AGREEMENTS, { status: 401, json: { code: 800001 } });

    const filed = await client().confirm(confirmation, ids);

    expect(filed).toEqual({ kind: 'account-fault', reason: 'sign-in-expired', code: '800001' });
  });

  it('asks for no other token when the second factor is missing', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('POST', AGREEMENTS, { status: 401, json: { code: 900421 } });

    const filed = await client().confirm(confirmation, ids);

    expect(filed).toEqual({ kind: 'account-fault', reason: 'mfa-missing', code: '900421' });
  });

  it.each<[string, ScriptedReply, unknown]>([
    ['a connection dropped after sending', 'drop', { kind: 'unclear', code: 'UND_ERR_SOCKET' }],
    ['silence', 'silence', { kind: 'unclear', code: 'timeout' }],
    [
      'a reply that never ends',
      { status: 201, after: new Promise(() => {}) },
      { kind: 'unclear', code: 'timeout' },
    ],
    ['a page of HTML with 502', { status: 502, text: '<html>' }, { kind: 'unclear', code: '502' }],
    ['a redirect', { status: 307, headers: { Location: '/elsewhere' } }, { kind: 'unclear', code: '307' }],
    [
      'an empty 403',
      { status: 403, headers: { 'MS-RequestId': ids.requestId } },
      { kind: 'account-fault', reason: 'not-entitled', code: '403' },
    ],
    ['an empty 403 of a proxy', { status: 403 }, { kind: 'unclear', code: '403' }],
    ['a firewall’s page', { status: 403, text: '<html>' }, { kind: 'unclear', code: '403' }],
    ['{} with 200', { status: 200, json: {} }, { kind: 'unclear', code: 'no-agreement' }],
  ])('makes of %s what it is', async (_case, reply, expected) => {
    partnerCenter.expectToken();
    partnerCenter.expect('POST', AGREEMENTS, reply);

    const filed = await client({ timeouts: timeoutsFor(expected) }).confirm(confirmation, ids);

    expect(filed).toEqual(expected);
  });

  it('is unavailable, not unclear, when no server listens', async () => {
    partnerCenter.expectToken();

    const filed = await client({ baseUrl: await addressOfNobody() }).confirm(confirmation, ids);

    expect(filed).toEqual({ kind: 'unavailable', code: 'ECONNREFUSED' });
  });

  it('is unavailable when the sign-in cannot be reached', async () => {
    const filed = await client({ tokenUrl: `${await addressOfNobody()}/t/oauth2/token` }).confirm(
      confirmation,
      ids,
    );

    expect(filed).toEqual({ kind: 'unavailable', code: 'token-ECONNREFUSED' });
  });

  it('begins nothing after a stop, and lets a confirmation under way finish', async () => {
    const stop = new AbortController();
    const answered = Promise.withResolvers<void>();
    partnerCenter.expectToken();
    partnerCenter.expect('POST', AGREEMENTS, {
      ...(created as object),
      after: answered.promise,
    } as ScriptedReply);
    const filing = client({ signal: stop.signal });
    const underWay = filing.confirm(confirmation, ids);
    await partnerCenter.arrived(2);

    stop.abort();
    const late = await filing.confirm(confirmation, ids);
    answered.resolve();

    expect(late).toEqual({ kind: 'unavailable', code: 'stopping' });
    await expect(underWay).resolves.toEqual({ kind: 'confirmed' });
  });

  it.each([
    ['https://partner.partnercenterapi.microsoftonline.cn', 'https://login.chinacloudapi.cn/t/oauth2/token'],
    ['https://api.partnercenter.microsoft.com', 'https://login.microsoftonline.us/t/oauth2/token'],
  ])('is refused without a call in a national cloud: %s, %s', async (baseUrl, tokenUrl) => {
    const national = client({ baseUrl, tokenUrl });

    const outcomes = [
      await national.confirm(confirmation, ids),
      await national.template('MicrosoftCloudAgreement'),
      await national.agreements(CUSTOMER, 'person'),
    ];

    expect(outcomes).toEqual(
      Array(3).fill({ kind: 'refused', reason: 'national-cloud', code: 'national-cloud' }),
    );
  });

  it('logs ids, status, code and time, and nothing about a person', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('POST', AGREEMENTS, {
      status: 400,
      json: { code: 600002, description: 'Ana Sample ana@contoso.example' },
      headers: { 'MS-RequestId': 'of-the-service' },
    });
    const calls: string[][] = [];

    await client({ onCall: (...call) => void calls.push(call) }).confirm(confirmation, ids);

    const line = JSON.parse(logged.lines.at(-1) ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({
      call: 'confirm',
      customerId: CUSTOMER,
      outcome: 'refused',
      code: '600002',
      status: 400,
      durationMs: expect.any(Number) as unknown,
      answeredRequestId: 'of-the-service',
      ...ids,
    });
    // Whole values: the time of a line, say, may hold any three digits.
    for (const value of Object.values(confirmation.contact))
      expect(logged.lines.join('')).not.toContain(value);
    expect(logged.lines.join('')).not.toMatch(/contoso|secret|access-1/);
    expect(calls).toEqual([
      ['token', 'granted'],
      ['confirm', 'refused'],
    ]);
  });
});

describe('the template in force', () => {
  it('is the highest version of the type, looked up once a day', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', TEMPLATES, templates);
    partnerCenter.expectToken();
    partnerCenter.expect('GET', TEMPLATES, templates);
    const service = client();

    const many = await Promise.all(
      Array.from({ length: 5 }, () => service.template('MicrosoftCloudAgreement')),
    );
    now = new Date('2018-10-16T09:59:59Z');
    await service.template('MicrosoftCloudAgreement');
    const lookedUpInADay = partnerCenter.seen.length;
    now = new Date('2018-10-16T10:00:00Z');
    await service.template('MicrosoftCloudAgreement');

    expect(many[0]).toMatchObject({ kind: 'read', template: { templateId: 't-new', versionRank: 2 } });
    expect(lookedUpInADay).toBe(2);
  });

  it('is refused when the service offers none of the type', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', TEMPLATES, { status: 200, json: { totalCount: 0, items: [] } });

    const read = await client().template('MicrosoftCloudAgreement');

    expect(read).toEqual({ kind: 'refused', reason: 'template-not-accepted', code: 'no-template' });
  });

  it('is looked up anew once a confirmation was refused because of it', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', TEMPLATES, templates);
    partnerCenter.expect('POST', AGREEMENTS, {
      status: 400,
      json: { message: 'No longer supported', errorName: 'TemplateNotSupported' },
    });
    partnerCenter.expect('GET', TEMPLATES, templates);
    const service = client();
    await service.template('MicrosoftCloudAgreement');

    const filed = await service.confirm(confirmation, ids);
    const read = await service.template('MicrosoftCloudAgreement');

    expect(filed).toEqual({ kind: 'refused', reason: 'template-not-accepted', code: '400' });
    expect(read.kind).toBe('read');
  });
});

describe('reading agreements', () => {
  it.each<[string, ScriptedReply, unknown]>([
    ['an empty list', { status: 200, json: { totalCount: 0, items: [] } }, { kind: 'read', agreements: [] }],
    ['a bare empty list', { status: 200, json: [] }, { kind: 'read', agreements: [] }],
    ['600009', { status: 404, json: { code: 600009 } }, { kind: 'read', agreements: [] }],
    ['HTML with 200', { status: 200, text: '<html>' }, { kind: 'unavailable', code: 'unreadable-reply' }],
    ['HTML with 502', { status: 502, text: '<html>' }, { kind: 'unavailable', code: '502' }],
    ['HTML with 404', { status: 404, text: '<html>' }, { kind: 'unavailable', code: '404' }],
    ['a dropped connection', 'drop', { kind: 'unavailable', code: 'UND_ERR_SOCKET' }],
    ['silence', 'silence', { kind: 'unavailable', code: 'timeout' }],
    [
      'a removed customer',
      { status: 404, json: { code: 60003 } },
      { kind: 'refused', reason: 'customer-unknown', code: '60003' },
    ],
  ])('makes of %s what it is', async (_case, reply, expected) => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', READ_AGREEMENTS, reply);

    const read = await client({ timeouts: timeoutsFor(expected) }).agreements(CUSTOMER, 'background');

    expect(read).toEqual(expected);
  });

  it('sends a new request id with each call and no body', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', READ_AGREEMENTS, { status: 200, json: [] });
    partnerCenter.expect('GET', READ_AGREEMENTS, { status: 200, json: [] });
    const service = client();

    await service.agreements(CUSTOMER, 'person');
    await service.agreements(CUSTOMER, 'person');

    const [, first, second] = partnerCenter.seen;
    expect(first?.headers['ms-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(first?.headers['ms-requestid']).not.toBe(second?.headers['ms-requestid']);
    expect(first?.headers['content-type']).toBeUndefined();
  });

  it('is given up at a stop', async () => {
    const stop = new AbortController();
    partnerCenter.expectToken();
    partnerCenter.expect('GET', READ_AGREEMENTS, 'silence');
    const read = client({ signal: stop.signal }).agreements(CUSTOMER, 'background');
    await partnerCenter.arrived(2);

    stop.abort();

    await expect(read).resolves.toEqual({ kind: 'unavailable', code: 'stopping' });
  });
});

describe('a pause that the service asks for', () => {
  it('is obeyed by every later call, whatever it is', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', READ_AGREEMENTS, {
      status: 429,
      json: { statusCode: 429, message: 'Too many' },
      headers: { 'Retry-After': '57' },
    });
    const service = client();

    const throttled = await service.agreements(CUSTOMER, 'background');
    const later = await service.confirm(confirmation, ids);

    expect(throttled).toEqual({ kind: 'busy', retryAfterMs: 57_000 });
    expect(later).toMatchObject({ kind: 'busy' });
    expect((later as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(50_000);
    expect(partnerCenter.seen).toHaveLength(2);
  });

  it('is obeyed after a confirmation without clear answer too', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('POST', AGREEMENTS, { status: 503, headers: { 'Retry-After': '30' } });
    const service = client();

    const filed = await service.confirm(confirmation, ids);
    const readBack = await service.agreements(CUSTOMER, 'person');

    expect(filed).toEqual({ kind: 'unclear', code: '503' });
    expect(readBack).toMatchObject({ kind: 'busy' });
  });
});

describe('the list of customers', () => {
  const FIRST = '/v1/customers?size=500';
  const NEXT = '/v1/customers?size=500&seekOperation=Next';
  const page = (id: string, token?: string) => ({
    status: 200,
    json: {
      items: [{ id, companyProfile: { companyName: `Company ${id}`, domain: `${id}.onmicrosoft.com` } }],
      ...(token
        ? {
            continuationToken: token,
            links: { next: { headers: [{ key: 'MS-ContinuationToken', value: token }] } },
          }
        : {}),
    },
  });

  it('is read page by page with the token of the page before', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', FIRST, page('a', 'AQ=='));
    partnerCenter.expect('GET', NEXT, page('b'));
    const service = client();

    const first = await service.customerPage(null);
    const second = await service.customerPage(first.kind === 'read' ? first.next : null);

    expect(first).toEqual({
      kind: 'read',
      customers: [{ id: 'a', name: 'Company a', domain: 'a.onmicrosoft.com' }],
      next: 'AQ==',
    });
    expect(second).toMatchObject({ kind: 'read', customers: [{ id: 'b' }], next: null });
    expect(partnerCenter.seen.map(({ headers }) => headers['ms-continuationtoken'])).toEqual([
      undefined,
      undefined,
      'AQ==',
    ]);
  });

  it.each([
    [400, { code: 3000 }],
    [404, undefined],
    [412, undefined],
  ])('says so when a continuation is refused with %s', async (status, json) => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', NEXT, { status, json, headers: { 'MS-CorrelationId': ids.correlationId } });

    const read = await client().customerPage('old');

    expect(read).toEqual({ kind: 'refused', reason: 'unexpected', code: 'continuation-refused' });
  });

  it('does not blame the token for what is refused without one, or for missing rights', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', FIRST, { status: 400, json: { code: 3000 } });
    partnerCenter.expect('GET', NEXT, { status: 403, json: { code: 900150 } });
    partnerCenter.expect('GET', NEXT, { status: 403, json: { code: 20002 } });
    const service = client();

    const reads = [
      await service.customerPage(null),
      await service.customerPage('AQ=='),
      await service.customerPage('AQ=='),
    ];

    expect(reads).toMatchObject([
      { code: '3000' },
      { code: '900150', reason: 'not-entitled' },
      { code: '20002', reason: 'no-relationship' },
    ]);
  });
});

describe('what only some partners need', () => {
  it('reads resellers, the own profile and direct acceptances', async () => {
    partnerCenter.expectToken();
    partnerCenter.expect('GET', '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf', {
      status: 200,
      json: { items: [{ id: 'r-1', name: 'Reseller', state: 'Active', mpnId: '123' }] },
    });
    partnerCenter.expect('GET', '/v1/profiles/organization', {
      status: 200,
      json: { id: 'p-1', companyName: 'Partner', tenantId: 't-1' },
    });
    partnerCenter.expect('GET', `/v1/customers/${CUSTOMER}/directSignedMicrosoftCustomerAgreementStatus`, {
      status: 200,
      json: { isSigned: true },
    });
    const service = client();

    const resellers = await service.resellers();
    const profile = await service.partnerProfile();
    const direct = await service.directAcceptance(CUSTOMER, 'background');

    expect(resellers).toEqual({ kind: 'read', value: [{ id: 'r-1', name: 'Reseller', mpnId: '123' }] });
    expect(profile).toEqual({ kind: 'read', value: { tenantId: 't-1', companyName: 'Partner' } });
    expect(direct).toEqual({ kind: 'read', value: true });
  });
});

/** The address of a port that was free a moment ago. */
async function addressOfNobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
