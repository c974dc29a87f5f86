import { retryAfterMs } from '../domain/confirming/retry-after.ts';
import { jsonIn } from '../domain/text/json-in.ts';
import type { Reply } from './exchange.ts';
import { errorBody } from './schemas.ts';

/** How long to pause when the service says "too many" but not for how long. */
export const DEFAULT_PAUSE_MS = 10_000;

/** A reply reduced to what outcomes are judged by. */
export interface Answer {
  status: number;
  /** The parsed JSON; undefined when the body was empty, text or HTML. */
  body: unknown;
  /** Nothing at all was in the body. */
  isEmpty: boolean;
  /**
   * Whether it names the request or the operation, as all of Partner Center's own answers do, and those of proxies do
   * not.
   */
  isNamed: boolean;
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

/** Sent back with every answer of Partner Center's (its REST headers page). */
const NAMES = ['ms-requestid', 'ms-correlationid'];

/** Reads a reply. A body that is no JSON counts as none. */
export function readAnswer(reply: Reply, now: Date): Answer {
  return {
    status: reply.status,
    body: jsonIn(reply.text),
    isEmpty: reply.text.trim() === '',
    isNamed: NAMES.some((name) => reply.headers.has(name)),
    retryAfterMs: retryAfterMs(reply.headers.get('retry-after'), now),
  };
}

/**
 * Whether an error has one of the shapes in which Partner Center reports them: a code, the gateway's status with a
 * message, an error name, or an empty body that names the request. A page of a proxy or a firewall has none of them.
 */
export function isOwnError(answer: Answer): boolean {
  const error = errorBody.safeParse(answer.body).data;
  if (!error) return answer.isEmpty && answer.isNamed;
  if (isCode(error.code) || isText(error.errorName)) return true;
  return isText(error.message) && (isCode(error.statusCode) || answer.isNamed);
}

export function reportedError(answer: Answer): ReportedError {
  const error = errorBody.safeParse(answer.body).data;
  const code = error?.code ?? error?.statusCode;
  const coded = isCode(code);
  return { code: String(coded ? code : answer.status), coded, retryable: error?.isRetryable === true };
}

const isCode = (code: unknown): boolean => typeof code === 'number' || isText(code);
const isText = (text: unknown): boolean => typeof text === 'string' && text !== '';
