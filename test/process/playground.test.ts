import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBotProcess, type BotProcess } from '../support/bot-process.ts';
import { dataDirs } from './data-dirs.ts';

const folders = dataDirs({ endedAfter: 'file' });
const SOCKETS = ['/_ws/log/stream', '/_ws_conversation/v1/conversations/stream'];

let bot: BotProcess;
let port: number;

beforeAll(async () => {
  bot = await startBotProcess({ PLAYGROUND: 'on' }, { dataDir: await folders.empty() });
  port = Number(/Open http:\/\/localhost:(\d+)/.exec(bot.output())?.[1]);
}, 180_000);

afterAll(() => bot.end('SIGTERM'));

/** Every address of this machine but those that only it can use. */
const addresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);

/** Whether a connection is taken there. */
const isOpen = (host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 3_000 });
    const end = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });

/** The status of an answer; 101 where a socket was opened. */
const statusOf = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const call = request({
      host: '127.0.0.1',
      port,
      path,
      headers: { Host: `localhost:${port}`, ...headers },
    });
    call.once('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode);
    });
    call.once('error', reject).end();
  });

const asSocket = (origin: string) => ({
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': Buffer.from('0123456789abcdef').toString('base64'),
  Origin: origin,
});

describe('the Playground beside a bot', () => {
  it('is there for this machine and for no other in its network', async () => {
    const elsewhere = addresses();

    expect(await isOpen('127.0.0.1')).toBe(true);
    expect(elsewhere).not.toEqual([]);
    for (const address of elsewhere) expect([address, await isOpen(address)]).toEqual([address, false]);
  });

  it('shows its page and opens its sockets to it', async () => {
    expect(await statusOf('/', {})).toBe(200);
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
    for (const path of SOCKETS) {
      expect([path, await statusOf(path, asSocket(`http://localhost:${port}`))]).toEqual([path, 101]);
    }
  });

  it.each([
    ['a web page', { Origin: 'https://evil.example' }],
    ['a page of another program', { Origin: 'http://localhost:3000' }],
    ['a page whose name was made to point here', { Host: 'rebound.example' }],
  ])('answers nothing to %s', async (_who, headers) => {
    expect(await statusOf('/', headers)).toBe(403);
    for (const path of SOCKETS) {
      const asked = { ...asSocket(`http://localhost:${port}`), ...headers };
      expect([path, await statusOf(path, asked)]).toEqual([path, 403]);
    }
  });
});
