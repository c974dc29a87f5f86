import { DateTime } from 'luxon';

/**
 * How long a peer may make the bot wait, whatever it asks for. Microsoft's services ask for minutes at most. A day, or the
 * year 9999, is a fault of theirs or of a proxy, and must not stop the work.
 */
export const LONGEST_ASKED_PAUSE_MS = 15 * 60_000;

/**
 * Reads a `Retry-After` header (RFC 9110, section 10.2.3) as milliseconds from `now`: seconds or an HTTP date, 15 minutes
 * at most. Null when it is absent or makes no sense.
 */
export function retryAfterMs(header: string | null | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  const asked = SECONDS.test(text) ? Math.ceil(Number(text) * 1_000) : untilDate(text, now);
  return asked === null ? null : Math.min(Math.max(0, asked), LONGEST_ASKED_PAUSE_MS);
}

/** The rule has whole seconds, but some services send fractions. */
const SECONDS = /^\d+(\.\d+)?$/;

function untilDate(text: string, now: Date): number | null {
  const until = DateTime.fromHTTP(text);
  return until.isValid ? until.toMillis() - now.getTime() : null;
}
