import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadCards } from '../../bot/cards/kit/cards.ts';
import { longSample } from '../../bot/cards/long-sample.ts';
import { readSamples, renderSample } from '../../bot/cards/samples.ts';
import { cardsSite, type ShownCard, type SiteFile } from './cards-page/site.ts';
import { servePage } from './cards-page/serve.ts';
import { readArguments } from '../composition/read-arguments.ts';
import { CommandError, stopWith } from '../composition/console.ts';
import { LANGUAGES } from '../domain/language.ts';

const FOLDER = join(import.meta.dirname, '../../cards');
const USAGE = 'Usage: npm run cards [-- --port <number>], or -- --out <folder> for a page of files';

try {
  const { port, out } = given();
  const site = cardsSite(makeCards);
  if (out === undefined) await serve(site, port);
  else write(site, out);
} catch (error) {
  stopWith(error);
}

/** Every card, with every sample and the longest texts, in every language. */
function makeCards(): ShownCard[] {
  const cards = loadCards(FOLDER);
  return readSamples(FOLDER).flatMap((sample) =>
    (['sample', 'longest'] as const).flatMap((texts) =>
      LANGUAGES.map((language): ShownCard => {
        const place = { name: sample.name, title: sample.title, texts, language };
        try {
          const attachment = renderSample(cards, language, texts === 'sample' ? sample : longSample(sample));
          return { ...place, card: attachment.content };
        } catch (error) {
          return { ...place, error: error instanceof Error ? error.message : String(error) };
        }
      }),
    ),
  );
}

async function serve(site: ReadonlyMap<string, SiteFile>, port: number): Promise<void> {
  const page = await servePage(site, port).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(`The page cannot be served on port ${port} (${code})`, { cause: error });
  });
  console.log(`Cards at ${page.url}\nReload the page after a change to a card or a text. Ctrl-C stops it.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void page.stop());
}

function write(site: ReadonlyMap<string, SiteFile>, out: string): void {
  try {
    mkdirSync(out, { recursive: true });
    for (const [name, file] of site) writeFileSync(join(out, name), file.read());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(`The folder given with --out cannot be written (${code})`, { cause: error });
  }
  console.log(`Cards written: open ${join(resolve(out), 'index.html')}`);
}

function given(): { port: number; out: string | undefined } {
  const options = { port: { type: 'string' }, out: { type: 'string' } } as const;
  const { port: asked, out } = readArguments({ options, usage: USAGE }).values;
  const port = Number(asked ?? 0);
  if (out === '' || !Number.isInteger(port) || port < 0 || port > 65_535) throw new CommandError(USAGE);
  return { port, out };
}
