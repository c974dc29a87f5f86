import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { readCall, type ConnectorCall, type Operation } from './connector-call.ts';
import { createConversationBook, type Answer, type StoodInMessage } from './conversation-book.ts';
import { eventually } from './eventually.ts';
import { createLimitKeeper, type LimitReport, type TeamsLimits } from './teams-limits.ts';

/**
 * How a call fails: an answer, no answer at all (`silence`), or a broken connection, either before Teams did what was asked
 * (`reset-before`) or after (`reset-after`).
 */
export type Fault = Refusal | 'silence' | 'reset-before' | 'reset-after';

export interface Refusal {
  status: number;
  /** Teams' own word for it, in the shape it has today. */
  code?: string;
  retryAfterSeconds?: number;
  /** A body of another shape instead: text as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Teams does what was asked all the same, and a gateway on the way back gives this answer. */
  taken?: true;
}

/** Teams' usual refusals, as they look on the wire. */
export const FAULTS = {
  notInRoster: { status: 403, code: 'BotNotInConversationRoster' },
  conversationNotFound: { status: 404, code: 'ConversationNotFound' },
  preconditionFailed: { status: 412, code: 'PreconditionFailed' },
  throttled: { status: 429, code: 'Throttled', retryAfterSeconds: 1 },
  badGateway: { status: 502 },
  unavailable: { status: 503 },
  badGatewayAfterWrite: { status: 502, taken: true },
  unavailableAfterWrite: { status: 503, taken: true },
  timeoutAfterWrite: { status: 504, taken: true },
  pageAfterWrite: { status: 200, body: '<html>Sign in to the network</html>', taken: true },
  emptyAfterWrite: { status: 201, body: '', taken: true },
} as const satisfies Record<string, Fault>;

export interface FaultPlan {
  /** How many calls fail; 1 by default, `Infinity` for good. */
  times?: number;
  /** Which calls fail; those about messages by default. */
  on?: readonly Operation[];
}

export interface ConnectorStandIn {
  /** Where the bot finds it. */
  serviceUrl: string;
  /** Everything that was asked, in order of arrival. */
  calls: ConnectorCall[];
  /** What stands in a conversation now, oldest first; edits applied, deleted ones gone. All conversations without an id. */
  messages(conversationId?: string): StoodInMessage[];
  /** A message that stands already, such as the card someone is about to press. Gives its activity id. */
  plant(conversationId: string, activity?: Record<string, unknown>): string;
  /** Lets coming calls of a conversation fail, `*` for every one. Faults given earlier come first. */
  fault(conversationId: string, fault: Fault, plan?: FaultPlan): void;
  /** Takes all faults back. */
  heal(): void;
  /** How a member is described in every roster; a stranger is an ordinary `user`. `null`: no one by that id. */
  setMember(memberId: string, details: Record<string, unknown> | null): void;
  /** What Teams' limits had to say so far, where the stand-in enforces them. */
  limits(): LimitReport;
  /** Holds the answers of an operation back until what it gives is called. */
  hold(operation: Operation): () => void;
  /** Holds every answer back for `ms`, as a slow network does. */
  slowDown(ms: number): void;
  /** The first standing message that matches; throws when there is none in time. */
  waitForMessage(
    matches: (message: StoodInMessage) => boolean,
    options?: { withinMs?: number },
  ): Promise<StoodInMessage>;
  close(): Promise<void>;
}

const ABOUT_MESSAGES: readonly Operation[] = ['post', 'edit', 'delete', 'create'];

/**
 * Teams' Bot Connector on loopback: keeps what the bot says, hands out ids, and fails when told to. With `limits` it
 * refuses what goes over them, as Teams does.
 */
export async function connectorStandIn({
  port = 0,
  limits,
}: { port?: number; limits?: TeamsLimits } = {}): Promise<ConnectorStandIn> {
  const calls: ConnectorCall[] = [];
  const book = createConversationBook();
  const faults: { conversationId: string; fault: Fault; left: number; on: readonly Operation[] }[] = [];
  const held = new Map<Operation, Promise<void>>();
  let slowMs = 0;
  const keeper = createLimitKeeper(limits ?? { perSecond: Infinity });

  function nextFault({ conversationId, operation }: ConnectorCall): Fault | undefined {
    const next = faults.find(
      (each) =>
        each.left > 0 &&
        each.on.includes(operation) &&
        (each.conversationId === '*' || each.conversationId === conversationId),
    );
    if (!next) return undefined;
    next.left -= 1;
    return next.fault;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    if (!call) return send(response, { status: 404, body: errorBody('NotFound') });
    calls.push(call);
    const waitSeconds = limits ? keeper.count(call) : null;
    if (waitSeconds !== null)
      return refuse(call, response, { ...FAULTS.throttled, retryAfterSeconds: waitSeconds });
    const fault = nextFault(call);
    if (slowMs > 0) await pause(slowMs);
    await held.get(call.operation);
    if (fault === 'silence') return;
    if (fault === 'reset-before') return void request.socket.destroy();
    if (typeof fault === 'object') {
      if (fault.taken) book.apply(call);
      return refuse(call, response, fault);
    }
    const result = book.apply(call);
    if (fault === 'reset-after') return void request.socket.destroy();
    call.status = result.status;
    send(response, result);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    messages: book.messages,
    plant: book.plant,
    fault: (conversationId, fault, { times = 1, on = ABOUT_MESSAGES } = {}) =>
      void faults.push({ conversationId, fault, left: times, on }),
    heal: () => void faults.splice(0),
    setMember: book.setMember,
    limits: keeper.report,
    hold: (operation) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(operation, promise);
      return () => {
        held.delete(operation);
        resolve();
      };
    },
    slowDown: (ms) => void (slowMs = ms),
    waitForMessage: (matches, options) =>
      eventually(() => {
        const found = book.messages().find(matches);
        if (!found) throw new Error(`No such message among the ${book.messages().length} that stand`);
        return found;
      }, options),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(call: ConnectorCall, response: ServerResponse, refusal: Refusal): void {
  const { status, code, retryAfterSeconds, body, headers } = refusal;
  call.status = status;
  send(response, {
    status,
    body: code === undefined ? body : errorBody(code),
    headers: {
      ...headers,
      ...(retryAfterSeconds !== undefined && { 'Retry-After': `${retryAfterSeconds}` }),
    },
  });
}

function errorBody(code: string) {
  return { error: { code, message: 'Refused by the stand-in.' } };
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
}
