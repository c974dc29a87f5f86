import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { loadFaqModel } from '../faq/load-faq.ts';
import { createMatcher } from '../faq/matcher.ts';

const { values } = parseArgs({ options: { lang: { type: 'string' } } });
if (values.lang !== undefined && values.lang !== 'en' && values.lang !== 'fr') {
  console.error('--lang must be en or fr');
  process.exit(1);
}
const reader = values.lang;
const matcher = createMatcher(loadFaqModel(join(import.meta.dirname, '../../cards/faq')));

for await (const question of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { lang, outcome, entries } = matcher.match(question, reader);
  process.stdout.write(`${JSON.stringify({ question, lang: reader ?? lang, outcome, entries })}\n`);
}
