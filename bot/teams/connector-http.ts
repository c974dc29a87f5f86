import { toHttpHeadersLike, type RequestPolicy, type WebResourceLike } from '@azure/core-http-compat';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { retryAfterMs } from '../../src/domain/confirming/retry-after.ts';
import { httpCall, type HttpAnswer } from '../../src/http-call.ts';
import { networkFailure } from '../../src/network-failure.ts';
import { leaseInHand } from './lease-in-hand.ts';
import type { TeamsBudget } from '../rate-limit/teams-budget.ts';

/** How long Teams may take for an answer. */
const TIMEOUT_MS = 20_000;

/** A call to Teams that failed. `status` 0: no answer came. */
export class ConnectorError extends Error {
  readonly status: number;
  /** The channel's code, such as `BotNotInConversationRoster`; or the network's. */
  readonly code: string;
  /** 15 minutes at most. */
  readonly retryAfterMs: number | undefined;
  /** Whether Teams may have done what was asked: no answer came, or one that a gateway before it may have given. */
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

/**
 * Carries the SDK's calls to Teams, each exactly once: the SDK's own retries would post a message twice after a broken
 * connection, and they only begin on errors of its own kind, which this never throws. Failures are ConnectorErrors. A call
 * made under a lease goes out only while that has time for it, and otherwise surely does not.
 */
export function createConnectorHttp(budget: TeamsBudget): RequestPolicy {
  return {
    async sendRequest(request) {
      const { conversationId, isMessage } = placeOf(request);
      const answered = budget.note(isMessage ? conversationId : undefined);
      const answer = await exchange(request).finally(answered);
      const { status, headers, text } = answer;
      if (status >= 400) {
        const error = refusal(answer);
        if (status === 429) budget.throttled(conversationId, error.retryAfterMs ?? 0);
        throw error;
      }
      return {
        request,
        status,
        headers: toHttpHeadersLike(createHttpHeaders(headers)),
        bodyAsText: text,
      };
    },
  };
}

/** Which conversation a call is about, threads of a channel taken together, and whether it says something there. */
function placeOf({ url }: WebResourceLike): { conversationId: string | undefined; isMessage: boolean } {
  const [, id, rest = ''] = /\/v3\/conversations\/([^/?]+)([^?]*)/.exec(url) ?? [];
  if (id === undefined) return { conversationId: undefined, isMessage: false };
  const [conversationId] = decodeURIComponent(id).split(';messageid=');
  return { conversationId, isMessage: /^\/activities(\/[^/]+)?$/.test(rest) };
}

async function exchange(request: WebResourceLike): Promise<HttpAnswer> {
  const lease = leaseInHand();
  try {
    const answer = await httpCall({
      url: request.url,
      method: request.method,
      headers: request.headers.toJson({ preserveCase: true }),
      body: request.body as string | undefined,
      timeoutMs: TIMEOUT_MS,
      mayGoOut: lease && (() => lease.hasLeft(TIMEOUT_MS)),
    });
    if (answer.status < 300 || answer.status >= 400) return answer;
  } catch (error) {
    const { sent, code } = networkFailure(error);
    throw new ConnectorError({ status: 0, code, mayHaveArrived: sent });
  }
  // Somewhere else is no place for a message, nor for the token that goes with it.
  throw new ConnectorError({ status: 0, code: 'redirect', mayHaveArrived: false });
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

/** Teams answers `{ error: { code } }`, older parts of it `{ errorCode }`; where there is a `subCode` it says more. */
function codeIn(text: string): string | undefined {
  try {
    const body = JSON.parse(text) as Record<string, unknown> & { error?: Record<string, unknown> };
    const code = body.error?.subCode ?? body.subCode ?? body.error?.code ?? body.code ?? body.errorCode;
    return typeof code === 'string' ? code.slice(0, 100) : undefined;
  } catch {
    return undefined;
  }
}
