import type { IncomingMessage } from 'node:http';

export type Operation = 'post' | 'edit' | 'delete' | 'create' | 'member' | 'members';

/** One call of the bot, as it arrived. */
export interface ConnectorCall {
  operation: Operation;
  /** Without the thread; empty for `create`. */
  conversationId: string;
  /** The message whose thread a channel post goes to: what stood after `;messageid=`. */
  threadId: string | undefined;
  /** The message replied to, edited or deleted. */
  activityId: string | undefined;
  /** Whose roster entry was read. */
  memberId: string | undefined;
  /** What was sent: an activity, or the parameters of a new conversation. */
  activity: Record<string, unknown>;
  authorization: string | undefined;
  at: Date;
  /** What was answered; undefined where nothing was. */
  status: number | undefined;
}

const ROUTES: [method: string, path: RegExp, operation: Operation][] = [
  ['POST', /\/v3\/conversations$/, 'create'],
  ['POST', /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/, 'post'],
  ['PUT', /\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, 'edit'],
  ['DELETE', /\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, 'delete'],
  ['GET', /\/v3\/conversations\/([^/]+)\/members\/([^/]+)$/, 'member'],
  ['GET', /\/v3\/conversations\/([^/]+)\/(?:paged)?members$/, 'members'],
];

/** Reads a request as the call it is; undefined when Teams has no such call. */
export async function readCall(request: IncomingMessage): Promise<ConnectorCall | undefined> {
  const activity = await jsonOf(request);
  const path = new URL(request.url ?? '/', 'http://loopback').pathname;
  for (const [method, pattern, operation] of ROUTES) {
    const match = method === request.method ? pattern.exec(path) : null;
    if (!match) continue;
    const [conversationId = '', threadId] = decodeURIComponent(match[1] ?? '').split(';messageid=');
    const last = match[2] === undefined ? undefined : decodeURIComponent(match[2]);
    return {
      operation,
      conversationId,
      threadId,
      activityId: operation === 'member' ? undefined : last,
      memberId: operation === 'member' ? last : undefined,
      activity,
      authorization: request.headers.authorization,
      at: new Date(),
      status: undefined,
    };
  }
  return undefined;
}

async function jsonOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += chunk as string;
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
