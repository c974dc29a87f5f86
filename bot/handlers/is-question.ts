import type { BotNeeds } from '../needs.ts';
import type { Turn } from '../turn.ts';

/** Few companies have a longer name. */
const WORDS_OF_A_NAME = 4;

/**
 * Whether what looks like a command with a name nobody has is a question instead: « confirmer avant une commande ? ».
 * A short name that only resembles a question is a name.
 */
export function isQuestion({ faq }: Pick<BotNeeds, 'faq'>, turn: Turn, name: string): boolean {
  const { outcome } = faq.matcher.match(turn.activity.text, turn.language);
  const isLong = name.split(/\s+/).length > WORDS_OF_A_NAME || name.includes('?');
  return outcome === 'answer' || (outcome === 'suggestions' && isLong);
}
