import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'restify';
import type { Foundation } from '../src/composition/foundation.ts';
import { StartError } from '../src/database/core/start-error.ts';

/**
 * A balancer sends calls for a moment longer to a bot that was told to stop, and each must be answered. In local mode
 * there is no balancer, and a person who waits.
 */
const STILL_ANSWERING_MS = 1_000;

/** How long turns in hand have to be answered before their connections are closed. */
const TURNS_GRACE_MS = 2_500;
/** How often connections whose last answer is given are looked for, to be closed. */
const LOOK_FOR_IDLE_MS = 50;

/** Opens the port; gives the address for Teams. Throws StartError where the port or the host cannot be used. */
export async function listen(
  server: Server,
  { config, log }: Pick<Foundation, 'config' | 'log'>,
): Promise<string> {
  const { port, host } = config.http;
  await new Promise<void>((resolve, reject) => {
    // Not only until it listens: an error without a listener would end the process.
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (server.server.listening) log.error({ err: error }, 'The HTTP server failed');
      else reject(listenError(error, port));
    });
    server.listen(port, host, resolve);
  });
  const { port: openPort } = server.address();
  return `http://${host}:${openPort}/api/messages`;
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(`PORT ${port} is in use: stop what listens there, or set another PORT`);
    case 'EACCES':
      return new StartError(`PORT ${port} may not be used: set another PORT`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError('HOST is not an address of this machine');
    default:
      return error;
  }
}

/** A moment later, where there is a balancer: takes nothing new, and waits for the answers under way. */
export async function stopListening(server: Server | undefined, hasBalancer: boolean): Promise<void> {
  if (!server?.server.listening) return;
  // Who keeps a connection and calls on it again and again would be served for ever.
  server.server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  if (hasBalancer) await pause(STILL_ANSWERING_MS);
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const tidy = setInterval(() => server.server.closeIdleConnections(), LOOK_FOR_IDLE_MS);
  const hangUp = setTimeout(() => server.server.closeAllConnections(), TURNS_GRACE_MS);
  await closed;
  clearInterval(tidy);
  clearTimeout(hangUp);
}
