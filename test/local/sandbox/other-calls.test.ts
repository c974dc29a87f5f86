import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/local/sandbox/sandbox.ts';
import { agreementsOf, fieldOf, confirmation, wireTo } from '../../support/sandbox-wire.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

async function start(options: SandboxOptions = {}) {
  sandbox = await startSandbox({ clock: { now: () => new Date('2021-06-15T10:00:00Z') }, ...options });
  return wireTo(sandbox);
}

describe('orders', () => {
  it('are refused until the customer is confirmed', async () => {
    const wire = await start();
    const { contoso } = sandbox.samples;
    const order = () => wire.post(`/v1/customers/${contoso}/orders`, {});

    const before = await order();
    const seats = await wire.send('PATCH', `/v1/customers/${contoso}/subscriptions/s-1`, { quantity: 3 });
    await wire.post(agreementsOf(contoso), confirmation());
    const after = await order();

    expect([before.status, before.json['code']]).toEqual([403, 13605]);
    expect([seats.status, seats.json['code']]).toEqual([403, 13605]);
    expect(after.status).toBe(201);
  });

  it('do not keep a subscription from being renamed or suspended, with the subscription as the answer', async () => {
    const wire = await start();
    const path = `/v1/customers/${sandbox.samples.contoso}/subscriptions/s-1`;

    const renamed = await wire.send('PATCH', path, { friendlyName: 'Mail' });
    const suspended = await wire.send('PATCH', path, { status: 'suspended' });
    await wire.post(agreementsOf(sandbox.samples.contoso), confirmation());
    const seats = await wire.send('PATCH', path, { quantity: 3 });

    expect([renamed.status, suspended.status, seats.status]).toEqual([200, 200, 200]);
    expect(renamed.json).toMatchObject({ id: 's-1', friendlyName: 'Mail', status: 'active' });
    expect(suspended.json).toMatchObject({ id: 's-1', status: 'suspended' });
    expect(seats.json).toMatchObject({ id: 's-1', quantity: 3 });
  });

  it.each([{ body: undefined }, { body: 'a text' }, { body: [] }, { body: 3 }])(
    'of seats whose body is no subscription are refused as such ($body)',
    async ({ body }) => {
      const wire = await start();
      const path = `/v1/customers/${sandbox.samples.contoso}/subscriptions/s-1`;

      const reply = await wire.send('PATCH', path, body);

      expect([reply.status, reply.json['code']]).toEqual([400, 2000]);
    },
  );

  it('go through while the gate is off, from the start or by the control', async () => {
    const wire = await start({ orderGate: false });
    const { contoso } = sandbox.samples;
    const order = () => wire.post(`/v1/customers/${contoso}/orders`, {});
    const seats = () => wire.send('PATCH', `/v1/customers/${contoso}/subscriptions/s-1`, { quantity: 3 });
    const gate = (isOn: boolean) =>
      fetch(`${sandbox.baseUrl}/sandbox/order-gate`, { method: 'POST', body: JSON.stringify({ isOn }) });

    const open = [await order(), await seats()];
    await gate(true);
    const closed = [await order(), await seats()];
    await gate(false);
    const openAgain = [await order(), await seats()];

    expect([open, closed, openAgain].map((replies) => replies.map(({ status }) => status))).toEqual([
      [201, 200],
      [403, 403],
      [201, 200],
    ]);
  });

  it('are allowed when the customer accepted with Microsoft itself', async () => {
    const wire = await start({ era: 'customer-2021' });
    const { directlySigned, unconfirmed } = sandbox.samples;
    await sandbox.control.confirmOnPage({ customerId: unconfirmed, direct: true });
    const status = (id: string) =>
      wire.get(`/v1/customers/${id}/directSignedMicrosoftCustomerAgreementStatus`);

    const signed = [
      await status(directlySigned),
      await status(unconfirmed),
      await status(sandbox.samples.contoso),
    ];
    const order = await wire.post(`/v1/customers/${unconfirmed}/orders`, {});

    expect(signed.map(({ json }) => json['isSigned'])).toEqual([true, true, false]);
    expect(order.status).toBe(201);
  });
});

describe('the rest of the service', () => {
  it('gives the partner’s profiles', async () => {
    const wire = await start();

    const profiles = ['mpn', 'organization', 'legalbusiness?vettingVersion=Current', 'mpn?mpnId=9'];
    const replies = await Promise.all(profiles.map((profile) => wire.get(`/v1/profiles/${profile}`)));

    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
    expect(replies[1]?.json).toMatchObject({ companyName: 'Altitude Cloud' });
  });

  it('refuses a direct bill partner’s question for resellers', async () => {
    const wire = await start({ partnerKind: 'direct' });

    const reply = await wire.get('/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf');

    expect([reply.status, reply.json['code']]).toEqual([403, 1002]);
  });

  it('records who confirmed what in the activity log', async () => {
    const wire = await start();
    const { contoso, unconfirmed } = sandbox.samples;
    await wire.post(agreementsOf(contoso), confirmation());
    await sandbox.control.confirmOnPage({ customerId: unconfirmed });
    const filter = encodeURIComponent(
      JSON.stringify({ Field: 'CustomerId', Value: contoso, Operator: 'equals' }),
    );

    const all = await wire.get('/v1/auditrecords?startDate=2021-06-01');
    const one = await wire.get(`/v1/auditrecords?startDate=2021-06-01&filter=${filter}`);
    const past = await wire.get('/v1/auditrecords?startDate=2021-06-01&endDate=2021-06-14');

    expect(fieldOf(all, 'customerId')).toEqual([contoso, unconfirmed]);
    expect(one.json.items).toMatchObject([
      { customerName: 'Contoso', operationType: 'create_agreement', operationStatus: 'succeeded' },
    ]);
    expect(past.json.items).toEqual([]);
  });

  it('serves a limited number of calls a minute', async () => {
    const wire = await start({ throttle: { customersPerMinute: 3, confirmationsPerMinute: 3 } });

    const replies = [];
    for (let i = 0; i < 8; i += 1) replies.push(await wire.get('/v1/customers?size=1'));

    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.json).toMatchObject({ statusCode: 429 });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
