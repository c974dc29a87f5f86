import type { IncomingMessage } from 'node:http';
import restify, { type Next, type Request, type Response } from 'restify';
import type { Metrics } from '../../src/metrics.ts';
import { addHealthPages, addMetricsPage, type MetricsAccess, type MetricsNeeds } from './health.ts';
import type { Readiness } from './readiness.ts';
import { createReceiver, type ReceiveNeeds } from './receive.ts';
import type { TurnedAway } from './refusals.ts';
import { createTurnAway, type TurnAway } from './turn-away.ts';

interface Needs extends ReceiveNeeds {
  /** Whether the bot can work: the database is there, the queue runs. */
  readiness: () => Promise<Readiness>;
  metrics: Metrics;
  /** Undefined where the metrics have a port of their own, or none. */
  metricsAccess: MetricsAccess | undefined;
}

/** How long a call's headers may take: a slower sender is no service of Teams. */
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 20_000;
const LOOK_FOR_SLOW_ONES_MS = 2_000;
/** How long an idle connection is kept: longer than proxies keep one, so that none is closed under a call just coming. */
const KEEP_IDLE_MS = 65_000;
/**
 * How many connections are open at most. Teams and balancers need a few hundred; each that a stranger holds costs
 * kilobytes.
 */
const MOST_CONNECTIONS = 10_000;

/** Builds the HTTP server: messages, health, and metrics unless they have a listener of their own. */
export function createServer(needs: Needs): restify.Server {
  const turnAway = createTurnAway(needs);
  const server = createBareServer(turnAway);
  const { metrics, metricsAccess } = needs;
  server.post('/api/messages', createReceiver(needs, turnAway));
  addHealthPages(server, needs);
  if (metricsAccess) addMetricsPage(server, { metrics, metricsAccess });
  return server;
}

/** Builds the listener of the metrics alone. */
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

  // No upgrade is offered. With a listener for it the connection would hang; without one Node ignores the wish.
  server.server.removeAllListeners('upgrade');
  turnStrayCallsAway(server, turnAway);
  return server;
}

/** Turns away calls to paths that do not exist. */
function turnStrayCallsAway(server: restify.Server, turnAway: TurnAway): void {
  // Before the router: it throws on such an address where nothing catches it, which would end the process.
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

/** Whether a call's address can be parsed, put together as the router does it. */
function isReadable({ headers, url = '' }: IncomingMessage): boolean {
  const host = `http://${headers.host || 'localhost'}`;
  return url.startsWith('/') ? URL.canParse(host + url) : URL.canParse(url, host);
}
