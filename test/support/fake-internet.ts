import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { selfSigned } from './self-signed.ts';

/** Where a call to a public host ends in truth: an address on loopback, or an answer in JSON. */
export type Route = (path: string) => string | object | undefined;

/** Public hosts over TLS, which only a proxy that understands CONNECT leads to. */
export interface FakeInternet {
  /** The proxy's address. */
  proxyUrl: string;
  /** The certificate of the hosts' own authority, in PEM. */
  authority: string;
  /** Each host that the proxy was asked for, with how often. */
  connects: Map<string, number>;
  /** Each call that arrived behind it: host and path. */
  calls: string[];
  /** Refuses every tunnel with this status; 200 heals. */
  refuse(status: number): void;
  close(): Promise<void>;
}

export async function fakeInternet(routes: Record<string, Route>): Promise<FakeInternet> {
  const { certificate, key } = selfSigned(...Object.keys(routes));
  const connects = new Map<string, number>();
  const calls: string[] = [];
  let status = 200;

  const far = createTlsServer({ cert: certificate, key }, (incoming, outgoing) => {
    const host = (incoming.headers.host ?? '').replace(/:\d+$/, '');
    calls.push(`${host}${(incoming.url ?? '').split('?')[0]}`);
    const target = routes[host]?.(incoming.url ?? '');
    if (typeof target === 'string') passOn(incoming, outgoing, target);
    else {
      outgoing.writeHead(target ? 200 : 404, { 'Content-Type': 'application/json' });
      outgoing.end(JSON.stringify(target ?? {}));
    }
  });
  const proxy = createServer((_incoming, outgoing) => {
    outgoing.writeHead(405);
    outgoing.end();
  });
  proxy.on('connect', (incoming: IncomingMessage, near) => {
    const host = (incoming.url ?? '').replace(/:443$/, '');
    connects.set(host, (connects.get(host) ?? 0) + 1);
    near.on('error', () => undefined);
    if (status !== 200 || !(host in routes))
      return void near.end(`HTTP/1.1 ${status === 200 ? 502 : status} No\r\n\r\n`);
    const tunnel = connect((far.address() as AddressInfo).port, '127.0.0.1', () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      tunnel.pipe(near);
      near.pipe(tunnel);
    });
    tunnel.on('error', () => near.destroy());
    near.on('close', () => tunnel.destroy());
  });
  for (const server of [far, proxy]) await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    proxyUrl: `http://name:word@127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    authority: certificate,
    connects,
    calls,
    refuse: (given) => void (status = given),
    close: async () => {
      for (const server of [far, proxy]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, target: string): void {
  const { host, ...others } = incoming.headers;
  const headers = { ...others, 'x-forwarded-host': host };
  const onward = forward(target, { method: incoming.method, headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
