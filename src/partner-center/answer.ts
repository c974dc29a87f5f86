import { retryAfterMs } from '../domain/retry-after.ts';
import type { Reply } from './exchange.ts';
import { errorBody } from './schemas.ts';

/** The pause when the service says "too many" without saying how long. */
export const DEFAULT_PAUSE_MS = 10_000;

/** A reply reduced to what outcomes are judged by. */
export interface Answer {
  status: number;
  /** The parsed JSON; undefined when the body was empty, text or HTML. */
  body: unknown;
  /** How long the service asks to be left alone, 15 minutes at most; null when it does not. */
  retryAfterMs: number | null;
}

/** Which error an answer reports, whichever of the service's four error shapes it uses. */
export interface ReportedError {
  /** The service's own code as text; the HTTP status where it gave none. */
  code: string;
  /** Whether the service gave a code at all. */
  coded: boolean;
  retryable: boolean;
}

/** Reads a reply. A body that is no JSON is no body. */
export function readAnswer(reply: Reply, now: Date): Answer {
  return {
    status: reply.status,
    body: parsedJson(reply.text),
    retryAfterMs: retryAfterMs(reply.headers.get('retry-after'), now),
  };
}

export function reportedError(answer: Answer): ReportedError {
  const error = errorBody.safeParse(answer.body).data;
  const code = error?.code ?? error?.statusCode;
  const coded = code !== undefined && code !== null && code !== '';
  return { code: String(coded ? code : answer.status), coded, retryable: error?.isRetryable === true };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
