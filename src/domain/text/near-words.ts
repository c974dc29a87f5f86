/** How many letters a word needs: shorter ones are near too many names. */
const SHORTEST = 4;
/** In how many letters of a word a mistake may be; the rest is looked for as it is. */
const LETTERS = 16;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Returns a folded word and every word that is one typing mistake away: a letter too many, too few, another letter, or two
 * letters swapped. Short words come back alone.
 */
export function nearWords(word: string): string[] {
  if (word.length < SHORTEST) return [word];
  const near = new Set([word]);
  for (let at = 0; at < Math.min(word.length, LETTERS); at += 1) {
    const [before, letter, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)];
    near.add(before + after);
    near.add(before + (after[0] ?? '') + letter + after.slice(1));
    for (const other of ALPHABET) {
      near.add(before + other + after);
      near.add(before + other + letter + after);
    }
  }
  return [...near];
}
