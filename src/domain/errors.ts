/**
 * outcome-unknown: the database did not answer whether it kept something. record-held: other work held a row for too long;
 * nothing was written. too-slow: the bot stopped waiting, as Teams would have. database-full: the database's disk has no
 * room; nothing was written. role-unknown: a role was needed, and Teams' roster could not be read.
 */
export const ERROR_CODES = [
  'database-unavailable',
  'database-full',
  'outcome-unknown',
  'record-held',
  'partner-center-unavailable',
  'too-slow',
  'role-unknown',
  'unexpected',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A fault the caller cannot settle. People read the text kept under its code in `cards/`; `message` is for the log. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}

/** Whether an error is one of these faults. */
export function isFault(error: unknown, ...codes: readonly ErrorCode[]): error is AppError {
  return error instanceof AppError && codes.includes(error.code);
}
