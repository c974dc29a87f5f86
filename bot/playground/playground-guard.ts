/*
 * Loaded into the Playground's process before the Playground itself, which has no option for any of this: it would listen
 * on every interface, and its sockets take any web page. All its servers listen on loopback only, and each call and each
 * socket has to pass the door.
 */
import { Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Server, type ListenOptions } from 'node:net';
import type { Duplex } from 'node:stream';
import { mayReachPlayground } from './playground-door.ts';

const LOOPBACK = '127.0.0.1';

type Listen = (this: Server, ...given: unknown[]) => Server;
type Emit = (this: HttpServer, event: string | symbol, ...given: unknown[]) => boolean;

const prototypes = {
  net: Server.prototype as unknown as { listen: Listen },
  http: HttpServer.prototype as unknown as { emit: Emit },
};
const { listen } = prototypes.net;
const { emit } = prototypes.http;

prototypes.net.listen = function listenOnLoopback(...given) {
  return listen.call(this, { ...optionsOf(given), host: LOOPBACK }, given.find(isCallback));
};

prototypes.http.emit = function emitGuarded(event, ...given) {
  const isCall = event === 'request' || event === 'checkContinue' || event === 'checkExpectation';
  if (!isCall && event !== 'upgrade' && event !== 'connect') return emit.call(this, event, ...given);
  const { headers } = given[0] as IncomingMessage;
  if (mayReachPlayground(headers)) return emit.call(this, event, ...given);
  if (isCall) (given[1] as ServerResponse).writeHead(403, { Connection: 'close' }).end();
  else (given[1] as Duplex).end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  return true;
};

/** The options of a call of `listen`, which may name its port alone. */
function optionsOf([first]: readonly unknown[]): ListenOptions {
  if (typeof first === 'object' && first !== null) return first;
  return { port: typeof first === 'number' || typeof first === 'string' ? Number(first) : 0 };
}

const isCallback = (given: unknown): given is () => void => typeof given === 'function';
