import { FileRefused } from './file-refused.ts';

/** Enough to tell one encoding from another. */
const SAMPLE_BYTES = 4_096;

/** Signs no table holds; the tab and the line ends aside. */
// eslint-disable-next-line no-control-regex
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/**
 * A text file's text, whatever wrote it: UTF-8 or UTF-16 with or without a mark, else windows-1252, which spreadsheets of
 * western Europe still write. Throws FileRefused `not-a-table` for what is no text.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (BINARY.test(text.slice(0, SAMPLE_BYTES)) || text.includes('\0')) {
    throw new FileRefused({ kind: 'not-a-table' });
  }
  return text;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  for (const [place, byte] of sample.entries()) if (byte === 0) zeros[place % 2]! += 1;
  // Of the letters of a table, nearly all have one zero byte in UTF-16, always on the same side.
  const many = sample.length / 4;
  if (zeros[1]! > many && zeros[0]! === 0) return 'utf-16le';
  if (zeros[0]! > many && zeros[1]! === 0) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
