import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/local/sandbox/sandbox.ts';
import { wireTo } from '../../support/sandbox-wire.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

async function start(options: SandboxOptions = {}) {
  sandbox = await startSandbox({ clock: { now: () => new Date('2021-06-15T10:00:00Z') }, ...options });
  return wireTo(sandbox);
}

describe('the control over HTTP', () => {
  it('does what the control in the process does', async () => {
    const wire = await start();
    const { contoso } = sandbox.samples;

    const answers = [
      await wire.post('/sandbox/agreements', { customerId: contoso, dateAgreed: '2018-09-01' }),
      await wire.post('/sandbox/faults', { fault: 'server-error', times: 2 }),
      await wire.post('/sandbox/clock', { now: '2021-07-01T00:00:00Z', offsetMs: 5 }),
      await wire.post('/sandbox/customers', { count: 1 }),
      await wire.post(`/sandbox/customers/${contoso}/remove`, {}),
    ];
    const failing = await wire.get('/v1/customers');
    const faults = await wire.get('/sandbox/faults');
    await wire.send('DELETE', '/sandbox/faults');
    const ledger = await wire.get('/sandbox/ledger');
    const calls = await wire.get('/sandbox/calls');

    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(204));
    expect(failing.status).toBe(500);
    expect(faults.json['faults']).toEqual([{ fault: 'server-error', times: 1 }]);
    expect(sandbox.control.pendingFaults()).toEqual([]);
    expect(ledger.json['entries']).toMatchObject([
      { customerId: contoso, route: 'page', dateAgreed: '2018-09-01' },
    ]);
    expect(calls.json).toMatchObject({ token: 1, customers: 1 });
  });

  it('gives a customer another domain, in every later reading', async () => {
    const wire = await start();
    const { contoso } = sandbox.samples;

    await wire.post(`/sandbox/customers/${contoso}/domain`, { domain: 'Contoso.onmicrosoft.us' });

    const { json } = await wire.get(`/v1/customers/${contoso}`);
    expect(json['companyProfile']).toMatchObject({ domain: 'contoso.onmicrosoft.us' });
  });

  it.each([
    ['/sandbox/faults', { fault: 'earthquake' }],
    ['/sandbox/clock', { now: 'noon' }],
    ['/sandbox/agreements', { customerId: '00000000-0000-4000-8000-000000000000' }],
  ])('refuses nonsense at %s', async (path, body) => {
    const wire = await start();

    const reply = await wire.post(path, body);

    expect(reply.status).toBe(400);
  });
});
