import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SiteFile } from './site.ts';

/** A page that is being served, to this machine alone. */
export interface ServedPage {
  url: string;
  stop(): Promise<void>;
}

/** Serves files on loopback; port 0 takes any that is free. Throws when the port cannot be had. */
export async function servePage(files: ReadonlyMap<string, SiteFile>, port: number): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0]?.slice(1) || 'index.html';
    const found = files.get(path);
    if (!found) return void response.writeHead(404).end();
    try {
      const body = found.read();
      response.writeHead(200, { 'Content-Type': found.type, 'Cache-Control': 'no-store' }).end(body);
    } catch {
      response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: openPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${openPort}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
