import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaqModel } from './model.ts';

/** Reads the trained model of `cards/faq`. Our own training writes it, so it is not checked again. */
export function loadFaqModel(directory: string): FaqModel {
  return JSON.parse(readFileSync(join(directory, 'model.json'), 'utf8')) as FaqModel;
}
