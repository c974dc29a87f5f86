import { isAccountReason } from '../domain/confirming/confirmation.ts';
import type { Refusal } from '../domain/confirming/refusal.ts';
import type {
  AccountFault,
  Busy,
  Refused,
  Confirmation,
  Unavailable,
  Unclear,
} from '../use-cases/ports/partner-center.ts';
import { DEFAULT_PAUSE_MS, isOwnError, reportedError, type Answer, type ReportedError } from './answer.ts';
import type { NoReply } from './exchange.ts';
import { isWritten } from './written.ts';

/** The calls that change nothing, by what they read. */
export type ReadEndpoint =
  'customers' | 'agreements' | 'template' | 'direct-acceptance' | 'resellers' | 'partner-profile';

/** The service did not accept our token; a fresh one may do. */
export interface TokenRefused {
  kind: 'token-refused';
  code: string;
}

export type ReadOutcome =
  | { kind: 'success' }
  /** 600009: another answer for an empty list. */
  | { kind: 'nothing-recorded' }
  | TokenRefused
  | Refused
  | AccountFault
  | Busy
  | Unavailable;

export type ConfirmOutcome =
  | { kind: 'success' }
  | { kind: 'already-confirmed' }
  | TokenRefused
  | Refused
  | AccountFault
  | Busy
  | Unavailable
  | Unclear;

/** Codes that mean the same wherever they come from. */
const REFUSALS_EVERYWHERE: Partial<Record<string, Refusal>> = {
  20002: 'no-relationship',
  60003: 'customer-unknown',
  900118: 'customer-unknown',
  // The Partner Agreement, of the customer's reseller or of our own company: nothing to do with what the customer accepted.
  900123: 'partner-agreement-missing',
  900124: 'partner-agreement-missing',
  // A token of the application alone, and a token for another service.
  900329: 'wrong-sign-in',
  900420: 'wrong-sign-in',
  900421: 'mfa-missing',
};

/** One reseller lacks its own agreement with Microsoft: its customers wait, and no others. */
const OF_THE_RESELLER = '900123';

const REFUSALS_BY_STATUS: Partial<Record<number, Refusal>> = { 403: 'not-entitled', 410: 'retired' };

/** Codes of a confirmation. 600002 is another error on other calls, so it is looked up here alone. */
const REFUSALS_OF_CONFIRMING: Partial<Record<string, Refusal>> = {
  600002: 'date-in-future',
  800002: 'invalid-details',
  2000: 'invalid-details',
  3000: 'invalid-details',
  // No source says what the retired call answers; this one is the sandbox's own.
  'A-RETIRED': 'retired',
};

/** Reads that not every partner may make: a refusal says nothing about the account that signed in. */
const NOT_FOR_ALL: readonly ReadEndpoint[] = ['direct-acceptance', 'resellers', 'partner-profile'];

/**
 * Returns what a read came to. Whatever went wrong, nothing was changed. A refusal counts when Partner Center itself gives
 * it. An empty 401 or 403 counts too, for some of its own are empty, and neither refuses anything for good.
 */
export function outcomeOfRead(endpoint: ReadEndpoint, answer: Answer): ReadOutcome {
  const error = reportedError(answer);
  if (answer.status >= 200 && answer.status < 300) return { kind: 'success' };
  if (endpoint === 'agreements' && error.code === '600009') return { kind: 'nothing-recorded' };
  if (asksToWait(answer)) return { kind: 'busy', retryAfterMs: answer.retryAfterMs ?? DEFAULT_PAUSE_MS };
  if (isNoClearAnswer(answer.status) || error.retryable) return { kind: 'unavailable', code: error.code };
  const isDoor = answer.status === 401 || answer.status === 403;
  if (!isOwnError(answer) && !(isDoor && answer.isEmpty)) return { kind: 'unavailable', code: error.code };
  const no = clearNo(answer.status, error, refusalOfRead(endpoint, answer.status, error));
  const isNormal = no.kind === 'account-fault' && answer.status === 403 && NOT_FOR_ALL.includes(endpoint);
  return isNormal ? { ...no, kind: 'refused' } : no;
}

/**
 * Returns what a confirmation came to. Only an answer of Partner Center itself settles it: an agreement of this type, date
 * and contact, or an error in one of its own shapes. 408, 409 and every 5xx may come after the write. Any other answer may
 * come from a proxy, before the write or after it.
 */
export function outcomeOfConfirm(answer: Answer, confirmation: Confirmation): ConfirmOutcome {
  const error = reportedError(answer);
  const { status } = answer;
  if (status === 200 || status === 201) {
    return isWritten(answer.body, confirmation)
      ? { kind: 'success' }
      : { kind: 'unclear', code: 'no-agreement' };
  }
  if (error.code === '600061') return { kind: 'already-confirmed' };
  if (status === 429 && (answer.isEmpty || isOwnError(answer))) {
    return { kind: 'busy', retryAfterMs: answer.retryAfterMs ?? DEFAULT_PAUSE_MS };
  }
  if (isNoClearAnswer(status) || !isOwnError(answer)) return { kind: 'unclear', code: error.code };
  if (error.retryable) return { kind: 'unavailable', code: error.code };
  return clearNo(status, error, refusalOfConfirm(status, error));
}

/** A read that got no reply at all. */
export function outcomeOfSilentRead({ code }: NoReply): Unavailable {
  return { kind: 'unavailable', code };
}

/** A confirmation that got no reply at all. */
export function outcomeOfSilentConfirm({ sent, code }: NoReply): Unavailable | Unclear {
  return { kind: sent ? 'unclear' : 'unavailable', code };
}

function clearNo(
  status: number,
  error: ReportedError,
  reason: Refusal,
): TokenRefused | Refused | AccountFault {
  const { code } = error;
  if (status === 401 && code !== '900421' && code !== '900420') return { kind: 'token-refused', code };
  return isAccountReason(reason) && code !== OF_THE_RESELLER
    ? { kind: 'account-fault', reason, code }
    : { kind: 'refused', reason, code };
}

function refusalOfRead(endpoint: ReadEndpoint, status: number, error: ReportedError): Refusal {
  const known = refusalEverywhere(status, error);
  if (known) return known;
  const ofOneCustomer = endpoint === 'agreements' || endpoint === 'direct-acceptance';
  if (ofOneCustomer && error.code === '2000') return 'customer-unknown';
  return ofOneCustomer && status === 404 && error.coded ? 'customer-unknown' : 'unexpected';
}

function refusalOfConfirm(status: number, error: ReportedError): Refusal {
  const known = REFUSALS_OF_CONFIRMING[error.code] ?? refusalEverywhere(status, error);
  if (known) return known;
  if (status === 404 && error.coded) return 'customer-unknown';
  // The one refusal known to come without a code is that of a template no longer supported.
  return status === 400 && !error.coded ? 'template-not-accepted' : 'unexpected';
}

/** Every other 403 is about rights: the account's role, or the kind of partner, which gets one without a body. */
function refusalEverywhere(status: number, error: ReportedError): Refusal | undefined {
  return REFUSALS_EVERYWHERE[error.code] ?? REFUSALS_BY_STATUS[status];
}

/** A 503 that names a time is as good as a 429 for a read. */
function asksToWait({ status, retryAfterMs }: Answer): boolean {
  return status === 429 || (status === 503 && retryAfterMs !== null);
}

/**
 * Whether a status is neither a success, nor a pause, nor a clear refusal: too slow, in conflict, moved, broken, or none
 * of HTTP's.
 */
function isNoClearAnswer(status: number): boolean {
  return status === 408 || status === 409 || status < 400 || status >= 500;
}
