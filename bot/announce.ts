import type { Logger } from '../src/logger.ts';
import { startMessage, type Started } from './start-message.ts';

/** Tells the administrator who started the bot that it starts, runs and stops. */
export interface Announcer {
  starting(): void;
  /** Names a step of the start that takes a while. */
  step(step: string): void;
  started(started: Started): void;
  withoutPlayground(): void;
  stopping(reason: string): void;
  stopped(): void;
}

/** Announces in prose, for a person at a terminal. */
export function announceInProse(print: (line: string) => void): Announcer {
  return {
    starting: () => print('Starting the MCA acceptance bot'),
    step: (step) => print(`  … ${step}`),
    started: (started) => print(startMessage(started)),
    withoutPlayground: () => print('  The Agents Playground did not start; the bot works without it.'),
    stopping: (reason) => print(`\nStopping (${reason})`),
    stopped: () => undefined,
  };
}

/** Announces in lines of the log and prints nothing else: a collector reads what a registered bot prints. */
export function announceInLog(log: Logger, version: string): Announcer {
  const node = process.versions.node;
  return {
    starting: () => log.info({ version, node }, 'The bot starts'),
    step: (step) => log.debug({ step }, 'A step of the start'),
    started: ({ messagesUrl, metricsUrl }) => log.info({ messagesUrl, metricsUrl }, 'The bot listens'),
    withoutPlayground: () => undefined,
    stopping: (reason) => log.info({ reason }, 'The bot stops'),
    stopped: () => log.info('The bot has stopped'),
  };
}
