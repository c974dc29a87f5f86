import { isUtf8 } from 'node:buffer';
import { FileRefused } from './file-refused.ts';
import { decodeTwice } from './twice-encoded.ts';
import { isWesternText } from './western-letters.ts';

/** Enough to tell one encoding from another. */
const SAMPLE_BYTES = 4_096;

/** Signs no table holds; the tab and the line ends aside. */
// eslint-disable-next-line no-control-regex
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** How DOS, and programs that come from it, end a text. */
const END_OF_DOS_FILE = 0x1a;

export interface DecodedText {
  text: string;
  /** Nothing but the letters themselves says that they are read right. */
  isGuess: boolean;
}

/**
 * Returns a text file's text: UTF-8 or UTF-16 with or without a mark, else windows-1252 where its letters are those of western
 * Europe. UTF-8 that a program encoded once more is read as it was. A byte that is wrong in UTF-8 becomes U+FFFD, which
 * spoils its own row. Throws FileRefused `unknown-encoding` for what may be another code page: none that tables are written
 * in can be told from a few names. Throws `not-a-table` for what is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const decoded = decode(bytes.at(-1) === END_OF_DOS_FILE ? bytes.subarray(0, -1) : bytes);
  if (BINARY.test(decoded.text.slice(0, SAMPLE_BYTES)) || decoded.text.includes('\0')) {
    throw new FileRefused({ kind: 'not-a-table' });
  }
  if (decoded.isGuess && !isWesternText(decoded.text)) throw new FileRefused({ kind: 'unknown-encoding' });
  return decoded;
}

function decode(bytes: Uint8Array): DecodedText {
  const unicode = utf16Of(bytes);
  if (unicode) return { text: new TextDecoder(unicode).decode(bytes), isGuess: false };
  if (isUtf8(bytes)) {
    return { text: decodeTwice(new TextDecoder('utf-8').decode(bytes)), isGuess: false };
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const damage = text.split('\ufffd').length - 1;
  const letters = text.match(/[^\0-\u007f\ufffd]/g)?.length ?? 0;
  // In a text of one byte a letter, what looks like a letter of UTF-8 is chance.
  if (letters >= damage) return { text, isGuess: false };
  // Mac programs of old ended lines so, and wrote in Mac Roman.
  const isMacRoman = /\r(?!\n)/.test(text) && !text.includes('\n');
  if (letters > 0 || isMacRoman) throw new FileRefused({ kind: 'unknown-encoding' });
  return { text: new TextDecoder('windows-1252').decode(bytes), isGuess: true };
}

function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  for (const [place, byte] of sample.entries()) if (byte === 0) zeros[place % 2]! += 1;
  // Of the letters of a table, nearly all have one zero byte in UTF-16, always on the same side.
  const many = sample.length / 4;
  if (zeros[1]! > many && zeros[0]! === 0) return 'utf-16le';
  if (zeros[0]! > many && zeros[1]! === 0) return 'utf-16be';
  return undefined;
}
