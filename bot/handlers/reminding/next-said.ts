import { nextLine } from '../../cards/reminding/halt-line.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';

/** Returns when the next reminder comes, as a sentence in the reader's time; undefined where none does. */
export function nextSaid(
  { cards, clock }: Pick<BotNeeds, 'cards' | 'clock'>,
  { language, timeZone }: Turn,
  nextDueAt: Date | null,
): string | undefined {
  return nextLine(cards, language, nextDueAt, { timeZone, now: clock.now() });
}
