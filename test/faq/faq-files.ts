import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFaqModel } from '../../src/faq/load-faq-model.ts';
import { createMatcher } from '../../src/faq/matcher.ts';
import type { FaqMatcher } from '../../src/faq/matcher.ts';

export const FAQ_FOLDER = join(import.meta.dirname, '../../cards/faq');

/** A question whose answer is known; `expected` is null when the FAQ has none. */
export interface KnownQuestion {
  id: string;
  lang: string;
  text: string;
  expected: string | null;
  kind: string;
}

export function readKnownQuestions(name: 'validation' | 'today' | 'other-languages'): KnownQuestion[] {
  const path = join(import.meta.dirname, 'questions', `${name}.jsonl`);
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as KnownQuestion);
}

let matcher: FaqMatcher | undefined;

/** The matcher of the product, loaded once for a test file. */
export function productMatcher(): FaqMatcher {
  return (matcher ??= createMatcher(loadFaqModel(FAQ_FOLDER)));
}
