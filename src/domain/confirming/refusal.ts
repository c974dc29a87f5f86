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
/** Why Partner Center said no, as far as a person can act on it. */
export type Refusal = (typeof REFUSALS)[number];
