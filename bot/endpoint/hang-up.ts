import type { IncomingMessage } from 'node:http';

/** How long the rest of a body is read and thrown away after the answer; then the connection is closed. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 8 * 1024 * 1024;

/**
 * Lets a caller go whose body was not read to its end. Hanging up at once would let the network drop the answer before it
 * is read; listening for ever is what an endless body wants.
 */
export function hangUp(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let left = LINGER_BYTES;
  const end = setTimeout(() => request.destroy(), LINGER_MS).unref();
  request.once('close', () => clearTimeout(end));
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
  request.resume();
}
