import nodeHttp, { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';
import { NOT_ALLOWED } from './network-failure.ts';

export interface HttpCall {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** For the whole call, the answer read to its end. */
  timeoutMs: number;
  /** Asked when the connection stands, right before the first byte goes out; where it says no, none does. */
  mayGoOut?: (() => boolean) | undefined;
}

export interface HttpAnswer {
  status: number;
  /** By name in lower case. */
  headers: Record<string, string>;
  text: string;
}

/** Connections are kept for the next call; a service that keeps them for a shorter time is noticed by Node. */
const KEPT = { keepAlive: true, maxFreeSockets: 64, timeout: 60_000 };
const http = new HttpAgent(KEPT);
let https = new HttpsAgent(KEPT);

/** Whether this Node.js knows proxies: 24.14 and later do. By name it could not be imported where it is missing. */
export const knowsProxies = (): boolean => 'setGlobalProxyFromEnv' in nodeHttp;

/**
 * Lets every call of this process to an https address go by a proxy that understands CONNECT: these, those by `fetch`, and
 * those of libraries by Node's own agents. `exceptions` are hosts to which calls go directly. Plain http never goes by it:
 * it is spoken on this machine alone. Returns what takes it back.
 */
export function goByProxy(address: string, exceptions: readonly string[]): () => void {
  const proxyEnv = { HTTPS_PROXY: address, NO_PROXY: exceptions.join(',') };
  const direct = https;
  const restore = nodeHttp.setGlobalProxyFromEnv(proxyEnv);
  https = new HttpsAgent({ ...KEPT, proxyEnv });
  return () => {
    https = direct;
    restore();
  };
}

/**
 * Makes one call, exactly once, at a third of the processor time of `fetch`. Follows no redirect. Rejects with the
 * system's own error as `cause`, as `fetch` does, when no answer came; with the code `ENOTALLOWED` when it was not to go
 * out any more.
 */
export async function httpCall(call: HttpCall): Promise<HttpAnswer> {
  const isSecure = call.url.startsWith('https:');
  const bytes = call.body === undefined ? undefined : Buffer.from(call.body);
  const headers = { ...call.headers, ...(bytes && { 'Content-Length': bytes.length }) };
  return new Promise((resolve, reject) => {
    let isHeldBack = call.mayGoOut !== undefined;
    const fail = (error: Error) => {
      clearTimeout(timeout);
      // Whatever went wrong while it was held back, agreeing on keys included, went wrong before its first byte.
      const cause = isHeldBack ? Object.assign(error, { syscall: 'connect' }) : error;
      reject(new TypeError('The call had no answer', { cause }));
    };
    const options = { method: call.method, headers, agent: isSecure ? https : http };
    const outgoing = (isSecure ? httpsRequest : httpRequest)(call.url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', fail);
      answer.on('end', () => {
        clearTimeout(timeout);
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Record<string, string>,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    const timeout = setTimeout(() => {
      const isConnecting = outgoing.socket === null || outgoing.socket.connecting;
      outgoing.destroy(Object.assign(new Error('Timed out'), isConnecting && { syscall: 'connect' }));
    }, call.timeoutMs);
    outgoing.on('error', fail);
    if (!call.mayGoOut) return void outgoing.end(bytes);
    const { mayGoOut } = call;
    onceConnected(outgoing, () => {
      isHeldBack = !mayGoOut();
      if (!isHeldBack) outgoing.end(bytes);
      else outgoing.destroy(Object.assign(new Error('Not to go out any more'), { code: NOT_ALLOWED }));
    });
  });
}

/** Node sends nothing of a request before its end is written: connecting, and agreeing on keys, may take seconds. */
function onceConnected(outgoing: ClientRequest, then: () => void): void {
  outgoing.once('socket', (socket) => {
    if (!socket.connecting) then();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', then);
  });
}
