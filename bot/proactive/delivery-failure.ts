import { randomInt } from 'node:crypto';
import type { ChatOpened, Edited, Posted } from '../../src/use-cases/ports/messenger.ts';
import { ConnectorError } from '../teams/connector-http.ts';

/** Teams' advice: 2 to 20 seconds, a fifth more or less at random. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 20_000;
const LATER_MS = 60_000;

const TRY_AGAIN = new Set([412, 429, 502, 503, 504]);

/** Whether Teams asks for another try after a failure ("Status codes" of its rate limit page). */
export const asksForAnotherTry = ({ status }: Pick<ConnectorError, 'status'>): boolean =>
  TRY_AGAIN.has(status);

/**
 * Returns how long to wait before the next try in a conversation; undefined when another try would be wrong or useless.
 * `tries`: how many there were. `onlyOnce`: what may have arrived is not sent again, although Teams asks for it.
 */
export function pauseAfter(error: ConnectorError, tries: number, onlyOnce: boolean): number | undefined {
  if (!asksForAnotherTry(error) || (onlyOnce && error.mayHaveArrived)) return undefined;
  if (error.retryAfterMs !== undefined) return error.retryAfterMs;
  const base = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
  return base * (0.8 + randomInt(400) / 1_000);
}

/** Whether a message was refused for the thread it replies to, while its conversation may well be there. */
export function isThreadGone({ status, code }: ConnectorError): boolean {
  return status === 404 && code === 'ActivityNotFoundInConversation';
}

export function postFailure(error: ConnectorError): Posted {
  if (refusesUs(error)) return { kind: 'unreachable', reason: error.code };
  if (error.mayHaveArrived || isTheMessage(error)) return { kind: 'unknown' };
  return later(error);
}

/** Returns what a failed edit comes to. An edit may always be made again, for nothing appears twice. */
export function editFailure(error: ConnectorError): Edited {
  if (error.status === 404 && error.code !== 'ConversationNotFound') return { kind: 'gone' };
  if (refusesUs(error)) return { kind: 'unreachable', reason: error.code };
  if (error.status === 400 || error.status === 413) return { kind: 'gone' };
  return later(error);
}

/** Returns what a failed opening of a chat comes to. It may be tried again too, for Teams gives the same chat. */
export function openFailure(error: ConnectorError): ChatOpened {
  // For a person whom Teams does not know in the tenant it answers "bad argument".
  if (refusesUs(error) || error.status === 400) return { kind: 'unreachable', reason: error.code };
  return later(error);
}

/** Wraps an error that is no answer of Teams. It happened before anything was sent, such as a failed login. */
export function asConnectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  return new ConnectorError({
    status: 0,
    code: error instanceof Error ? error.name : 'Error',
    mayHaveArrived: false,
  });
}

/** Whether the bot was removed, blocked or switched off, or the conversation does not exist. */
const refusesUs = ({ status }: ConnectorError) => status === 403 || status === 404;
/** Whether the message itself is at fault, so that it would fail again. */
const isTheMessage = ({ status }: ConnectorError) => status === 400 || status === 413;
const later = ({ retryAfterMs }: ConnectorError) =>
  ({ kind: 'later', retryAfterMs: retryAfterMs ?? LATER_MS }) as const;
