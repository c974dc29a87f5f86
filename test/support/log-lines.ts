import { pino, type Logger } from 'pino';

/** A logger at its most talkative whose lines a test can read; as in the bot, without a process id or a host name. */
export function logLines(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const log = pino({ level: 'trace', base: null }, { write: (line: string) => void lines.push(line) });
  return { log, lines };
}
