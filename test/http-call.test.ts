import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createTcp, type Server as TcpServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { httpCall, type HttpCall } from '../src/http-call.ts';
import { networkFailure } from '../src/network-failure.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listening(server: Server | TcpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function failureOf(call: Partial<HttpCall> & { url: string }) {
  const error: unknown = await httpCall({ method: 'POST', headers: {}, timeoutMs: 5_000, ...call }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return networkFailure(error);
}

describe('a call that is not answered in time', () => {
  it('may have arrived where the connection stood', async () => {
    const port = await listening(createHttp(() => undefined));

    expect(await failureOf({ url: `http://127.0.0.1:${port}`, body: '{}', timeoutMs: 100 })).toMatchObject({
      sent: true,
    });
  });

  it('may have arrived on a connection that was kept from the call before', async () => {
    let answers = 1;
    const server = createHttp((_request, response) => void (answers-- > 0 && response.end('yes')));
    const url = `http://127.0.0.1:${await listening(server)}`;
    await httpCall({ url, method: 'GET', headers: {}, timeoutMs: 5_000 });

    expect(await failureOf({ url, body: '{}', timeoutMs: 100 })).toMatchObject({ sent: true });
  });

  it('surely has not where the keys were never agreed on', async () => {
    const heard: string[] = [];
    const port = await listening(
      createTcp((socket) => socket.on('data', (bytes) => heard.push(bytes.toString('latin1')))),
    );

    let asked = 0;
    const failure = await failureOf({
      ...{ url: `https://127.0.0.1:${port}/secret`, body: '{"secret":1}', timeoutMs: 200 },
      mayGoOut: () => (asked += 1) > 0,
    });

    expect([failure.sent, asked]).toEqual([false, 0]);
    expect(heard.join('')).not.toContain('secret');
  });
});

describe('a call that may go out only for a while', () => {
  const answered = async (mayGoOut: () => boolean) => {
    const bodies: string[] = [];
    const server = createHttp((request, response) => {
      request.on('data', (bytes: Buffer) => bodies.push(bytes.toString()));
      request.on('end', () => response.end('taken'));
    });
    const url = `http://127.0.0.1:${await listening(server)}`;
    // The second one finds a connection that stands.
    const calls: string[] = [];
    for (const body of ['first', 'second']) {
      await httpCall({ url, method: 'POST', headers: {}, body, timeoutMs: 5_000, mayGoOut }).then(
        ({ text }) => calls.push(text),
        (error: unknown) => calls.push(JSON.stringify(networkFailure(error))),
      );
    }
    return { bodies, calls };
  };

  it('goes out when it may', async () => {
    expect(await answered(() => true)).toEqual({ bodies: ['first', 'second'], calls: ['taken', 'taken'] });
  });

  it('sends no byte when it may not, and says so', async () => {
    const no = JSON.stringify({ sent: false, code: 'ENOTALLOWED' });

    expect(await answered(() => false)).toEqual({ bodies: [], calls: [no, no] });
  });

  it('may have arrived when the connection breaks after it went out', async () => {
    const port = await listening(createTcp((socket) => void socket.once('data', () => socket.destroy())));

    expect(
      await failureOf({ url: `http://127.0.0.1:${port}`, body: '{}', mayGoOut: () => true }),
    ).toMatchObject({
      sent: true,
    });
  });
});
