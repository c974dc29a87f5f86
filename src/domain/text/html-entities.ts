import { decodeHTMLStrict } from 'entities';

/** How many times a text may have been escaped, by one program after the other. */
const MOST_TIMES = 3;

/**
 * Decodes the entities of HTML that end in a semicolon, by number and by name. What is written twice over
 * (`&amp;eacute;`) is decoded to its end. Leaves a name that HTML does not know as it is.
 */
export function decodeEntities(text: string): string {
  let decoded = text;
  for (let times = 0; times < MOST_TIMES && decoded.includes('&') && decoded.includes(';'); times += 1) {
    const once = decodeHTMLStrict(decoded);
    if (once === decoded) break;
    decoded = once;
  }
  return decoded;
}
