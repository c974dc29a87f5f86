import { join } from 'node:path';
import { createCommandMatcher, type CommandMatcher } from './commands/command-matcher.ts';
import { loadCommandModel } from './commands/command-model.ts';
import { loadFaq } from './load-faq.ts';
import type { FaqContent } from './load-faq.ts';
import { loadFaqModel } from './load-faq-model.ts';
import { loadOwnEntries } from './load-own-entries.ts';
import { createMatcher } from './matcher.ts';
import type { FaqMatcher } from './matcher.ts';

export interface Faq {
  content: FaqContent;
  matcher: FaqMatcher;
  /** Commands in plain words. */
  commands: CommandMatcher;
}

/**
 * The whole FAQ of `cards/faq`, with a partner's own entries beside it when `ownDirectory` is given. Throws an
 * error that names file and line when one of the files is wrong.
 */
export function openFaq(directory: string, ownDirectory?: string): Faq {
  const base = loadFaq(directory);
  const model = loadFaqModel(directory);
  const commands = createCommandMatcher(loadCommandModel(join(directory, '..', 'commands')));
  if (!ownDirectory) return { content: base, matcher: createMatcher(model), commands };
  const content = loadFaq(ownDirectory, base);
  return { content, matcher: createMatcher(model, loadOwnEntries(ownDirectory, content, base)), commands };
}
