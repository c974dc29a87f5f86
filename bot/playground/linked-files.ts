import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LRUCache } from 'lru-cache';
import { REAL_TIME, type Time } from '../../src/monotonic-time.ts';
import type { TextFile } from '../files/text-file.ts';
import { mayReachPlayground } from './playground-door.ts';

/** Hands files to a person who uses the Playground, which takes none. They are kept in memory only. */
export interface LinkedFiles {
  /** Keeps a file for ten minutes. Returns the address where only this machine can fetch it. */
  keep(file: TextFile): Promise<string>;
  close(): Promise<void>;
}

/** How long a file can be fetched. The card says so. */
const LIFE_MS = 10 * 60_000;
const MOST_FILES = 20;

/** Builds it without opening a port: the first file opens one. */
export function createLinkedFiles(time: Pick<Time, 'now'> = REAL_TIME): LinkedFiles {
  const kept = new LRUCache<string, TextFile>({
    max: MOST_FILES,
    ttl: LIFE_MS,
    ttlResolution: 0,
    perf: time,
  });
  let server: Promise<Server> | undefined;

  return {
    keep: async (file) => {
      server ??= listenForThem((id) => kept.get(id));
      const { port } = (await server).address() as AddressInfo;
      const id = randomUUID();
      kept.set(id, file);
      return `http://127.0.0.1:${port}/${id}`;
    },
    close: async () => {
      const open = await server;
      open?.close();
      open?.closeAllConnections();
    },
  };
}

async function listenForThem(find: (id: string) => TextFile | undefined): Promise<Server> {
  const server = createServer((request, response) => {
    const file =
      mayReachPlayground(request.headers) && request.method === 'GET' ? find(idIn(request)) : undefined;
    // Not `writeHead(…).end()`: in the bot's process restify has replaced `writeHead` by one that returns nothing.
    if (file) handOver(response, file);
    else Object.assign(response, { statusCode: 404 }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const idIn = ({ url = '' }: IncomingMessage): string => url.slice(1);

function handOver(response: ServerResponse, { name, text }: TextFile): void {
  response.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}
