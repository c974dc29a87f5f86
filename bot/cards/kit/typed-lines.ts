import { z } from 'zod';
import { userText } from './user-text.ts';

/** A person's own text of several lines. User text is shown on one line, so each line stands by itself. */
export const typedLines = z
  .string()
  .transform((text) =>
    text
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => ({ text: line })),
  )
  .pipe(z.array(z.object({ text: userText })));

const START = 120;

/** Returns the beginning of a text, for a place that has room for one line. */
export function startOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= START ? line : `${line.slice(0, START).trimEnd()}…`;
}
