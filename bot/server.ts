import restify from 'restify';
import { createReceiver, type ReceiveNeeds } from './receive.ts';

interface Needs extends ReceiveNeeds {
  /** Whether work can be done: database there, queue running. */
  isReady: () => Promise<boolean>;
}

/** Whoever sends this slowly is no service of Teams. */
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 20_000;
const LOOK_FOR_SLOW_ONES_MS = 2_000;
/** Longer than proxies keep a connection, so that it is never closed under a call that is just coming. */
const KEEP_IDLE_MS = 65_000;

/** The HTTP side: messages and health. */
export function createServer({ isReady, ...receiving }: Needs): restify.Server {
  const server = restify.createServer({ name: 'mca-acceptance-bot' });
  Object.assign(server.server, {
    headersTimeout: HEADERS_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    keepAliveTimeout: KEEP_IDLE_MS,
    connectionsCheckingInterval: LOOK_FOR_SLOW_ONES_MS,
  });

  // Nothing here speaks another protocol: with a listener the connection would hang; without one the wish is passed over.
  server.server.removeAllListeners('upgrade');

  server.post('/api/messages', createReceiver(receiving));
  server.get('/healthz', async (_request, response) => {
    response.send(200, { status: 'ok' });
  });
  server.get('/readyz', async (_request, response) => {
    const ready = await isReady();
    response.send(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
  });
  return server;
}
