import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from './cards.ts';
import { shortName } from './short-name.ts';
import type { StringKey } from './strings.ts';

/** How many letters fit on a button that has a row of a computer's card to itself. Teams cuts what is longer. */
const ROW_LETTERS = 44;
/** How much of a name is kept whatever stands around it. */
const LEAST_LETTERS = 12;

/** A caption that names a customer or an expert, whose name is cut until it fits. The tooltip has room for all of it. */
export function captionNaming(
  cards: Cards,
  language: Language,
  key: StringKey,
  name: string,
  letters = ROW_LETTERS,
): string {
  const room = letters - cards.say(language, key, named('')).length;
  return cards.phrase(language, key, named(shortName(name, Math.max(room, LEAST_LETTERS))));
}

const named = (name: string) => ({ customer: name, expert: name });
