import type { FaultName, FaultOrder } from './faults.ts';
import { badGateway, classicError, pageOfProxy, tooManyCalls, type Reply } from './reply.ts';
import { oauthError } from './sign-in.ts';

/** What the connection is to do instead of carrying a reply. */
export type Answer = Reply | 'drop' | 'silence';

const serverError = () => classicError(500, 800003, 'Something unexpected happened.');

/** The answers of the faults that have one of their own; the others let the call's own answer through. */
const ANSWERS: Partial<Record<FaultName, (fault: FaultOrder) => Answer>> = {
  'stale-token': () => classicError(401, 800001, 'The token is stale.'),
  'mfa-missing': () => classicError(401, 900421, 'The sign-in lacks a second factor.'),
  forbidden: () => classicError(403, 900150, 'The signed-in user has no right to do this.'),
  'forbidden-empty': () => ({ status: 403 }),
  'no-relationship': () => classicError(403, 20002, 'This partner has no relationship with the customer.'),
  'reseller-agreement-missing': () =>
    classicError(403, 900123, 'The reseller has not accepted its agreement.'),
  throttled: ({ retryAfterSeconds }) => tooManyCalls(retryAfterSeconds ?? 1),
  'server-error': serverError,
  'server-error-after-write': serverError,
  unavailable: ({ retryAfterSeconds }) => ({
    status: 503,
    ...(retryAfterSeconds === undefined ? {} : { headers: { 'Retry-After': String(retryAfterSeconds) } }),
  }),
  silence: () => 'silence',
  'silence-after-write': () => 'silence',
  'drop-before-write': () => 'drop',
  'drop-after-write': () => 'drop',
  'html-502-before-write': badGateway,
  'html-502-after-write': badGateway,
  'proxy-page': ({ status }) => pageOfProxy(status ?? 403),
  'proxy-page-after-write': ({ status }) => pageOfProxy(status ?? 403),
  'hollow-success': () => ({ status: 200, json: {}, isForeign: true }),
  'hollow-success-after-write': () => ({ status: 200, json: {}, isForeign: true }),
  'error-as-success': () => ({ status: 200, json: { error: 'Something went wrong.' }, isForeign: true }),
  'page-as-success': () => pageOfProxy(201),
  'late-landing': () => 'drop',
  'conflict-after-write': () => classicError(409, 409, 'The request collides with another one.'),
  'invalid-grant': () => oauthError('invalid_grant', 700082, 400),
  'token-unavailable': () => ({ status: 503 }),
};

/** Undefined when the fault only delays. */
export function answerOfFault(fault: FaultOrder): Answer | undefined {
  return ANSWERS[fault.fault]?.(fault);
}
