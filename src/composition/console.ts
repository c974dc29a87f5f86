import { join } from 'node:path';
import { ConfigError, loadConfig, type Config } from '../config.ts';
import { StartError } from '../database/core/start-error.ts';
import { AppError } from '../domain/errors.ts';
import { createLogger, type Logger } from '../logger.ts';
import { goOutBy } from './go-out.ts';
import { dataFolderError } from '../database/core/data-folder-error.ts';

/**
 * Reads a `.env` file beside the process, if there is one, and then the settings. Sends later calls through the proxy that
 * they name. Ends the process when they are wrong.
 */
export function readSettings(): Config {
  const certificatesBefore = process.env.NODE_EXTRA_CA_CERTS;
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT')
      stopWith(new StartError(`The file .env cannot be read (${code})`, { cause: error }));
  }
  try {
    const config = loadConfig(process.env);
    if (process.env.NODE_EXTRA_CA_CERTS !== certificatesBefore) throw TOO_LATE;
    goOutBy(config.proxy, process.env);
    return config;
  } catch (error) {
    return stopWith(error);
  }
}

/** Said of a setting that Node itself reads at its start, before the file is read. */
const TOO_LATE = new ConfigError([
  'NODE_EXTRA_CA_CERTS: must be set in the environment, for Node does not find it in .env',
]);

/**
 * Opens the log. It goes to standard output, where a collector reads it. A person who tries the bot in a terminal reads a
 * few lines there and finds the log in a file. A command logs to standard error, apart from its own lines. Ends the
 * process when the file cannot be written.
 */
export function openLog(
  config: Config,
  kind: 'bot' | 'command' = 'bot',
): { log: Logger; logFile: string | undefined } {
  if (kind === 'command')
    return {
      log: createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel, 'stderr'),
      logFile: undefined,
    };
  const isTrial = config.registration === undefined && process.stdout.isTTY;
  if (!isTrial) return { log: createLogger(config.logLevel), logFile: undefined };
  const logFile = join(config.database.dataDir, 'bot.log');
  try {
    return { log: createLogger(config.logLevel, logFile), logFile };
  } catch (error) {
    return stopWith(dataFolderError(error));
  }
}

/** Ignores EPIPE: if the reader is gone, such as the other end of a pipe, further output is dropped. */
export function ignoreLostReader(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Why a command did not do all it should, as one clear English line. */
export class CommandError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}

const FORESEEN = [StartError, AppError, ConfigError, CommandError];

/** Ends the process with one clear line. An unexpected error keeps its stack, for the developer who mends it. */
export function stopWith(error: unknown): never {
  const foreseen = FORESEEN.some((kind) => error instanceof kind);
  const fault = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${foreseen ? fault.message : (fault.stack ?? fault.message)}\n`);
  process.exit(1);
}

/** Whether an npm script started this process. */
export function isRunByNpm(): boolean {
  return process.env.npm_lifecycle_event !== undefined;
}
