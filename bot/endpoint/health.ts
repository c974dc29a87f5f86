import type { IncomingMessage } from 'node:http';
import type { Request, Response, Server } from 'restify';
import type { Metrics } from '../../src/metrics.ts';
import { isLoopbackHost } from '../../src/domain/loopback.ts';

/** Who may read the metrics: programs on this machine, or everybody who can reach the port. */
export type MetricsAccess = 'loopback' | 'open';

interface Needs {
  /** Whether work can be done: database there, queue running, not stopping. */
  isReady: () => Promise<boolean>;
  metrics: Pick<Metrics, 'read'>;
  metricsAccess: MetricsAccess;
}

/** The pages for the administrator who runs the bot: whether it lives, whether it can work, how it is doing. */
export function addHealthPages(server: Server, { isReady, metrics, metricsAccess }: Needs): void {
  server.get('/healthz', async (_request: Request, response: Response) => {
    response.send(200, { status: 'ok' });
  });
  server.get('/readyz', async (_request: Request, response: Response) => {
    const ready = await isReady();
    response.send(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
  });
  server.get('/metrics', async (request: Request, response: Response) => {
    if (metricsAccess === 'open' || isFromThisMachine(request)) {
      const { contentType, text } = await metrics.read();
      response.sendRaw(200, text, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
    } else response.send(404);
  });
}

/** What proxies tell of whom they speak for: behind one on this machine everybody would seem to be here. */
const FORWARDED = /^(forwarded|via|x-forwarded-.+|x-original-.+|(x-)?(real|client|cluster-client)-ip)$/;
const OTHER_PROXIES = /^(x-azure-.+|x-arr-.+|x-envoy-.+|x-appgw-.+|cf-.+|true-client-ip|fastly-client-ip)$/;

const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i;

/**
 * Whether a program on this machine asks for itself. Decided by the connection's address, which cannot be made up;
 * what a caller says of itself can only take the right away. A page in a browser here that found a name for this address
 * (DNS rebinding) has that name in `Host`.
 */
export function isFromThisMachine({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '')) return false;
  if (!isLoopbackHost((headers.host ?? '').replace(/:\d+$/, ''))) return false;
  return !Object.keys(headers).some((name) => FORWARDED.test(name) || OTHER_PROXIES.test(name));
}
