import { pino, type Logger } from 'pino';

/** A logger at its most talkative whose lines a test can read. */
export function logLines(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  return { log, lines };
}
