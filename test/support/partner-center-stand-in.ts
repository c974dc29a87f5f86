import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in saw of a request; header names are in lower case. */
export interface SeenRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
}

/**
 * A scripted reply: JSON, or text as it is. `drop` closes the connection unanswered, `silence` never answers,
 * `after` holds the reply back until the promise is settled.
 */
export type ScriptedReply =
  | {
      status: number;
      json?: unknown;
      text?: string;
      headers?: Record<string, string>;
      after?: Promise<unknown>;
    }
  | 'drop'
  | 'silence';

export interface PartnerCenterStandIn {
  baseUrl: string;
  tokenUrl: string;
  /** Scripts the answer to one request; requests of one method and path are answered in the order scripted. */
  expect(method: string, path: string, reply: ScriptedReply): void;
  /** Scripts one answer of the token endpoint, by default a good token. */
  expectToken(reply?: ScriptedReply): void;
  /** Everything that came, in order. */
  seen: SeenRequest[];
  /** Resolves once that number of requests has come. */
  arrived(count: number): Promise<void>;
  /** Closes it; throws when a request came that was not scripted or a scripted one never came. */
  done(): Promise<void>;
}

/** A token endpoint's good answer, in the older dialect with its numbers as text. */
export function tokenReply(accessToken = 'access-1', more: Record<string, unknown> = {}): ScriptedReply {
  return {
    status: 200,
    json: { token_type: 'Bearer', expires_in: '3599', access_token: accessToken, ...more },
  };
}

/** A Partner Center on loopback that answers exactly what a test scripted, and nothing else. */
export async function partnerCenterStandIn(): Promise<PartnerCenterStandIn> {
  const scripted: { key: string; reply: ScriptedReply }[] = [];
  const unexpected: string[] = [];
  const seen: SeenRequest[] = [];
  const arrivals = new EventEmitter();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? '';
    const path = request.url ?? '';
    const key = `${method} ${path}`;
    const body = await textOf(request);
    seen.push({ method, path, headers: request.headers as SeenRequest['headers'], body });
    arrivals.emit('arrival');
    const place = scripted.findIndex((each) => each.key === key);
    const reply = scripted[place]?.reply;
    if (place < 0 || reply === undefined) {
      unexpected.push(key);
      response.writeHead(501);
      response.end();
      return;
    }
    scripted.splice(place, 1);
    if (reply === 'silence') return;
    if (reply === 'drop') return void request.socket.destroy();
    await reply.after;
    const type = reply.json === undefined ? 'text/html' : 'application/json';
    const text = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json);
    response.writeHead(reply.status, { 'Content-Type': type, ...reply.headers });
    response.end(text);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      unexpected.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    baseUrl,
    tokenUrl: `${baseUrl}/tenant/oauth2/token`,
    expect: (method, path, reply) => void scripted.push({ key: `${method} ${path}`, reply }),
    expectToken: (reply = tokenReply()) => void scripted.push({ key: 'POST /tenant/oauth2/token', reply }),
    seen,
    arrived: async (count) => {
      while (seen.length < count) await once(arrivals, 'arrival');
    },
    done: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      const unused = scripted.map(({ key }) => key);
      if (unexpected.length + unused.length > 0) {
        throw new Error(
          `Unexpected: ${unexpected.join(', ') || 'none'}. Never came: ${unused.join(', ') || 'none'}.`,
        );
      }
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += chunk as string;
  return text;
}
