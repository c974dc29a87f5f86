import type { IncomingMessage } from 'node:http';

/** An activity is a few kilobytes; Teams sends nothing near this. */
export const MAX_BODY_BYTES = 256 * 1024;
/** JSON.parse and everything after it recurse. */
const MAX_DEPTH = 64;

export type BodyRead =
  { kind: 'read'; value: Record<string, unknown> } | { kind: 'too-large' } | { kind: 'broken' };

/** Reads a request's JSON object, no larger and no deeper than allowed. Never throws for what a caller sends. */
export async function readBody(request: IncomingMessage): Promise<BodyRead> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return { kind: 'too-large' };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (read: BodyRead) => {
      request.removeAllListeners('data').pause();
      resolve(read);
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) end({ kind: 'too-large' });
      else chunks.push(chunk);
    });
    request.once('end', () => end(parseObject(Buffer.concat(chunks).toString('utf8'))));
    request.once('error', () => end({ kind: 'broken' }));
    request.once('close', () => end({ kind: 'broken' }));
  });
}

function parseObject(text: string): BodyRead {
  if (depthOf(text) > MAX_DEPTH) return { kind: 'broken' };
  try {
    // Looking at every key costs several times the parsing itself, and almost no text has such a key.
    const value: unknown = MAY_POLLUTE.test(text) ? JSON.parse(text, withoutPollution) : JSON.parse(text);
    return isObject(value) ? { kind: 'read', value } : { kind: 'broken' };
  } catch {
    return { kind: 'broken' };
  }
}

/** Finds texts that may hold such a key: the keys themselves, or an escape in which one may hide. */
const MAY_POLLUTE = /__proto__|constructor|prototype|\\u00/i;

/** Leaves out keys that would change objects themselves. */
function withoutPollution(key: string, value: unknown): unknown {
  return key === '__proto__' || key === 'constructor' || key === 'prototype' ? undefined : value;
}

/** How deep brackets go, counted without parsing; those inside strings do not count. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
