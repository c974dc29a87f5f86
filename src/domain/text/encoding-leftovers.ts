import { decodeEntities } from './html-entities.ts';
import { mixesScripts } from './mixed-scripts.ts';

/**
 * Whether a text holds leftovers of a wrong encoding or a program's escaping, from which the first characters cannot be
 * told any more, or a word of two scripts. Such a text is never filed.
 */
export function isGarbled(text: string): boolean {
  if (ORDINARY.test(text)) return false;
  const decoded = decodeEntities(text);
  return [...IN_ANY_TEXT, ...TWICE_ENCODED].some((each) => each.test(decoded)) || mixesScripts(decoded);
}

/** As `isGarbled`, for a person's name, which has none of the signs that a phone number or an address may have. */
export function isGarbledName(text: string): boolean {
  if (ORDINARY.test(text)) return false;
  return isGarbled(text) || IN_NAMES.some((each) => each.test(decodeEntities(text)));
}

/** The signs of nearly every text: letters of western Europe except Ã, and none that could be half of another letter. */
const ORDINARY = /^[A-Za-zÀ-ÂÄ-ÖØ-öø-ÿ0-9 .,'@+()-]*$/;

const IN_ANY_TEXT = [
  // What a decoder puts where it could read nothing, signs without a meaning, halves of signs, controls of 1972.
  /[\ufffd\p{Co}\p{Cs}\u0080-\u009f]/u,
  // The form in which spreadsheets write a sign that XML cannot hold.
  /_x[\da-f]{4}_/i,
  /&(?:#x?[\da-f]+|[a-z][a-z\d]{1,30});/i,
  /&[a-z]{1,2}(?:acute|grave|circ|uml|tilde|cedil|ring|slash|lig|caron)/i,
];

/** Quotes and dashes of print stand beside letters in many names: they count where a word goes on behind them. */
const PRINT = '‘’“”–—…';
/** What the second byte of a letter in UTF-8 looks like in windows-1252; of those, the signs and not the letters. */
const SIGN = '\u00a0-©«-¹»-¿€‚„†‡ˆ‰‹•˜™›';
const LETTER = 'ƒŠŒŽšœžŸªºµ';

/** UTF-8 that was read as windows-1252: `Ã©`. By the first letters that real names do not have before such a sign. */
const TWICE_ENCODED = [
  /Â[\u00a0-\u00bf]/u,
  new RegExp(`[ÃÅÄÎÏÐÑØÙÛ×][${SIGN}${LETTER}]`, 'u'),
  new RegExp(`[ÃÅÄÐÑ][${PRINT}](?=\\p{L}{2})`, 'u'),
  new RegExp(`[ÒÓÚ][${SIGN}]`, 'u'),
  /È[˜™›]|Æ[°¡]/u,
  new RegExp(`[à-ï](?:[${SIGN}][${SIGN}${LETTER}${PRINT}]|[${LETTER}${PRINT}][${SIGN}])`, 'u'),
  /ðŸ/u,
  // UTF-8 that was read as Mac Roman.
  /√[^\s\d]|‚Ä[^\s\w]/u,
];

const IN_NAMES = [
  // Letters of another code page, or an accent that lost its letter.
  /[†‡ˆ‰˜¢£¤¥¦§¨¬¯±²³¶¸¹¼½¾×÷√]/u,
  /\p{L}[¡¿‚•©]\p{L}?/u,
  // The first half of a letter, where a blank was put for the second.
  /\p{Ll}Ã/u,
  // What programs put for a letter they do not have.
  /\p{L}\?|\?\p{L}/u,
  // Escapes of programs (`\\N` alone is how some write no value), of addresses in the web, of mail, and tags.
  /\\(?!N$)|%[\dA-F]{2}|=[\dA-F]{2}=[\dA-F]{2}|=\?[\w-]+\?[bq]\?/i,
  /<\/?[a-z][^<>]*>/i,
];
