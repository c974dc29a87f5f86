import { afterAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { MAX_BODY_BYTES } from '../../../bot/endpoint/body.ts';
import { teamsClient } from '../../support/activities.ts';
import { CARRIER_NAMES } from '../../support/channel.ts';
import { doorUnderTest } from '../../support/door.ts';

const doors = { sdk: await doorUnderTest('sdk'), direct: await doorUnderTest('direct') };
afterAll(() => Promise.all(Object.values(doors).map((door) => door.close())));

describe.each(CARRIER_NAMES)('with the channel by %s,', (carrier) => {
  const door = doors[carrier];
  const { authority, serviceUrl } = door;

  const client = teamsClient({ serviceUrl, appId: authority.appId });
  const message = (changes?: Record<string, unknown>) => JSON.stringify(client.message('bonjour', changes));
  const genuine = () => authority.authorization({ serviceUrl });

  interface Sent {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string | Buffer;
  }

  /** Puts bytes on the wire and gives the status of what comes back; undefined when the connection just ends. */
  async function raw(lines: string, ...more: (string | Buffer)[]): Promise<number | undefined> {
    return new Promise((resolve) => {
      const socket = connect(door.port, '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk: Buffer) => {
        answer += chunk.toString('latin1');
        if (answer.includes('\r\n\r\n')) socket.destroy();
      });
      socket.setTimeout(5_000, () => socket.destroy());
      socket.on('error', () => undefined);
      socket.on('close', () => {
        const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
        resolve(statuses.find((status) => status >= 200));
      });
      socket.write(lines);
      for (const part of more) socket.write(part);
    });
  }

  async function send({ method = 'POST', path = '/api/messages', headers = {}, body = '' }: Sent) {
    const bytes = Buffer.from(body);
    const all: Record<string, string> = {
      Host: 'bot',
      Authorization: await genuine(),
      'Content-Type': 'application/json',
      'Content-Length': `${bytes.length}`,
      ...headers,
    };
    const lines = Object.entries(all).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]));
    return raw(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, bytes);
  }

  describe('the door', () => {
    it('opens for a genuine call, so that the others are refused for what is wrong with them', async () => {
      expect(await send({ body: message() })).toBe(200);
      expect(door.turns.splice(0)).toHaveLength(1);
    });

    it.each<[string, number | undefined, Sent | (() => Sent)]>([
      // Bodies
      ['nothing', 400, {}],
      ['a million brackets', 413, { body: '['.repeat(1_000_000) }],
      ['a quarter of a million brackets', 400, { body: '['.repeat(MAX_BODY_BYTES) }],
      ['a deep activity', 400, { body: message({ value: JSON.parse('['.repeat(70) + ']'.repeat(70)) }) }],
      ['half an activity', 400, { body: message().slice(0, 100) }],
      ['two activities', 400, { body: message() + message() }],
      [
        'a form',
        400,
        { body: 'type=message', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      ],
      ['XML', 400, { body: '<activity/>', headers: { 'Content-Type': 'text/xml' } }],
      ['an activity in a list', 400, { body: `[${message()}]` }],
      ['an activity after a byte order mark', 400, { body: `\ufeff${message()}` }],
      ['an activity in UTF-16', 400, { body: Buffer.from(message(), 'utf16le') }],
      ['bytes that are no text', 400, { body: Buffer.from([0xff, 0xfe, 0x00, 0x80]) }],
      ['a packed activity', 400, { body: gzipSync(message()), headers: { 'Content-Encoding': 'gzip' } }],
      [
        'a small parcel of 100 MB',
        400,
        { body: gzipSync(Buffer.alloc(100_000_000)), headers: { 'Content-Encoding': 'gzip' } },
      ],
      [
        'an activity of another encoding by its word alone',
        200,
        { body: message(), headers: { 'Content-Encoding': 'br' } },
      ],
      // Headers
      ['no kind of content', 200, { body: message(), headers: { 'Content-Type': '' } }],
      [
        'a kind of content that is none',
        200,
        { body: message(), headers: { 'Content-Type': ';;;charset==' } },
      ],
      ['a wish for pictures', 200, { body: message(), headers: { Accept: 'image/png' } }],
      ['a wish that is none', 200, { body: message(), headers: { Accept: ';;q=x,/' } }],
      ['a wish for another version', 200, { body: message(), headers: { 'Accept-Version': '~9' } }],
      ['a doubt before the body', 200, { body: message(), headers: { Expect: '100-continue' } }],
      ['an unknown expectation', 417, { body: message(), headers: { Expect: 'miracles' } }],
      [
        'another method by a header',
        200,
        { body: message(), headers: { 'X-HTTP-Method-Override': 'DELETE' } },
      ],
      [
        'a token of 100 KB',
        431,
        { body: message(), headers: { Authorization: `Bearer ${'a'.repeat(100_000)}` } },
      ],
      ['no token', 401, { body: message(), headers: { Authorization: '' } }],
      ['an announced length below zero', 400, { body: message(), headers: { 'Content-Length': '-1' } }],
      [
        'an announced length that is no number',
        400,
        { body: message(), headers: { 'Content-Length': 'many' } },
      ],
      [
        'two ways of saying the length',
        400,
        { body: message(), headers: { 'Transfer-Encoding': 'chunked' } },
      ],
      [
        'a wish for a web socket',
        200,
        { body: message(), headers: { Connection: 'Upgrade', Upgrade: 'websocket' } },
      ],
      ...[
        'a:b',
        'x:99999',
        '[',
        '%',
        'a b',
        'a^b',
        'a<b',
        '1.2.3.999',
        '[::1',
        'bot/x',
        'bot?x',
        'bot#x',
        'me@bot',
      ].map((host): [string, number, Sent] => [
        `the host ${host}`,
        /^(bot|me)/.test(host) ? 404 : 400,
        { headers: { Host: host }, path: '/nowhere' },
      ]),
      // Methods and paths
      ['GET', 405, { method: 'GET' }],
      ['PUT', 405, { method: 'PUT', body: message() }],
      ['DELETE', 405, { method: 'DELETE' }],
      ['OPTIONS', 405, { method: 'OPTIONS' }],
      ['HEAD', 405, { method: 'HEAD' }],
      ['TRACE', 405, { method: 'TRACE' }],
      ['CONNECT', undefined, { method: 'CONNECT', path: 'evil.example:443' }],
      ['an unknown method', 400, { method: 'ACTIVATE' }],
      ['a path with a query', 200, { path: '/api/messages?x=1&__proto__[a]=1', body: message() }],
      ['a path in broken code', 404, { path: '/api/%E0%A4%A', body: message() }],
      ['the path and more in broken code', 404, { path: '/api/messages/%ff%00', body: message() }],
      ['a path with two strokes', 404, { path: '//evil.example/api/messages', body: message() }],
      ['a path upwards', 404, { path: '/api/../../../../etc/passwd', body: '' }],
      ['a path of 8,000 letters', 404, { path: `/${'a'.repeat(8_000)}`, body: '' }],
      ['a path that would change objects', 404, { path: '/__proto__/constructor', body: '' }],
      ['a whole address as path', 404, { path: 'http://evil.example/api/message', body: '' }],
      ['half an address as path', 400, { path: 'http://[::1', body: message() }],
      ['an address without a host as path', 400, { path: 'http://[', method: 'GET' }],
      ['an address at no port as path', 400, { path: 'http://x:99999/healthz', method: 'GET' }],
      ['no path', 404, { path: '*', method: 'GET' }],
    ])('answers %s with %s', async (_what, status, sent) => {
      const result = await send(typeof sent === 'function' ? sent() : sent);

      expect(result).toBe(status);
      expect(door.turns.splice(0)).toHaveLength(status === 200 ? 1 : 0);
    });

    it.each<[string, string[]]>([
      ['no HTTP', ['HELO bot\r\n\r\n']],
      ['bytes of another protocol', ['\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n']],
      ['a header without an end', ['POST /api/messages HTTP/1.1\r\nHost: bot\r\nX: ' + 'a'.repeat(200_000)]],
      ['a thousand headers', ['POST / HTTP/1.1\r\nHost: bot\r\n' + 'X: a\r\n'.repeat(20_000) + '\r\n']],
      [
        'a chunk of no size',
        ['POST /api/messages HTTP/1.1\r\nHost: bot\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
      ],
    ])('refuses %s and goes on', async (_what, [lines = '']) => {
      const status = await raw(lines);

      expect(status === undefined || (status >= 400 && status < 500)).toBe(true);
      expect(await send({ body: message() })).toBe(200);
      door.turns.splice(0);
    });

    it.each([
      ['/a-page-with-ana@contoso.example', 'GET', 404, 'no-such-page'],
      ['/healthz', 'DELETE', 405, 'method'],
    ])(
      'tells a caller who asks for %s by %s nothing but the status, and counts it',
      async (path, method, status, reason) => {
        const answer = await fetch(`http://127.0.0.1:${door.port}${path}`, { method });

        expect([answer.status, await answer.text()]).toEqual([status, '']);
        expect((await door.metrics.read()).text).toContain(`{reason="${reason}"}`);
        expect(door.lines.join('\n')).toContain(reason);
        expect(door.lines.join('\n')).not.toContain('contoso');
      },
    );

    it('hangs up on a stranger who sends a body without end', async () => {
      const socket = connect(door.port, '127.0.0.1');
      let sent = 0;
      const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      socket.on('error', () => undefined);
      socket.write('POST /api/messages HTTP/1.1\r\nHost: bot\r\nTransfer-Encoding: chunked\r\n\r\n');
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      const more = () => {
        while (!socket.destroyed && socket.write(chunk)) sent += chunk.length;
      };
      socket.on('drain', more);
      more();

      await gone;

      expect(sent).toBeLessThan(100_000_000);
    });

    it('reads a chunked body that dribbles in', async () => {
      const body = message();
      const parts = body.match(/.{1,400}/gs) ?? [];
      const lines = `POST /api/messages HTTP/1.1\r\nHost: bot\r\nAuthorization: ${await genuine()}\r\nTransfer-Encoding: chunked\r\n\r\n`;

      const status = await raw(
        lines,
        ...parts.map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`),
        '0\r\n\r\n',
      );

      expect(status).toBe(200);
      door.turns.splice(0);
    });

    it('waits for no caller: headers and bodies have their time', () => {
      const { headersTimeout, requestTimeout } = door.server.server;

      expect(headersTimeout).toBeLessThanOrEqual(10_000);
      expect(requestTimeout).toBeLessThanOrEqual(30_000);
    });
  });
});
