import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Lease } from '../domain/confirming/lease.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type {
  AccountFault,
  Busy,
  Priority,
  Refused,
  Unavailable,
} from '../use-cases/ports/partner-center.ts';
import { readAnswer, type Answer } from './answer.ts';
import type { CallBudget } from './budget.ts';
import { exchange, type NoReply } from './exchange.ts';
import { spanIds } from '../tracing.ts';
import type { ReadEndpoint, TokenRefused } from './outcomes.ts';
import type { TokenRead, TokenSource } from './token.ts';

/** One call to the service, before it has a token. */
export interface ServiceCall {
  name: ReadEndpoint | 'confirm';
  method: 'GET' | 'POST';
  /** Below `/v1`, with its query. */
  path: string;
  priority: Priority;
  timeoutMs: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** New ones are made for a call that has none. */
  ids?: { requestId: string; correlationId: string };
  /** The correlation id of the work it belongs to, where it has no `ids`. */
  correlationId?: string | undefined;
  /** For the log alone. */
  customerId?: string;
  /** The call goes out only while this lease has time for it. */
  lease?: Lease | undefined;
}

/** How a call's answers are judged. */
export interface Judge<Outcome> {
  answer(answer: Answer): Outcome;
  silence(noReply: NoReply): Outcome;
}

type Settled<Outcome> = Exclude<Outcome, TokenRefused> | Refused | AccountFault | Busy | Unavailable;

/** Makes a call, with a second try and a fresh token when the service refuses the first one. Never throws. */
export type Caller = <Outcome extends { kind: string }>(
  call: ServiceCall,
  judge: Judge<Outcome>,
) => Promise<Made<Settled<Outcome>>>;

export interface CallerOptions {
  baseUrl: string;
  tokens: TokenSource;
  budget: CallBudget;
  clock: Clock;
  locale: string;
  log: Logger;
  onCall?: (name: string, outcome: string) => void;
  onExchange?: (name: string, ms: number) => void;
  /** Once aborted no call begins, and reads under way are abandoned. A write under way may finish. */
  signal?: AbortSignal;
}

export function createCaller(options: CallerOptions): Caller {
  const { tokens, budget, clock, log, onCall, onExchange, signal } = options;

  return async (call, judge) => {
    const startedAt = performance.now();
    const ids = call.ids ?? {
      requestId: randomUUID(),
      correlationId: call.correlationId ?? randomUUID(),
    };
    const made = await withToken(call, ids, judge);
    note(call, ids, made, Math.round(performance.now() - startedAt));
    return made;
  };

  async function withToken<Outcome extends { kind: string }>(
    call: ServiceCall,
    ids: Ids,
    judge: Judge<Outcome>,
  ): Promise<Made<Settled<Outcome>>> {
    let refusedToken: string | null = null;
    for (;;) {
      const turn = await budget.take(call.priority, signal);
      if (turn.kind === 'stopping') return { outcome: { kind: 'unavailable', code: 'stopping' } };
      if (turn.kind === 'busy') return { outcome: turn };
      const token: TokenRead = await (refusedToken === null
        ? tokens.current()
        : tokens.insteadOf(refusedToken));
      if (token.kind !== 'token') return { outcome: token };
      const made = await send(call, ids, token.value, judge);
      const outcome: { kind: string } = made.outcome;
      if (!isTokenRefused(outcome)) return made as Made<Settled<Outcome>>;
      if (refusedToken !== null) {
        return { ...made, outcome: { kind: 'account-fault', reason: 'sign-in-expired', code: outcome.code } };
      }
      refusedToken = token.value;
    }
  }

  async function send<Outcome>(
    call: ServiceCall,
    ids: Ids,
    token: string,
    judge: Judge<Outcome>,
  ): Promise<Made<Outcome>> {
    const sentAt = performance.now();
    const reply = await exchange({
      name: call.name,
      spanFacts: { ...spanIds(ids), 'mca.request_id': ids.requestId },
      url: `${options.baseUrl}/v1${call.path}`,
      method: call.method,
      headers: { ...headersOf(call, ids, options.locale), Authorization: `Bearer ${token}` },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      timeoutMs: call.timeoutMs,
      mayGoOut: call.lease && (() => call.lease?.hasLeft(call.timeoutMs) === true),
      signal: call.method === 'GET' ? signal : undefined,
    });
    onExchange?.(call.name, performance.now() - sentAt);
    if (reply.kind === 'no-reply') return { outcome: judge.silence(reply) };
    const answer = readAnswer(reply, clock.now());
    const outcome = judge.answer(answer);
    const pauseMs = pauseAskedBy(answer, outcome);
    if (pauseMs !== null) budget.pause(pauseMs);
    const answeredRequestId = reply.headers.get('ms-requestid') ?? undefined;
    return { outcome, body: answer.body, status: answer.status, answeredRequestId };
  }

  function note(call: ServiceCall, ids: Ids, made: Made<{ kind: string }>, durationMs: number): void {
    const { outcome, status, answeredRequestId } = made;
    onCall?.(call.name, outcome.kind);
    const facts = {
      call: call.name,
      customerId: call.customerId,
      outcome: outcome.kind,
      code: 'code' in outcome ? outcome.code : undefined,
      status,
      durationMs,
      ...ids,
      answeredRequestId: answeredRequestId === ids.requestId ? undefined : answeredRequestId,
    };
    // A call abandoned because the bot is stopping is no fault of the service.
    const isStopping = facts.code === 'stopping';
    // Only a provider has resellers. Every other kind of partner is refused each time, which needs no administrator.
    const hasNone = call.name === 'resellers' && outcome.kind === 'refused';
    if (QUIET.has(outcome.kind) || isStopping || hasNone) log.debug(facts, 'Partner Center answered');
    else log.warn(facts, 'Partner Center did not do what was asked');
  }
}

interface Ids {
  requestId: string;
  correlationId: string;
}

export interface Made<Outcome> {
  outcome: Outcome;
  /** The reply's JSON, when there was some. */
  body?: unknown;
  status?: number;
  answeredRequestId?: string;
}

const QUIET = new Set(['success', 'nothing-recorded', 'already-confirmed']);

function isTokenRefused(outcome: { kind: string }): outcome is TokenRefused {
  return outcome.kind === 'token-refused';
}

/** Returns the pause that a 429, or a 503 that names a time, asks of every process, whatever else the answer means. */
function pauseAskedBy(answer: Answer, outcome: unknown): number | null {
  if (answer.status === 503 || answer.status === 429) {
    if (answer.retryAfterMs !== null) return answer.retryAfterMs;
  }
  const { kind, retryAfterMs } = outcome as { kind: string; retryAfterMs?: number };
  return kind === 'busy' ? (retryAfterMs ?? null) : null;
}

function headersOf(call: ServiceCall, ids: Ids, locale: string): Record<string, string> {
  return {
    Accept: 'application/json',
    'MS-RequestId': ids.requestId,
    'MS-CorrelationId': ids.correlationId,
    'X-Locale': locale,
    ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...call.headers,
  };
}
