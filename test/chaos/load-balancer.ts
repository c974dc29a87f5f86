import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Spreads what Teams sends over several bots, one after the other; one that does not answer gives a 502. */
export interface LoadBalancer {
  messagesUrl: string;
  /** Takes a bot out, as a health check does. */
  remove(port: number): void;
  close(): Promise<void>;
}

export async function startLoadBalancer(ports: readonly number[]): Promise<LoadBalancer> {
  const alive = [...ports];
  let turn = 0;
  const server = createServer((request, response) => {
    const port = alive[(turn += 1) % alive.length];
    const forward = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: await text(request),
      });
      response.writeHead(answer.status, { 'Content-Type': 'application/json' });
      response.end(await answer.text());
    };
    forward().catch(() => {
      response.writeHead(502);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    messagesUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    remove: (port) => void alive.splice(alive.indexOf(port), 1),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
