export const ERROR_CODES = ['database-unavailable', 'partner-center-unavailable', 'unexpected'] as const;
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
