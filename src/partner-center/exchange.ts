import { networkFailure } from '../network-failure.ts';

/** One HTTP request; `body` is sent as it is. `signal` gives it up early, as an orderly stop does. */
export interface ExchangeRequest {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
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
