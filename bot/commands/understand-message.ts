import type { Faq } from '../../src/faq/open-faq.ts';
import { understand, type Understood } from '../../src/use-cases/asking/understand.ts';
import { parseCommand, withoutMentions } from './commands.ts';

/** Returns what a message says: a command in exact words or in plain ones, else a question with what the FAQ has for it. */
export function understandMessage(faq: Faq, message: string): Understood {
  const exact = parseCommand(message);
  return exact ? { kind: 'command', command: exact } : understand(faq, withoutMentions(message));
}
