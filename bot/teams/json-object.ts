import { jsonIn } from '../../src/domain/text/json-in.ts';

/** Returns the JSON object in a text, such as an answer's body; undefined where the text holds none. */
export function jsonObjectIn(text: string): Record<string, unknown> | undefined {
  const read = jsonIn(text);
  return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined;
}
