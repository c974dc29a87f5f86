import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Answer } from './fault-answers.ts';
import type { Reply } from './reply.ts';
import { isLoopbackHost } from '../../domain/loopback.ts';

const LONGEST_BODY_BYTES = 256 * 1_024;

/** A request as the endpoints see it. */
export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

/**
 * An HTTP server on loopback. Requests that a browser was led to from elsewhere, by another host name or another
 * page, are refused: what listens here obeys every caller.
 */
export function createLoopbackServer(answer: (received: Received) => Promise<Answer>): Server {
  return createServer((request, response) => {
    serve(request, response, answer).catch(() => response.destroy());
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (received: Received) => Promise<Answer>,
): Promise<void> {
  if (!comesFromLoopback(request)) return write(request, response, { status: 403 });
  const body = await bodyOf(request);
  if (body === undefined) return write(request, response, { status: 413, headers: { Connection: 'close' } });
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const reply = await answer({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
  });
  if (reply === 'silence') return;
  if (reply === 'drop') return void request.socket.destroy();
  write(request, response, reply);
}

function write(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    ...(reply.isForeign === true ? {} : namesOf(request)),
    ...(reply.json === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    ...(reply.html === undefined ? {} : { 'Content-Type': 'text/html; charset=utf-8' }),
    ...reply.headers,
  });
  response.end(reply.json === undefined ? reply.html : JSON.stringify(reply.json));
}

/** What the service sends back with everything it says itself. */
function namesOf(request: IncomingMessage): Record<string, string | string[]> {
  return {
    'MS-RequestId': request.headers['ms-requestid'] ?? randomUUID(),
    'MS-CorrelationId': request.headers['ms-correlationid'] ?? randomUUID(),
    'MS-CV': randomUUID().slice(0, 8),
    'MS-ServerId': 'sandbox',
  };
}

function comesFromLoopback({ headers }: IncomingMessage): boolean {
  const origin = headers.origin?.replace(/^https?:\/\//, '');
  const isHere = (host: string) => isLoopbackHost(host.replace(/:\d+$/, ''));
  return isHere(headers.host ?? '') && (origin === undefined || isHere(origin));
}

/** Undefined when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LONGEST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
