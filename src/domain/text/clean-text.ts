import { decodeEntities } from './html-entities.ts';

/**
 * The one cleaning of what a person typed, pasted or put into a file, before anything is checked or compared. Each
 * function takes out what nobody sees and nobody meant; none changes how a person is called.
 */

/** A name as it was written: composed letters (NFC), plain blanks, no sign that cannot be seen; joiners stay where a script needs them. */
export function cleanName(text: string): string {
  if (isPlainName(text)) return text.trim();
  return visible(decodeEntities(text))
    .replace(/\p{Zs}/gu, ' ')
    .normalize('NFC')
    .trim();
}

/** An address as a keyboard makes it: apostrophes, dashes and full-width signs become the plain ones. */
export function cleanEmail(text: string): string {
  return typedEmail(text)
    .trim()
    .replace(/^mailto:/i, '');
}

function typedEmail(text: string): string {
  if (isPlain(text)) return text;
  const plain = withoutInvisible(decodeEntities(text)).replace(APOSTROPHES, "'").replace(DASHES, '-');
  return compatible(plain).replace(/[。｡]/g, '.');
}

/** A phone number with the digits, the dashes and the blanks of a keyboard, and without what programs put around it. */
export function cleanPhone(text: string): string {
  return typedPhone(text)
    .trim()
    .replace(/^tel:\s*/i, '')
    .replace(/^['"‘’“”]+|['"‘’“”]+$/g, '');
}

function typedPhone(text: string): string {
  if (isPlain(text)) return text;
  const plain = withoutInvisible(decodeEntities(text)).replace(DASHES, '-');
  return compatible(plain)
    .replace(/\p{Nd}/gu, plainDigit)
    .replace(/(?<=\d)ー(?=\d)/g, '-');
}

/** A day with the digits and the signs of a keyboard. */
export function cleanDate(text: string): string {
  return cleanPhone(text);
}

/** An id, a domain or the title of a column: with nothing that cannot be seen. */
export function cleanKey(text: string): string {
  if (isPlain(text)) return text.trim();
  return compatible(withoutInvisible(decodeEntities(text)).replace(DASHES, '-')).trim();
}

/** Composed letters of Europe are as plain as those without an accent. */
const isPlainName = (text: string) => /^[\x20-\x7e\u00c0-\u024f]*$/.test(text) && !text.includes('&');

/** Nearly every text is so, and has nothing to take out but the blanks around it. */
const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text) && !text.includes('&');

/**
 * Without the signs that cannot be seen. Two kinds stay: a joiner that shapes the letters around it (the Unicode
 * Standard, section 23.2), and what chooses the form of a Chinese or a Mongolian sign.
 */
function visible(text: string): string {
  return text.replace(SHAPING_OR_INVISIBLE, '$1');
}

/** Scripts in which a name is spelt with joiners. */
const JOINING = [
  'Arabic',
  'Bengali',
  'Devanagari',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Khmer',
  'Malayalam',
  'Mongolian',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Syriac',
  'Tamil',
  'Telugu',
]
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const INVISIBLE = String.raw`[\p{Cf}\p{Default_Ignorable_Code_Point}]`;
/** Malayalam may write the last letter of a word with a joiner behind it. */
const SHAPING = [
  String.raw`(?<=[${JOINING}])[\u200c\u200d](?=[${JOINING}])`,
  String.raw`(?<=\u0d4d)\u200d`,
  String.raw`(?<=\p{Script=Han})[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=\p{Script=Mongolian})[\u180b-\u180d\u180f]`,
].join('|');
const SHAPING_OR_INVISIBLE = new RegExp(`(${SHAPING})|${INVISIBLE}`, 'gu');
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');

function withoutInvisible(text: string): string {
  return text.replace(ALL_INVISIBLE, '');
}

/** Full-width signs and joined letters become what a keyboard has for them (NFKC). A trade mark is no two letters. */
function compatible(text: string): string {
  return text.replace(/[\p{Zs}™℠]/gu, ' ').normalize('NFKC');
}

/** Every script's digits stand in tens, from nought to nine. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

const APOSTROPHES = /[‘’‛ʹʻʼʽ′´＇]/g;
const DASHES = /[‐‑‒–—―−﹘﹣－]/g;
