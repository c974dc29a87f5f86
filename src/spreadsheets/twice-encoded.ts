import { isUtf8 } from 'node:buffer';

/** The letters that windows-1252 has in the place of controls; where it has none, the control itself counts. */
const HIGH = new TextDecoder('windows-1252').decode(
  Uint8Array.from({ length: 32 }, (_, place) => 0x80 + place),
);
const BYTE_OF = new Map([...HIGH].map((letter, place) => [letter, 0x80 + place]));

/** What people write in tables: letters of Europe and the signs of print. Anything else was no text twice encoded. */
const EXPECTED =
  /^[\0-\u007f\u00a0-\u017f\u0192\u0218-\u021b\u0370-\u04ff\u1e00-\u1eff\u2010-\u203a\u20ac\u2122\ufeff]*$/;

/** How often programs were seen to do it over. */
const MOST_ROUNDS = 3;

/**
 * Returns a text as it was before a program took its UTF-8 for windows-1252 and encoded it once more: « HÃ©lÃ¨ne » is
 * « Hélène ». Only where every letter beyond ASCII says so; a text of which some letters are right is left alone.
 */
export function decodeTwice(text: string): string {
  let best = text;
  let before: string | undefined = text;
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
    before = decodedOnce(before);
    if (before === undefined) break;
    if (EXPECTED.test(before)) best = before;
  }
  return best;
}

function decodedOnce(text: string): string | undefined {
  if (!/[^\0-\u007f]/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length);
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    const byte = code < 0x100 ? code : BYTE_OF.get(text[place]!);
    if (byte === undefined) return undefined;
    bytes[place] = byte;
  }
  return isUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : undefined;
}
