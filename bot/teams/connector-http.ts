import { retryAfterMs } from '../../src/domain/confirming/retry-after.ts';
import { httpCall, type HttpAnswer, type HttpCall } from '../../src/http-call.ts';
import type { TeamsCall, TeamsOutcome } from '../../src/metric-values.ts';
import type { Metrics } from '../../src/metrics.ts';
import { networkFailure, NOT_ALLOWED } from '../../src/network-failure.ts';
import { jsonObjectIn } from './json-object.ts';
import { leaseInHand } from './lease-in-hand.ts';
import { traced } from '../../src/tracing.ts';
import type { TeamsBudget } from '../rate-limit/teams-budget.ts';

/** How long Teams may take for an answer. */
const TIMEOUT_MS = 20_000;
/** The code of a redirect, which is never followed. */
const REDIRECT = 'redirect';

/** A call to Teams that failed. `status` 0: no answer came. */
export class ConnectorError extends Error {
  readonly status: number;
  /** The channel's code, such as `BotNotInConversationRoster`; or the network's. */
  readonly code: string;
  /** 15 minutes at most. */
  readonly retryAfterMs: number | undefined;
  /** Whether Teams may have done what was asked: no answer came, or one that may be a gateway's. */
  readonly mayHaveArrived: boolean;

  constructor(failure: { status: number; code: string; retryAfterMs?: number; mayHaveArrived: boolean }) {
    super(`Teams answered ${failure.status || 'nothing'} (${failure.code})`);
    this.name = 'ConnectorError';
    this.status = failure.status;
    this.code = failure.code;
    this.retryAfterMs = failure.retryAfterMs;
    this.mayHaveArrived = failure.mayHaveArrived;
  }
}

/** A call to Teams as it goes over the wire. */
export type ConnectorCall = Pick<HttpCall, 'url' | 'method' | 'headers' | 'body'>;

/** Makes a call to Teams; rejects with a ConnectorError where the answer is no success. */
export type ConnectorHttp = (call: ConnectorCall) => Promise<HttpAnswer>;

/**
 * Builds what carries the bot's calls to Teams, each exactly once: the SDK's own retries would post a message twice after
 * a broken connection, and they only begin on errors of its own kind, which this never throws. A call made under a lease
 * goes out only while that has time for it, and otherwise surely does not.
 */
export function createConnectorHttp(budget: TeamsBudget, onCall?: Metrics['teamsCall']): ConnectorHttp {
  const make: ConnectorHttp = async (call) => {
    const { conversationId, isMessage } = placeOf(call);
    const answered = budget.note(isMessage ? conversationId : undefined);
    const answer = await exchange(call).finally(answered);
    if (answer.status < 400) return answer;
    const error = refusal(answer);
    if (answer.status === 429) budget.throttled(conversationId, error.retryAfterMs ?? 0);
    throw error;
  };
  return async (call) => {
    const startedAt = performance.now();
    const kind = kindOf(call);
    const facts = { 'http.request.method': call.method, 'server.address': new URL(call.url).hostname };
    let outcome: TeamsOutcome = 'done';
    try {
      return await traced(`Teams ${kind}`, 'client', facts, async (span) => {
        const answer = await make(call).catch((error: ConnectorError) => {
          span.note({ 'http.response.status_code': error.status || undefined, 'error.type': error.code });
          throw error;
        });
        span.note({ 'http.response.status_code': answer.status });
        return answer;
      });
    } catch (error) {
      outcome = outcomeOf(error as ConnectorError);
      throw error;
    } finally {
      onCall?.(kind, outcome, performance.now() - startedAt);
    }
  };
}

/** What a call asks of Teams, for the metrics. */
function kindOf({ url, method }: ConnectorCall): TeamsCall {
  const path = /\/v3\/conversations(\/[^?]*)?/.exec(url)?.[1]?.split('/') ?? [];
  const [, conversation, what] = path;
  if (conversation === undefined && method === 'POST') return 'open';
  if (what === 'activities' && method !== 'GET') return method === 'PUT' ? 'edit' : 'post';
  return what === 'members' || what === 'pagedmembers' ? 'roster' : 'other';
}

function outcomeOf({ status, code }: ConnectorError): TeamsOutcome {
  if (status === 429) return 'busy';
  if (status >= 500) return 'failed';
  if (status >= 400) return 'refused';
  if (code === NOT_ALLOWED) return 'held';
  return code === REDIRECT ? 'redirected' : 'silent';
}

/** Which conversation a call is about, threads of a channel taken together, and whether it says something there. */
function placeOf({ url }: ConnectorCall): { conversationId: string | undefined; isMessage: boolean } {
  const [, id, rest = ''] = /\/v3\/conversations\/([^/?]+)([^?]*)/.exec(url) ?? [];
  if (id === undefined) return { conversationId: undefined, isMessage: false };
  const [conversationId] = decodeURIComponent(id).split(';messageid=');
  return { conversationId, isMessage: /^\/activities(\/[^/]+)?$/.test(rest) };
}

async function exchange(call: ConnectorCall): Promise<HttpAnswer> {
  const lease = leaseInHand();
  try {
    const answer = await httpCall({
      ...call,
      timeoutMs: TIMEOUT_MS,
      mayGoOut: lease && (() => lease.hasLeft(TIMEOUT_MS)),
    });
    if (answer.status < 300 || answer.status >= 400) return answer;
  } catch (error) {
    const { sent, code } = networkFailure(error);
    throw new ConnectorError({ status: 0, code, mayHaveArrived: sent });
  }
  // Neither a message nor the token that goes with it may go to another address.
  throw new ConnectorError({ status: 0, code: REDIRECT, mayHaveArrived: false });
}

function refusal({ status, headers, text }: HttpAnswer): ConnectorError {
  const pause = retryAfterMs(headers['retry-after'], new Date());
  return new ConnectorError({
    status,
    code: codeIn(text) ?? String(status),
    ...(pause !== null && { retryAfterMs: pause }),
    mayHaveArrived: status >= 500,
  });
}

/**
 * Reads the code of an answer. Teams answers `{ error: { code } }`, older parts of it `{ errorCode }`; a `subCode` says
 * more.
 */
function codeIn(text: string): string | undefined {
  const body: (Record<string, unknown> & { error?: Record<string, unknown> }) | undefined =
    jsonObjectIn(text);
  const code = body?.error?.subCode ?? body?.subCode ?? body?.error?.code ?? body?.code ?? body?.errorCode;
  return typeof code === 'string' ? code.slice(0, 100) : undefined;
}
