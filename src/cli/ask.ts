import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createCommandMatcher } from '../faq/commands/command-matcher.ts';
import { loadCommandModel } from '../faq/commands/command-model.ts';
import { loadFaqModel } from '../faq/load-faq-model.ts';
import { createMatcher } from '../faq/matcher.ts';
import type { FaqLanguage } from '../faq/matcher.ts';
import { understand, type Readers } from '../use-cases/asking/understand.ts';

const CARDS = join(import.meta.dirname, '../../cards');
const FAQ_FOLDER = join(CARDS, 'faq');

try {
  const reader = readerLanguage();
  const readers = await openReaders();
  for await (const question of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    process.stdout.write(`${JSON.stringify(lineFor(readers, question, reader))}\n`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Returns what is printed for one line: a command with the customer it names, or how the FAQ answers a question. */
function lineFor(readers: Readers, question: string, reader: FaqLanguage | undefined): object {
  const understood = understand(readers, question);
  const match = understood.match ?? readers.matcher.match(question);
  const lang = reader ?? match.lang;
  const { outcome, entries } = match;
  if (understood.kind === 'question') return { question, lang, outcome, entries };
  const { name, language, argument } = understood.command;
  return {
    ...{ question, lang: reader ?? language ?? lang, outcome: 'command', command: name },
    ...(argument === '' ? {} : { argument }),
    entries,
  };
}

function readerLanguage(): FaqLanguage | undefined {
  const { lang } = parseArgs({ options: { lang: { type: 'string' } } }).values;
  if (lang === undefined || lang === 'en' || lang === 'fr') return lang;
  throw new Error('--lang must be en or fr');
}

/** Opens the readers that the bot uses. The checks of a partner's own FAQ are loaded only where there is one. */
async function openReaders(): Promise<Readers> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const ownDirectory = process.env.FAQ_DIR?.trim();
  if (ownDirectory) {
    const { openFaq } = await import('../faq/open-faq.ts');
    return openFaq(FAQ_FOLDER, ownDirectory);
  }
  const commands = createCommandMatcher(loadCommandModel(join(CARDS, 'commands')));
  return { matcher: createMatcher(loadFaqModel(FAQ_FOLDER)), commands };
}
