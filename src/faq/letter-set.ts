/** Returns which letters a folded word has, a bit each. Digits share the bits of letters. */
export function letterSet(word: string): number {
  let set = 0;
  for (let index = 0; index < word.length; index++) set |= 1 << (word.charCodeAt(index) - 97);
  return set;
}

/**
 * Returns how many letters only one of two words has. Words within an edit distance of `n` differ in `2 * n` letters at
 * most, so that a greater number spares the distance.
 */
export function differingLetters(one: number, other: number): number {
  let rest = one ^ other;
  let count = 0;
  for (; rest !== 0; count++) rest &= rest - 1;
  return count;
}
