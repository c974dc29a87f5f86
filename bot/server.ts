import restify from 'restify';
import type { Metrics } from '../src/metrics.ts';
import { addHealthPages, type MetricsAccess } from './health.ts';
import { createReceiver, type ReceiveNeeds } from './receive.ts';

interface Needs extends ReceiveNeeds {
  /** Whether work can be done: database there, queue running. */
  isReady: () => Promise<boolean>;
  metrics: Metrics;
  metricsAccess: MetricsAccess;
}

/** Whoever sends this slowly is no service of Teams. */
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 20_000;
const LOOK_FOR_SLOW_ONES_MS = 2_000;
/** Longer than proxies keep a connection, so that it is never closed under a call that is just coming. */
const KEEP_IDLE_MS = 65_000;

/** The HTTP side: messages, health and metrics. */
export function createServer(needs: Needs): restify.Server {
  const server = restify.createServer({ name: 'mca-acceptance-bot' });
  Object.assign(server.server, {
    headersTimeout: HEADERS_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    keepAliveTimeout: KEEP_IDLE_MS,
    connectionsCheckingInterval: LOOK_FOR_SLOW_ONES_MS,
  });

  // Nothing here speaks another protocol: with a listener the connection would hang; without one the wish is passed over.
  server.server.removeAllListeners('upgrade');

  server.post('/api/messages', createReceiver(needs));
  addHealthPages(server, needs);
  return server;
}
