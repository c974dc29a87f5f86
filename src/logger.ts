import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino, type Logger } from 'pino';

export type { Logger };

/** Field names that carry a secret or a person's details: censored where code logs them by mistake. */
const PRIVATE_FIELDS = [
  'authorization',
  'password',
  'clientSecret',
  'refreshToken',
  'accessToken',
  'token',
  'firstName',
  'lastName',
  'email',
  'phoneNumber',
  'contact',
  'text',
];

/**
 * Structured log, one JSON line each, to standard output, standard error or a file. Errors are written with type, code,
 * message and stack; private fields are censored on the first two levels.
 */
export function createLogger(
  level: string,
  destination: 'stdout' | 'stderr' | (string & {}) = 'stdout',
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: PRIVATE_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[private]' },
      serializers: { err: (error: unknown) => errorFields(error) },
    },
    openDestination(destination),
  );
}

function openDestination(destination: string) {
  if (destination === 'stdout') return pino.destination({ fd: 1, sync: true });
  if (destination === 'stderr') return pino.destination({ fd: 2, sync: true });
  mkdirSync(dirname(destination), { recursive: true, mode: 0o700 });
  return pino.destination({ dest: destination, sync: true });
}

/** How many causes of an error are written, for an error may be its own cause. */
const DEEPEST_CAUSE = 5;

/** Returns only fields without people's data: HTTP and database clients attach requests and rows to their errors. */
function errorFields(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return thingFields(error);
  const { name } = error;
  const code = codeOf(error);
  return {
    name,
    code,
    ...(quotes(error, code) ? { message: '[private]', stack: framesOf(error) } : wordsOf(error)),
    ...(error.cause instanceof Error &&
      depth < DEEPEST_CAUSE && { cause: errorFields(error.cause, depth + 1) }),
  };
}

/**
 * Returns the fields of a thrown value that is no error. The job queue reports failures as objects that errors were copied
 * to. Their kind, code, worker and place in the code say enough, and their words may hold anything.
 */
function thingFields(thing: unknown): Record<string, unknown> {
  if (typeof thing !== 'object' || thing === null) return { message: typeof thing };
  const { name, queue, worker, stack } = thing as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const lines = text(stack)?.split('\n');
  return {
    message: 'object',
    name: text(name) ?? lines?.[0]?.match(/^\w*error(?=:|$)/i)?.[0],
    code: codeOf(thing),
    queue: text(queue),
    worker: text(worker),
    stack: lines
      ?.filter((line) => /^\s+at \S/.test(line))
      .join('\n')
      .trimStart(),
  };
}

const codeOf = (thing: object) =>
  'code' in thing && typeof thing.code === 'string' ? thing.code : undefined;

const wordsOf = ({ message, stack }: Error) => ({ message, stack });

/** Whether an error's message quotes data: broken JSON, and values the database refuses (class 22). */
function quotes(error: Error, code: string | undefined): boolean {
  return error instanceof SyntaxError || /^22[0-9A-Z]{3}$/.test(code ?? '');
}

/** Returns the frames of an error's stack, without the message before them, which may have several lines. */
function framesOf({ stack = '', message }: Error): string {
  return stack.slice(stack.indexOf(message) + message.length).trimStart();
}
