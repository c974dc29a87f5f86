import { afterEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/local/sandbox/sandbox.ts';
import { agreementsOf, confirmation, wireTo } from '../../support/sandbox-wire.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

async function start(options: SandboxOptions = {}) {
  sandbox = await startSandbox({ clock: { now: () => new Date('2021-06-15T10:00:00Z') }, ...options });
  return wireTo(sandbox);
}

describe('who may call', () => {
  it.each([
    ['no token', { authorization: '' }, 401, 800001],
    ['an unknown token', { authorization: 'Bearer x' }, 401, 800001],
  ])('not with %s', async (_case, headers, status, code) => {
    const wire = await start();

    const reply = await wire.get('/v1/customers', headers);

    expect([reply.status, reply.json['code']]).toEqual([status, code]);
  });

  it('not with a token that has ended', async () => {
    const wire = await start();
    sandbox.control.clock({ offsetMs: 3_600_000 });

    const reply = await wire.get('/v1/customers');

    expect(reply.status).toBe(401);
  });

  it('not with a token for another service', async () => {
    await start();
    const wire = await wireTo(sandbox, { resource: 'https://graph.windows.net' });

    const reply = await wire.get('/v1/customers');

    expect([reply.status, reply.json['code']]).toEqual([401, 900420]);
  });

  it('an app alone may list customers, not touch agreements', async () => {
    await start();
    const wire = await wireTo(sandbox, { grant_type: 'client_credentials' });

    const list = await wire.get('/v1/customers');
    const agreements = await wire.get('/v1/agreements');

    expect(list.status).toBe(200);
    expect([agreements.status, agreements.json['code']]).toEqual([403, 900329]);
  });

  it('an indirect reseller gets an empty 403 for whatever is about agreements', async () => {
    const wire = await start({ partnerKind: 'reseller' });

    const replies = [
      await wire.get('/v1/agreements'),
      await wire.get(agreementsOf(sandbox.samples.unconfirmed)),
      await wire.post(agreementsOf(sandbox.samples.unconfirmed), confirmation()),
    ];

    expect(replies.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([403, '']));
  });

  it.each([
    ['another host name', { host: 'rebound.example' }, 403],
    ['a page from elsewhere', { host: '127.0.0.1', origin: 'https://elsewhere.example' }, 403],
    ['localhost', { host: 'localhost:1234' }, 200],
  ])('asked by way of %s', async (_case, headers, expected) => {
    await start();

    const status = await statusFor(`${sandbox.baseUrl}/sandbox/calls`, headers);

    expect(status).toBe(expected);
  });
});

/** By hand, because fetch sets these headers itself. */
function statusFor(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.on('error', reject).end();
  });
}
