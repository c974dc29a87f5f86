import { request } from 'node:http';
import { createServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './self-signed.ts';

/** An address with TLS before a server without it. */
export interface TlsFront {
  url: string;
  /** The certificate that its callers must trust, in PEM. */
  certificate: string;
  close(): Promise<void>;
}

/** Hands everything on to the server behind, and its answers back. */
export async function tlsFront(behind: string): Promise<TlsFront> {
  const { certificate, key } = selfSigned('localhost');
  const server = createServer({ cert: certificate, key }, (incoming, response) => {
    const { method, url = '/', headers } = incoming;
    const call = request(new URL(url, behind), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    call.on('error', () => response.destroy());
    incoming.pipe(call);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    certificate,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
