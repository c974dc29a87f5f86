import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/local/sandbox/sandbox.ts';
import {
  agreementsOf,
  CLOUD_TEMPLATE,
  CONTACT,
  CUSTOMER_TEMPLATE,
  fieldOf,
  confirmation,
  wireTo,
} from '../../support/sandbox-wire.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

async function start(options: SandboxOptions = {}) {
  sandbox = await startSandbox({ clock: { now: () => new Date('2021-06-15T10:00:00Z') }, ...options });
  return wireTo(sandbox);
}

describe('the agreements of the era', () => {
  it('cloud-2018 offers one template, whatever is asked for, and lists a past without parameter', async () => {
    const wire = await start({ era: 'cloud-2018' });

    const templates = await wire.get('/v1/agreements?agreementType=MicrosoftCustomerAgreement');
    const agreements = await wire.get(agreementsOf(sandbox.samples.confirmedTwice));

    expect(fieldOf(templates, 'templateId')).toEqual([CLOUD_TEMPLATE]);
    expect(agreements.json['totalCount']).toBe(2);
    expect(agreements.json.items[0]?.['dateAgreed']).toMatch(/^2018-\d\d-\d\dT00:00:00$/);
  });

  it('customer-2021 offers both, the Cloud one unless asked', async () => {
    const wire = await start({ era: 'customer-2021' });

    const queries = [
      '',
      '?agreementType=MicrosoftCustomerAgreement',
      '?agreementType=*',
      '?agreementType=Other',
    ];
    const lists = await Promise.all(queries.map((query) => wire.get(`/v1/agreements${query}`)));
    const past = await Promise.all(
      queries.map((query) => wire.get(agreementsOf(sandbox.samples.confirmedOnce) + query)),
    );

    expect(lists.map((list) => fieldOf(list, 'templateId'))).toEqual([
      [CLOUD_TEMPLATE],
      [CUSTOMER_TEMPLATE],
      [CLOUD_TEMPLATE, CUSTOMER_TEMPLATE],
      [],
    ]);
    expect(past.map(({ json }) => json['totalCount'])).toEqual([0, 1, 1, 0]);
  });
});

describe('confirming', () => {
  it('records what was said, says who, and shows it without zone afterwards', async () => {
    const wire = await start();
    const path = agreementsOf(sandbox.samples.contoso);

    const reply = await wire.post(path, confirmation(), { 'MS-RequestId': 'r-1', 'MS-CorrelationId': 'c-1' });
    const after = await wire.get(path);

    expect(reply.status).toBe(201);
    expect(reply.json).toEqual({ ...confirmation(), userId: expect.any(String) as unknown });
    expect([reply.headers.get('ms-requestid'), reply.headers.get('ms-correlationid')]).toEqual([
      'r-1',
      'c-1',
    ]);
    expect(after.json).toEqual({
      totalCount: 1,
      items: [
        {
          ...confirmation(),
          dateAgreed: '2018-09-03T00:00:00',
          agreementLink: 'https://docs.microsoft.com/partner-center/agreements',
        },
      ],
    });
    expect(sandbox.ledger()).toMatchObject([
      { customerId: sandbox.samples.contoso, requestId: 'r-1', route: 'api' },
    ]);
  });

  it.each<[string, unknown, number, unknown]>([
    ['no JSON', undefined, 400, 800002],
    ['a first name missing', confirmation({ primaryContact: { ...CONTACT, firstName: '' } }), 400, 800002],
    [
      'no e-mail address',
      confirmation({ primaryContact: { ...CONTACT, email: 'ana@contoso' } }),
      400,
      800002,
    ],
    ['no date', confirmation({ dateAgreed: 'yesterday' }), 400, 800002],
    ['a template unknown', confirmation({ templateId: 'x' }), 400, undefined],
    ['a template of later years', confirmation({ templateId: CUSTOMER_TEMPLATE }), 400, undefined],
    ['a date in the future', confirmation({ dateAgreed: '2021-06-16T00:00:00.000Z' }), 400, 600002],
  ])('is refused with %s', async (_case, body, status, code) => {
    const wire = await start();

    const reply = await wire.send('POST', agreementsOf(sandbox.samples.contoso), body);

    expect([reply.status, reply.json['code']]).toEqual([status, code]);
    expect(sandbox.ledger()).toEqual([]);
  });

  it('takes today’s midnight but not an instant that the service’s clock has not reached', async () => {
    const wire = await start();
    const path = agreementsOf(sandbox.samples.contoso);
    sandbox.control.clock({ offsetMs: -1_000 });

    const midnight = await wire.post(path, confirmation({ dateAgreed: '2021-06-15T00:00:00.000Z' }));
    const instant = await wire.post(path, confirmation({ dateAgreed: '2021-06-15T10:00:00.000Z' }));

    expect([midnight.status, instant.json['code']]).toEqual([201, 600002]);
  });

  it('is repeated for the same request id without a second agreement', async () => {
    const wire = await start();
    const path = agreementsOf(sandbox.samples.contoso);
    const headers = { 'MS-RequestId': 'r-1' };

    const replies = await Promise.all([
      wire.post(path, confirmation(), headers),
      wire.post(path, confirmation(), headers),
      wire.post(path, confirmation(), headers),
    ]);

    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(sandbox.ledger()).toHaveLength(1);
  });

  it.each([
    ['another request id', { headers: { 'MS-RequestId': 'r-2' } }],
    ['another body', { body: { dateAgreed: '2018-09-04T00:00:00Z' } }],
    ['no request id kept', { forget: true }],
    ['a day gone by', { later: true }],
  ])('is a second one with %s', async (_case, change: Change) => {
    const wire = await start();
    const path = agreementsOf(sandbox.samples.contoso);
    await wire.post(path, confirmation(), { 'MS-RequestId': 'r-1' });
    if (change.forget) sandbox.control.fault({ fault: 'forget-request-id' });
    if (change.later) sandbox.control.clock({ offsetMs: 24 * 3_600_000 });
    const again = await wireTo(sandbox);

    await again.post(path, confirmation(change.body), { 'MS-RequestId': 'r-1', ...change.headers });

    expect(sandbox.ledger()).toHaveLength(2);
  });

  it('the same contact twice is 600061 since 2021, a changed phone is not', async () => {
    const wire = await start({ era: 'customer-2021' });
    const path = agreementsOf(sandbox.samples.contoso);
    const body = confirmation({ templateId: CUSTOMER_TEMPLATE });

    await wire.post(path, body);
    const same = await wire.post(path, { ...body, dateAgreed: '2020-01-01T00:00:00Z' });
    const changed = await wire.post(path, { ...body, primaryContact: { ...CONTACT, phoneNumber: null } });

    expect(same.json).toMatchObject({
      code: 600061,
      errorName: 'PartnerConfirmedAgreementAlreadyExists',
      isRetryable: false,
      errorMessageExtended: 'InternalErrorCode=600061',
    });
    expect(changed.status).toBe(201);
  });

  it('of the Cloud Agreement is refused without a code since 2021', async () => {
    const wire = await start({ era: 'customer-2021' });

    const reply = await wire.post(agreementsOf(sandbox.samples.contoso), confirmation());

    expect([reply.status, reply.json['code']]).toEqual([400, undefined]);
  });

  it('is refused altogether once retired, while reading still works', async () => {
    const wire = await start({ era: 'retired-2026' });
    const path = agreementsOf(sandbox.samples.contoso);

    const reply = await wire.post(path, confirmation({ templateId: CUSTOMER_TEMPLATE }));
    const read = await wire.get(`${path}?agreementType=*`);

    expect([reply.status, reply.json['code']]).toEqual([400, 'A-RETIRED']);
    expect(read.json['totalCount']).toBe(0);
  });
});

interface Change {
  headers?: Record<string, string>;
  body?: Record<string, unknown>;
  forget?: boolean;
  later?: boolean;
}
