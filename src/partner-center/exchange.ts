import { httpCall } from '../http-call.ts';
import { networkFailure } from '../network-failure.ts';
import { traced, type SpanFacts } from '../tracing.ts';

/** One HTTP request; `body` is sent as it is. `signal` ends it early, as at an orderly stop. */
export interface ExchangeRequest {
  /** What it is for, in the traces. */
  name: string;
  /** More for the traces. */
  spanFacts?: SpanFacts | undefined;
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  /** Asked right before the first byte goes out. Where it returns false, no byte does. Such a request never ends early. */
  mayGoOut?: (() => boolean) | undefined;
  signal?: AbortSignal;
}

export interface Reply {
  kind: 'reply';
  status: number;
  headers: Headers;
  text: string;
}

/** `sent: false`: surely nothing left this machine. `code`: `timeout`, `stopping` or the system's error code. */
export interface NoReply {
  kind: 'no-reply';
  sent: boolean;
  code: string;
}

/** Sends a request and reads the whole reply. Never throws; redirects are replies like any other. */
export async function exchange(request: ExchangeRequest): Promise<Reply | NoReply> {
  const { name, method, url, spanFacts } = request;
  const facts = {
    ...{ 'http.request.method': method, 'server.address': new URL(url).hostname },
    ...spanFacts,
  };
  return traced(`Partner Center ${name}`, 'client', facts, async (span) => {
    const reply = await send(request);
    if (reply.kind === 'reply') span.note({ 'http.response.status_code': reply.status });
    else span.note({ 'error.type': reply.code });
    if (reply.kind === 'no-reply' || reply.status >= 400) span.fail();
    return reply;
  });
}

async function send(request: ExchangeRequest): Promise<Reply | NoReply> {
  if (request.mayGoOut) return guarded(request);
  const ending = new AbortController();
  let endedBy: 'timeout' | 'stopping' | null = null;
  const end = (by: 'timeout' | 'stopping') => {
    endedBy ??= by;
    ending.abort();
  };
  const stop = () => end('stopping');
  if (request.signal?.aborted) return { kind: 'no-reply', sent: false, code: 'stopping' };
  request.signal?.addEventListener('abort', stop);
  const timer = setTimeout(() => end('timeout'), request.timeoutMs);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal: ending.signal,
    });
    return { kind: 'reply', status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    if (endedBy) return { kind: 'no-reply', sent: true, code: endedBy };
    return { kind: 'no-reply', ...networkFailure(error) };
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', stop);
  }
}

/** Sends a request with `mayGoOut`, for `fetch` cannot ask between the connection and the first byte. */
async function guarded(request: ExchangeRequest): Promise<Reply | NoReply> {
  const startedAt = performance.now();
  try {
    const { status, headers, text } = await httpCall(request);
    // `fetch` drops the byte order mark with which the service begins its JSON.
    return { kind: 'reply', status, headers: new Headers(headers), text: text.replace(/^\uFEFF/, '') };
  } catch (error) {
    const { sent, code } = networkFailure(error);
    const isLate = performance.now() - startedAt >= request.timeoutMs;
    return { kind: 'no-reply', sent, code: isLate ? 'timeout' : code };
  }
}
