import { afterEach, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import { request } from 'node:http';
import restify from 'restify';
import {
  addHealthPages,
  addMetricsPage,
  isFromThisMachine,
  type MetricsAccess,
} from '../../../bot/endpoint/health.ts';
import { readinessOf } from '../../support/door.ts';

const HERE = { host: '127.0.0.1:3978' };
const call = (remoteAddress: string | undefined, headers: Record<string, string> = HERE) => ({
  socket: { remoteAddress } as Socket,
  headers,
});

describe('a call from this machine', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('is known by its address %s', (address) => {
    expect(isFromThisMachine(call(address))).toBe(true);
  });

  it.each(['10.0.0.4', '::ffff:10.0.0.4', 'fe80::1', '2001:db8::127.0.0.1', '128.0.0.1', '1127.0.0.1', ''])(
    'is not one from %s',
    (address) => {
      expect(isFromThisMachine(call(address))).toBe(false);
    },
  );

  it('is not one whose connection is gone', () => {
    expect(isFromThisMachine(call(undefined))).toBe(false);
  });

  it.each(['127.0.0.1', '::1', 'localhost'])('is not one from elsewhere that claims to be %s', (claimed) => {
    const headers = {
      ...HERE,
      'x-forwarded-for': claimed,
      'x-real-ip': claimed,
      forwarded: `for=${claimed}`,
    };

    expect(isFromThisMachine(call('10.0.0.4', headers))).toBe(false);
  });

  it.each([
    ['forwarded', 'for=203.0.113.9'],
    ['via', '1.1 proxy'],
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-host', 'bot.example'],
    ['x-forwarded-proto', 'https'],
    ['x-real-ip', '127.0.0.1'],
    ['x-client-ip', '203.0.113.9'],
    ['client-ip', '203.0.113.9'],
    ['x-original-host', 'bot.example'],
    ['x-azure-clientip', '203.0.113.9'],
    ['x-envoy-external-address', '203.0.113.9'],
    ['x-arr-ssl', 'yes'],
    ['true-client-ip', '203.0.113.9'],
    ['cf-connecting-ip', '203.0.113.9'],
  ])('is not one that a proxy here passes on with %s', (name, value) => {
    expect(isFromThisMachine(call('127.0.0.1', { ...HERE, [name]: value }))).toBe(false);
  });

  it.each(['bot.example', 'bot.example:3978', 'localhost.evil.example', '127.0.0.1.evil.example', ''])(
    'is not one for the host "%s"',
    (host) => {
      expect(isFromThisMachine(call('127.0.0.1', { host }))).toBe(false);
    },
  );

  it.each(['localhost', 'localhost:3978', '[::1]:3978'])('may ask for the host %s', (host) => {
    expect(isFromThisMachine(call('::1', { host }))).toBe(true);
  });
});

describe('the pages for the administrator who runs the bot', () => {
  let server: restify.Server;
  let isReady = true;
  afterEach(async () => {
    server.server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  });

  async function serve(metricsAccess: MetricsAccess) {
    server = restify.createServer();
    addHealthPages(server, { readiness: async () => readinessOf(isReady) });
    addMetricsPage(server, {
      metrics: { read: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'mca_up 1\n' }) },
      metricsAccess,
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  }

  /** Not with `fetch`, which sets `Host` by itself. */
  async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
    return new Promise<{ status: number | undefined; type: string | undefined; text: string }>(
      (resolve, reject) => {
        const { port } = server.address();
        const asking = request(
          { host: '127.0.0.1', port, path, method, agent: false, headers },
          (response) => {
            let text = '';
            response.setEncoding('utf8');
            response.on('data', (chunk: string) => (text += chunk));
            response.on('end', () =>
              resolve({ status: response.statusCode, type: response.headers['content-type'], text }),
            );
          },
        );
        asking.on('error', reject);
        asking.end();
      },
    );
  }

  it('show the metrics to a program on this machine', async () => {
    await serve('loopback');

    expect(await get('/metrics')).toEqual({
      status: 200,
      type: 'text/plain; version=0.0.4',
      text: 'mca_up 1\n',
    });
  });

  it.each<Record<string, string>>([{ 'X-Forwarded-For': '127.0.0.1' }, { Host: 'bot.example' }])(
    'hide them from who comes by a proxy: %j',
    async (headers) => {
      await serve('loopback');

      expect(await get('/metrics', headers)).toMatchObject({ status: 404, text: '' });
    },
  );

  it('show them to every caller when the settings say so', async () => {
    await serve('open');

    const answer = await get('/metrics', { 'X-Forwarded-For': '203.0.113.9', Host: 'bot.example' });

    expect(answer.status).toBe(200);
  });

  it('say that the process lives and whether it can work, to every caller', async () => {
    await serve('loopback');
    const headers = { 'X-Forwarded-For': '203.0.113.9', Host: 'bot.example' };

    const ready = await get('/readyz', headers);
    isReady = false;
    const notReady = await get('/readyz', headers);

    expect([ready.status, notReady.status, (await get('/healthz', headers)).status]).toEqual([200, 503, 200]);
  });

  it('say why it cannot work', async () => {
    isReady = false;
    await serve('loopback');

    const { text } = await get('/readyz');

    expect(JSON.parse(text)).toEqual({ status: 'not ready', because: 'database' });
  });

  it('answer a probe that asks for no body with the same status and none', async () => {
    isReady = false;
    await serve('loopback');

    const answers = await Promise.all(
      ['/healthz', '/readyz', '/metrics'].map((path) => get(path, {}, 'HEAD')),
    );

    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, ''],
      [503, ''],
      [200, ''],
    ]);
  });

  it('hide the metrics from such a probe where they hide them from others', async () => {
    await serve('loopback');

    expect(await get('/metrics', { 'X-Forwarded-For': '203.0.113.9' }, 'HEAD')).toMatchObject({
      status: 404,
    });
  });
});
