/**
 * outcome-unknown: the database was asked to keep something and did not answer, so it may be there or not. record-held:
 * other work holds a row for too long; nothing was written. too-slow: the bot stopped waiting, for Teams would have.
 * database-full: there is no room on the disk of the database; nothing was written. role-unknown: Teams' roster could not be read, and a role was needed.
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
