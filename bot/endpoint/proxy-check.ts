import { connect } from 'node:net';
import type { Logger } from '../../src/logger.ts';

/** How long a proxy may take to accept the connection. */
const ANSWER_WITHIN_MS = 1_500;

/**
 * Makes a question whether the proxy could be reached since the start. A wrong address shows then; one that goes away later
 * keeps no one from pressing a button, and the calls that fail say so. It never throws. Without a proxy it is always yes.
 */
export function createProxyCheck(address: string | undefined, log: Logger): () => Promise<boolean> {
  let wasReached = address === undefined;
  let isTold = false;
  return async () => {
    if (wasReached) return true;
    const code = await failureToReach(new URL(address ?? ''));
    wasReached = code === undefined;
    if (!wasReached && !isTold) {
      isTold = true;
      log.error({ code }, 'The proxy that HTTPS_PROXY names cannot be reached');
    }
    return wasReached;
  };
}

/** The network's code; undefined when the proxy takes connections. */
async function failureToReach({ hostname, port, protocol }: URL): Promise<string | undefined> {
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect(Number(port) || (protocol === 'https:' ? 443 : 80), host);
    const end = (code?: string) => {
      socket.destroy();
      resolve(code);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => end('timeout'));
    socket.once('connect', () => end());
    socket.once('error', ({ code }: NodeJS.ErrnoException) => end(code ?? 'network'));
  });
}
