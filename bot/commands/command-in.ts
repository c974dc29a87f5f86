import type { Language } from '../../src/domain/language.ts';
import type { Faq } from '../../src/faq/open-faq.ts';
import { understand } from '../../src/use-cases/asking/understand.ts';
import { parseCommand, withoutMentions, type Command } from './commands.ts';

/** Returns the command that a message says in exact words or in plain ones; undefined for a question. */
export function commandIn(faq: Faq, message: string, hint?: Language): Command | undefined {
  const exact = parseCommand(message);
  if (exact) return exact;
  const understood = understand(faq, withoutMentions(message), hint);
  return understood.kind === 'command' ? understood.command : undefined;
}
