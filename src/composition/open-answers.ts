import { join } from 'node:path';
import { StartError } from '../database/core/start-error.ts';
import { openFaq, type Faq } from '../faq/open-faq.ts';

const BUILT_IN = join(import.meta.dirname, '..', '..', 'cards', 'faq');

/** Opens the FAQ with a partner's own entries. Throws StartError that names file and line when one of those is wrong. */
export function openAnswers(ownDirectory: string | undefined): Faq {
  try {
    return openFaq(BUILT_IN, ownDirectory);
  } catch (cause) {
    if (ownDirectory === undefined) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`FAQ_DIR cannot be used: ${problem}`, { cause });
  }
}
