import nodeHttp, { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';
import { NOT_ALLOWED } from './network-failure.ts';

export interface HttpCall {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** How long the whole call may take, until its answer is read to the end. */
  timeoutMs: number;
  /** Asked once connected, right before the first byte goes out. Where it returns false, no byte does. */
  mayGoOut?: (() => boolean) | undefined;
}

export interface HttpAnswer {
  status: number;
  /** By name in lower case. */
  headers: Record<string, string>;
  text: string;
}

/** Keeps connections for the next call. Node notices a service that keeps them for a shorter time. */
const KEPT = { keepAlive: true, maxFreeSockets: 64, timeout: 60_000 };
const http = new HttpAgent(KEPT);
let https = new HttpsAgent(KEPT);

/** Whether this Node.js knows proxies, as 24.14 and later do. A named import would fail where it is missing. */
export const knowsProxies = (): boolean => 'setGlobalProxyFromEnv' in nodeHttp;

/**
 * Sends every call of this process to an https address through a proxy that understands CONNECT: those of this file, of
 * `fetch`, and of libraries by Node's own agents. `exceptions`: hosts called directly. Plain http never goes through it, for
 * it stays on this machine. Returns a function that undoes this.
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
 * Makes one call, exactly once, with a third of the processor time of `fetch`. Follows no redirect. Rejects as `fetch` does,
 * with the system's own error as `cause`, when no answer came; with the code `ENOTALLOWED` when `mayGoOut` returned false.
 */
export async function httpCall(call: HttpCall): Promise<HttpAnswer> {
  const isSecure = call.url.startsWith('https:');
  const bytes = call.body === undefined ? undefined : Buffer.from(call.body);
  const headers = { ...call.headers, ...(bytes && { 'Content-Length': bytes.length }) };
  return new Promise((resolve, reject) => {
    let isHeldBack = call.mayGoOut !== undefined;
    const fail = (error: Error) => {
      clearTimeout(timeout);
      // Any failure while the call is held back, that of TLS included, comes before its first byte.
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

/**
 * Calls `then` once connected. Node sends no byte of a request before its end is written, and connecting may take
 * seconds.
 */
function onceConnected(outgoing: ClientRequest, then: () => void): void {
  outgoing.once('socket', (socket) => {
    if (!socket.connecting) then();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', then);
  });
}
