import type { IncomingMessage } from 'node:http';
import type { Request, Response, Server } from 'restify';
import type { Metrics } from '../../src/metrics.ts';
import { isLoopbackHost } from '../../src/domain/loopback.ts';
import type { Readiness } from './readiness.ts';

/** Who may read the metrics: programs on this machine, or everybody who can reach the port. */
export type MetricsAccess = 'loopback' | 'open';

interface HealthNeeds {
  /** Whether the bot can work: the database is there, the queue runs, the bot is not stopping. */
  readiness: () => Promise<Readiness>;
}

export interface MetricsNeeds {
  metrics: Pick<Metrics, 'read'>;
  metricsAccess: MetricsAccess;
}

/** Adds the pages for the administrator who runs the bot: whether it is alive, whether it can work. */
export function addHealthPages(server: Server, { readiness }: HealthNeeds): void {
  addPage(server, '/healthz', async (_request, response) => {
    response.send(200, { status: 'ok' });
  });
  addPage(server, '/readyz', async (_request, response) => {
    const found = await readiness();
    if (found.kind === 'ready') response.send(200, { status: 'ready' });
    else response.send(503, { status: 'not ready', because: found.because });
  });
}

/** Adds the page of metrics. */
export function addMetricsPage(server: Server, { metrics, metricsAccess }: MetricsNeeds): void {
  addPage(server, '/metrics', async (request, response) => {
    if (metricsAccess === 'open' || isFromThisMachine(request)) {
      const { contentType, text } = await metrics.read();
      response.sendRaw(200, text, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
    } else response.send(404);
  });
}

/** Adds a page for GET and HEAD: some probes ask without the body, which Node leaves out then. */
function addPage(
  server: Server,
  path: string,
  answer: (request: Request, response: Response) => Promise<void>,
): void {
  server.get(path, answer);
  server.head(path, answer);
}

/** The headers by which proxies name their client: behind a proxy on this machine every caller would seem to be local. */
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
