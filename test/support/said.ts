import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, jest } from '@jest/globals';
import { createLogger, type Logger } from '../../src/logger.ts';

/** What this process says: the log at its most talkative, and all that is printed. */
export interface Said {
  log: Logger;
  /** The log's lines so far. */
  lines(): Record<string, unknown>[];
  /** Everything so far, as one text. */
  everything(): string;
}

/** Listens until the end of the test file. Call it once at the top of the file. */
export function listenToEverything(): Said {
  const folder = mkdtempSync(join(tmpdir(), 'mca-said-'));
  const file = join(folder, 'bot.log');
  const printed: string[] = [];
  const spies = [
    ...[process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0),
    ),
    ...(['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((method) =>
      jest
        .spyOn(console, method)
        .mockImplementation((...words) => void printed.push(words.map(String).join(' '))),
    ),
  ];
  afterAll(() => {
    for (const spy of spies) spy.mockRestore();
    rmSync(folder, { recursive: true });
  });
  const logged = () => readFileSync(file, 'utf8');
  return {
    log: createLogger('trace', file),
    lines: () =>
      logged()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    everything: () => logged() + printed.join('\n'),
  };
}
