import type { IncomingMessage } from 'node:http';
import restify, { type Next, type Request, type Response } from 'restify';
import type { Metrics } from '../../src/metrics.ts';
import { addHealthPages, addMetricsPage, type MetricsAccess, type MetricsNeeds } from './health.ts';
import type { Readiness } from './readiness.ts';
import { createReceiver, type ReceiveNeeds } from './receive.ts';
import type { TurnedAway } from './refusals.ts';
import { createTurnAway, type TurnAway } from './turn-away.ts';

interface Needs extends ReceiveNeeds {
  /** Whether work can be done: database there, queue running. */
  readiness: () => Promise<Readiness>;
  metrics: Metrics;
  /** Undefined: the metrics are not read here. */
  metricsAccess: MetricsAccess | undefined;
}

/** How long the headers may take: a slower sender is no service of Teams. */
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 20_000;
const LOOK_FOR_SLOW_ONES_MS = 2_000;
/** Longer than proxies keep a connection, so that it is never closed under a call that is just coming. */
const KEEP_IDLE_MS = 65_000;
/** Teams and the balancers before a bot need a few hundred; each that a stranger holds costs some kilobytes. */
const MOST_CONNECTIONS = 10_000;

/** The HTTP side: messages, health, and metrics unless they have a listener of their own. */
export function createServer(needs: Needs): restify.Server {
  const turnAway = createTurnAway(needs);
  const server = createBareServer(turnAway);
  const { metrics, metricsAccess } = needs;
  server.post('/api/messages', createReceiver(needs, turnAway));
  addHealthPages(server, needs);
  if (metricsAccess) addMetricsPage(server, { metrics, metricsAccess });
  return server;
}

/** The listener of the metrics alone. */
export function createMetricsServer(needs: MetricsNeeds & Pick<Needs, 'log' | 'metrics'>): restify.Server {
  const server = createBareServer(createTurnAway(needs));
  addMetricsPage(server, needs);
  return server;
}

function createBareServer(turnAway: TurnAway): restify.Server {
  const server = restify.createServer({ name: 'mca-acceptance-bot' });
  Object.assign(server.server, {
    headersTimeout: HEADERS_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    keepAliveTimeout: KEEP_IDLE_MS,
    connectionsCheckingInterval: LOOK_FOR_SLOW_ONES_MS,
    maxConnections: MOST_CONNECTIONS,
  });

  // Nothing here speaks another protocol: with a listener the connection would hang; without one the wish is passed over.
  server.server.removeAllListeners('upgrade');
  turnStrayCallsAway(server, turnAway);
  return server;
}

/** Answers calls of paths that are not here. */
function turnStrayCallsAway(server: restify.Server, turnAway: TurnAway): void {
  // Before the router, which throws on such an address where nothing catches it: that would end the process.
  server.pre((request: Request, response: Response, next: Next) => {
    if (isReadable(request)) return next();
    void turnAway(request, { status: 400, reason: 'address' }, (status) => void response.send(status));
    return next(false);
  });
  const stray: Record<string, TurnedAway> = {
    NotFound: { status: 404, reason: 'no-such-page' },
    MethodNotAllowed: { status: 405, reason: 'method' },
  };
  for (const [event, refused] of Object.entries(stray)) {
    server.on(event, (request: Request, response: Response, _error: unknown, done: () => void) => {
      void turnAway(request, refused, (status) => void response.send(status)).finally(done);
    });
  }
}

/** Whether the address of a call is one, put together as the router does it. */
function isReadable({ headers, url = '' }: IncomingMessage): boolean {
  const host = `http://${headers.host || 'localhost'}`;
  return url.startsWith('/') ? URL.canParse(host + url) : URL.canParse(url, host);
}
