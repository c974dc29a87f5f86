import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'restify';
import { StartError } from '../src/database/core/start-error.ts';
import type { Logger } from '../src/logger.ts';

/**
 * A balancer sends calls for a moment longer to a bot that was told to stop, and each must be answered. In local mode
 * there is no balancer, and a person who waits.
 */
const STILL_ANSWERING_MS = 1_000;

/** How long turns in hand may take before their connections are closed. */
const TURNS_GRACE_MS = 2_500;
/** How often a stop looks for idle connections to close. */
const LOOK_FOR_IDLE_MS = 50;

interface Place {
  port: number;
  host: string;
  /** The setting that names the port. */
  setting: 'PORT' | 'METRICS_PORT';
  log: Logger;
}

/** Opens a port and returns its address. Throws StartError, naming the setting, where port or host cannot be used. */
export async function listen(server: Server, { port, host, setting, log }: Place): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    // The listener stays after the start: an error without one would end the process.
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (server.server.listening) log.error({ err: error }, 'The HTTP server failed');
      else reject(listenError(error, port, setting));
    });
    server.listen(port, host, resolve);
  });
  const { port: openPort } = server.address();
  return `http://${host}:${openPort}`;
}

function listenError(error: NodeJS.ErrnoException, port: number, setting: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `${setting} ${port} is in use: stop what listens there, or set another ${setting}`,
      );
    case 'EACCES':
      return new StartError(`${setting} ${port} may not be used: set another ${setting}`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError('HOST is not an address of this machine');
    default:
      return error;
  }
}

/** Takes no new calls and waits for the answers under way. Behind a balancer it begins a moment later. */
export async function stopListening(server: Server | undefined, hasBalancer: boolean): Promise<void> {
  if (!server?.server.listening) return;
  // A caller that keeps calling on one connection would be served for ever.
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
