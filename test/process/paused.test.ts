import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Sandbox } from '../../src/local/sandbox/sandbox.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { filingWorld, type FilingWorld } from '../use-cases/confirming/filing-world.ts';
import type { FileOneTask } from './file-one.ts';

const data = await testDatabase();
let world: FilingWorld;
beforeAll(async () => {
  world = await filingWorld(data);
  world.sandbox.control.fault({ fault: 'forget-request-id', times: 1_000 });
});
afterAll(() => world.sandbox.stop());

const open: (() => void)[] = [];
afterEach(() => open.splice(0).forEach((close) => close()));

/** How long the paused process holds the confirmation. */
const ATTEMPT_MS = 2_000;

/** Partner Center as one process sees it: no access token is good for a second call, and each may be held back. */
async function wayTo(sandbox: Sandbox, onToken: () => Promise<void>) {
  const posts: string[] = [];
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const isToken = request.method === 'POST' && !path.startsWith('/v1/');
    if (isToken) await onToken();
    else if (request.method === 'POST') posts.push(path);
    const answer = await fetch(sandbox.baseUrl + path, {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      ...(request.method === 'POST' && { body: await text(request) }),
    });
    const body = await answer.text();
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
    response.end(isToken ? body.replace(/("expires_in": ?"?)\d+/, '$11') : body);
  }
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const here = (url: string) => Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href;
  return {
    posts,
    baseUrl: `http://127.0.0.1:${port}`,
    tokenUrl: here(sandbox.tokenUrl),
  };
}

const headersOf = ({ headers: { host: _host, connection: _connection, ...headers } }: IncomingMessage) =>
  headers as Record<string, string>;

const stateOf = async (id: string) => {
  const { rows } = await sql<{ state: string }>`select state from confirmations where id = ${id}`.execute(
    data.database.kysely,
  );
  return rows[0]?.state;
};

function fileOne(task: FileOneTask): { child: ChildProcess; said: Promise<string> } {
  const script = fileURLToPath(new URL('./file-one.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', script, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  open.push(() => child.kill('SIGKILL'));
  return { child, said: text(child.stdout) };
}

describe('a process that is stopped by a signal between taking a confirmation and its POST', () => {
  it('posts nothing when it goes on after its successor', async () => {
    const { id } = await world.recorded();
    let goOn: () => void = () => undefined;
    let paused: ChildProcess | undefined;
    const way = await wayTo(world.sandbox, async () => {
      // The token it asks for now is the one for its POST.
      if ((await stateOf(id)) !== 'sending') return;
      paused = child;
      child.kill('SIGSTOP');
      await new Promise<void>((resolve) => (goOn = resolve));
    });
    const { child, said } = fileOne({
      ...way,
      databaseUrl: data.url,
      encryptionKey: TEST_ENCRYPTION_KEY,
      credentials: world.sandbox.credentials,
      confirmationId: id,
      attemptMs: ATTEMPT_MS,
      confirmTimeoutMs: 1_000,
    });
    await eventually(() => expect(paused).toBeDefined(), { withinMs: 60_000 });
    const pausedAt = performance.now();

    // Another process, to which the pause has long been over.
    world.clock.advance(Date.now() - world.clock.now().getTime());
    for (let rounds = 0; (await stateOf(id)) !== 'confirmed' && rounds < 30; rounds += 1) {
      world.clock.advance(75_000);
      await world.file(id);
    }
    await eventually(() => expect(performance.now() - pausedAt).toBeGreaterThan(ATTEMPT_MS));
    goOn();
    child.kill('SIGCONT');

    expect(await said).toBe('again\n');
    expect(way.posts).toEqual([]);
    expect(await stateOf(id)).toBe('confirmed');
    expect(world.sandbox.ledger()).toHaveLength(1);
  }, 120_000);
});
