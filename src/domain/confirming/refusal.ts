export const REFUSALS = [
  'date-in-future',
  'template-not-accepted',
  'no-relationship',
  'customer-unknown',
  'not-entitled',
  'partner-agreement-missing',
  'mfa-missing',
  'sign-in-expired',
  'wrong-sign-in',
  'national-cloud',
  'retired',
  'nothing-new',
  'invalid-details',
  'unexpected',
] as const;
/** Why Partner Center refused, as far as a person can act on it. */
export type Refusal = (typeof REFUSALS)[number];

const MENDED_BY_TYPING: ReadonlySet<Refusal> = new Set([
  'date-in-future',
  'nothing-new',
  'invalid-details',
  'unexpected',
]);
/** Whether other details may pass where these were refused. For an unknown reason they may. */
export const mayTypingMend = (reason: Refusal): boolean => MENDED_BY_TYPING.has(reason);

const FOR_GOOD: ReadonlySet<Refusal> = new Set(['national-cloud', 'retired']);
/** Whether the same details may pass later, once an administrator has mended what stood in their way. */
export const mayPassLater = (reason: Refusal): boolean => !mayTypingMend(reason) && !FOR_GOOD.has(reason);
