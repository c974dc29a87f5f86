import { join } from 'node:path';
import { StartError } from '../database/core/start-error.ts';
import { openFaq, type Faq } from '../faq/open-faq.ts';

const BUILT_IN = join(import.meta.dirname, '..', '..', 'cards', 'faq');

/** The answers, a partner's own beside them. Throws StartError that names file and line when one of theirs is wrong. */
export function openAnswers(ownDirectory: string | undefined): Faq {
  try {
    return openFaq(BUILT_IN, ownDirectory);
  } catch (cause) {
    if (ownDirectory === undefined) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`FAQ_DIR cannot be used: ${problem}`, { cause });
  }
}
