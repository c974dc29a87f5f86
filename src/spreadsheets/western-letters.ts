import { ALPHABETS, ICELANDIC, OUT_OF_PLACE, STRAY_SIGNS } from './western-alphabets.ts';

/** How many words may look odd, as a share of all that have accents: a long list has some name that no rule foresees. */
const ODD_SHARE = 0.02;

/**
 * Returns whether a text that was read as windows-1252 was surely written in it. Nearly any bytes can be read so; what came
 * from another code page shows by letters where no name of western Europe has them: « Śliwiński » becomes « Œliwiñski »,
 * « Gülşen » « Gülþen ». Strict on purpose: a person who is turned away saves the file once more, and a name that is wrong
 * is wrong for good.
 */
export function isWesternText(text: string): boolean {
  const words = new Set<string>();
  for (const [word] of text.matchAll(WORD)) if (/[^\0-\u007f]/.test(word)) words.add(word);
  if (words.size === 0) return true;
  if (text.split('«').length !== text.split('»').length) return false;
  const hasIcelanders = /(?:sson|dóttir)(?!\p{L})/u.test(text);
  let odd = 0;
  for (const word of words) if (!isWesternWord(word, hasIcelanders)) odd += 1;
  return odd <= words.size * ODD_SHARE;
}

/** What stands between blanks and delimiters, and the sign behind it. */
const WORD = /[^ \t\r\n;,|"]+[\t\r\n;,|"]?/g;
/** How many letters a word may have: no name comes near it. */
const LONGEST_WORD = 60;

function isWesternWord(word: string, hasIcelanders: boolean): boolean {
  if (STRAY_SIGNS.some((each) => each.test(word))) return false;
  return (word.match(/\p{L}+/gu) ?? []).every((part) => hasLettersInPlace(part.toLowerCase(), hasIcelanders));
}

function hasLettersInPlace(word: string, hasIcelanders: boolean): boolean {
  const accented = [...word].filter((letter) => letter > '\u007f');
  if (accented.length === 0) return true;
  if (word.length > LONGEST_WORD) return false;
  const isOf = (alphabet: string) => accented.every((letter) => alphabet.includes(letter));
  if (hasIcelanders && isOf(ICELANDIC)) return true;
  // Half of the letters, or the first two but for « Íñigo »: whole alphabets of other scripts come out so.
  const isDense = accented.length > 1 && accented.length * 2 > word.length + 1;
  if (isDense || /^(?!.ñ)[^\0-\u007f]{2}/.test(word) || !ALPHABETS.some(isOf)) return false;
  return accented.every((letter) => !OUT_OF_PLACE.get(letter)?.test(word));
}
