import { decodeEntities } from './html-entities.ts';

/**
 * The one cleaning of texts that a person typed, pasted or put into a file, before they are checked or compared. Each
 * function takes out characters that are invisible and were not meant; none changes how a person is called.
 */

/**
 * Cleans a name: composed letters (NFC), one plain blank between words, no invisible signs, no quotes around the whole.
 * Joiners stay where a script needs them. Letters joined in print (`ﬁ`) or drawn as signs of mathematics become letters.
 */
export function cleanName(text: string): string {
  const plain = isPlainName(text) ? text : visibleName(text);
  const name = (plain.includes('  ') ? plain.replace(/ {2,}/g, ' ') : plain).trim();
  return QUOTES.includes(name.charAt(0)) ? withoutQuotes(name) : name;
}

function visibleName(text: string): string {
  return visible(decodeEntities(text))
    .replace(/\p{Zs}/gu, ' ')
    .replace(DRAWN, (letters) => letters.normalize('NFKC'))
    .normalize('NFC');
}

/** Removes quotes around the whole name. Quotes around a part of it belong to the name. */
function withoutQuotes(name: string): string {
  const inner = QUOTED.exec(name)?.slice(1).find(Boolean);
  return inner === undefined ? name : cleanName(inner);
}
const QUOTES = '"\'“‘„«';
const QUOTED = /^(?:"([^"]+)"|'((?:[^']|(?<=\p{L})'(?=\p{L}))+)'|[“„]([^“”„]+)[”“]|‘([^‘]+)’|«([^«»]+)»)$/u;

/** Latin and Arabic letters as they are joined on paper, which come out of PDFs, and those of mathematics. */
const DRAWN = /[\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufd3d\ufe70-\ufefc\u{1d400}-\u{1d7ff}]+/gu;

/**
 * Cleans an e-mail address: apostrophes, dashes and full-width signs become plain ones, and what mail programs put around
 * an address and behind it in a list is removed.
 */
export function cleanEmail(text: string): string {
  return typedEmail(text)
    .trim()
    .replace(/\s*[;,]+$/, '')
    .replace(/^(?:<(.*)>|"(.*)"|'(.*)'|“(.*)”)$/, '$1$2$3$4')
    .trim()
    .replace(/^mailto:/i, '');
}

function typedEmail(text: string): string {
  if (isPlain(text)) return text;
  const plain = withoutInvisible(decodeEntities(text)).replace(APOSTROPHES, "'").replace(DASHES, '-');
  return compatible(plain).replace(/[。｡]/g, '.');
}

/** Cleans a phone number: the digits, dashes and blanks of a keyboard, without what programs put around it. */
export function cleanPhone(text: string): string {
  return typedPhone(text)
    .trim()
    .replace(/^t[ée]l(?:[ée]phone)?[.:\s]*(?=[+(\d]|$)/i, '')
    .replace(/^['"‘’“”]+|['"‘’“”;,]+$/g, '')
    .replace(/ {2,}/g, ' ')
    .replace(DECIMALS, '$1');
}

/** Whether a program wrote a phone number as it writes quantities: `33155501001.0`. */
export const isDecimalPhone = (text: string) => DECIMALS.test(text.trim());
const DECIMALS = /^(\d{6,})[.,]0{1,2}$/;

function typedPhone(text: string): string {
  if (isPlain(text)) return text;
  const plain = withoutInvisible(decodeEntities(text)).replace(DASHES, '-');
  return compatible(plain)
    .replace(/\p{Nd}/gu, plainDigit)
    .replace(/(?<=\d)ー(?=\d)/g, '-');
}

/** Cleans a day: the digits and signs of a keyboard. */
export function cleanDate(text: string): string {
  return cleanPhone(text);
}

/** Cleans an id, a domain or the title of a column: no invisible signs. */
export function cleanKey(text: string): string {
  if (isPlain(text)) return text.trim();
  return compatible(withoutInvisible(decodeEntities(text)).replace(DASHES, '-')).trim();
}

/** Whether a name has only plain and accented letters of Europe, which need no cleaning. */
const isPlainName = (text: string) => /^[\x20-\x7e\u00c0-\u024f]*$/.test(text) && !text.includes('&');

/** Whether a text is plain, as nearly all are: only the blanks around it have to go. */
const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text) && !text.includes('&');

/**
 * Removes invisible signs, but for two kinds: a joiner that shapes the letters around it (the Unicode Standard, section
 * 23.2), and one that chooses the form of a Chinese or a Mongolian sign.
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

/** Returns a digit of any script as a plain one: Unicode has every script's digits in tens, from zero to nine. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

const APOSTROPHES = /[‘’‛ʹʻʼʽ′´＇]/g;
const DASHES = /[‐‑‒–—―−﹘﹣－]/g;
