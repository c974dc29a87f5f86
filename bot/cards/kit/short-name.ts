/** How many letters of a name fit on a button beside another one on a phone. */
const LONGEST = 20;
const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Returns a name cut to a button's width: at the end of a word, or within a word that is too long by itself. */
export function shortName(name: string, longest = LONGEST): string {
  const letters = Array.from(GRAPHEMES.segment(name.trim()), ({ segment }) => segment);
  if (letters.length <= longest) return letters.join('');
  const [kept, next] = [letters.slice(0, longest).join(''), letters[longest]];
  const whole = next === ' ' ? kept : kept.replace(/\s+\S*$/, '');
  return `${whole.replace(/[\s,;:.&(–-]+$/, '')}…`;
}
