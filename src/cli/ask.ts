import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { loadFaqModel } from '../faq/load-faq-model.ts';
import { createMatcher } from '../faq/matcher.ts';
import type { FaqLanguage, FaqMatcher } from '../faq/matcher.ts';

const FAQ_FOLDER = join(import.meta.dirname, '../../cards/faq');

try {
  const reader = readerLanguage();
  const matcher = await openMatcher();
  for await (const question of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const { lang, outcome, entries } = matcher.match(question, reader);
    process.stdout.write(`${JSON.stringify({ question, lang: reader ?? lang, outcome, entries })}\n`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function readerLanguage(): FaqLanguage | undefined {
  const { lang } = parseArgs({ options: { lang: { type: 'string' } } }).values;
  if (lang === undefined || lang === 'en' || lang === 'fr') return lang;
  throw new Error('--lang must be en or fr');
}

/** The same matcher as the bot's; what checks an own FAQ is only loaded when there is one. */
async function openMatcher(): Promise<FaqMatcher> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const ownDirectory = process.env.FAQ_DIR?.trim();
  if (!ownDirectory) return createMatcher(loadFaqModel(FAQ_FOLDER));
  const { openFaq } = await import('../faq/open-faq.ts');
  return openFaq(FAQ_FOLDER, ownDirectory).matcher;
}
