import { commandInWords, type Command } from '../../src/domain/asking/command-words.ts';
import { withoutElements } from '../teams/said-text.ts';

export type { Command, CommandName } from '../../src/domain/asking/command-words.ts';

/** The command a message is, or undefined. Case, accents, punctuation and a leading mention do not matter. */
export const parseCommand = (message: string): Command | undefined =>
  commandInWords(withoutMentions(message));

/** Words that may stand before a customer's name, or in its place: « status of contoso », « confirmer un client ». */
const FILLER =
  /^(?:(?:a|the|of|for|customers?|une?|les?|la|de|du|des|clients?)(?:\s+|[^\p{L}\p{N}]*$)|[ld]['’]\s*)/iu;

/** How many words may stand before a name. */
const MOST_FILLERS = 5;

/**
 * A command's argument as typed, then with one such word less each time. The last is empty when nothing but such words
 * was typed.
 */
export function argumentReadings(argument: string): [string, ...string[]] {
  const readings: [string, ...string[]] = [argument];
  for (let bare = argument; readings.length <= MOST_FILLERS;) {
    const less = bare.replace(FILLER, '');
    if (less === bare) break;
    readings.push((bare = less));
  }
  return readings;
}

/** The message without mentions and surrounding blanks. Takes time in proportion to its length, whatever it holds. */
export function withoutMentions(message: string): string {
  return withoutElements(message, 'at')
    .replace(/\u00a0|&nbsp;/g, ' ')
    .trim();
}
