import { join } from 'node:path';
import { ConfigError, loadConfig, type Config } from '../config.ts';
import { StartError } from '../database/start-error.ts';
import { AppError } from '../domain/errors.ts';
import { createLogger, type Logger } from '../logger.ts';

/** Reads a `.env` file beside the process, if there is one, and then the settings. Ends the process when they are wrong. */
export function readSettings(): Config {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  try {
    return loadConfig(process.env);
  } catch (error) {
    return stopWith(error);
  }
}

/**
 * Where the log goes: standard output, for whoever collects it. Someone who tries the bot in a terminal reads our few
 * lines there and finds the log in a file; a command's own lines stay apart from its log, which has standard error.
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
  return { log: createLogger(config.logLevel, logFile), logFile };
}

/** Ends the process with one clear line. What was not foreseen keeps its stack, for whoever mends it. */
export function stopWith(error: unknown): never {
  const foreseen = error instanceof StartError || error instanceof AppError || error instanceof ConfigError;
  const fault = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${foreseen ? fault.message : (fault.stack ?? fault.message)}\n`);
  process.exit(1);
}
