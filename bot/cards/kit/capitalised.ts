import type { Language } from '../../../src/domain/language.ts';

/** A text with a capital letter first, to begin a line. */
export function capitalised(language: Language, text: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
