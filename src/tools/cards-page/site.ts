import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { TEAMS_COLOURS, TEAMS_SIZES } from './teams-colours.ts';

/** A card as the page draws it, or why it could not be made. */
export type ShownCard = {
  name: string;
  /** Of its sample. */
  title: string;
  texts: 'sample' | 'longest';
  language: string;
} & ({ card: unknown } | { error: string });

/** One file of the page. `read` gives it as it is now. */
export interface SiteFile {
  type: string;
  read(): string | Buffer;
}

const BROWSER = join(import.meta.dirname, 'browser');
const { resolve } = createRequire(import.meta.url);
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css' } as const;

/**
 * The page that draws cards, by file name. `makeCards` is asked anew each time the page is loaded, so that what was edited
 * is seen; what it throws is shown on the page.
 */
export function cardsSite(makeCards: () => readonly ShownCard[]): ReadonlyMap<string, SiteFile> {
  const own = (name: string): [string, SiteFile] => [name, file(name, join(BROWSER, name))];
  return new Map([
    ...['index.html', 'page.css', 'host-config.js', 'charts.js', 'page.js'].map(own),
    [
      'adaptivecards.min.js',
      file('adaptivecards.min.js', resolve('adaptivecards/dist/adaptivecards.min.js')),
    ],
    ['markdown-it.min.js', file('markdown-it.min.js', resolve('markdown-it/dist/markdown-it.min.js'))],
    ['teams-colours.js', { type: `${TYPES.js}; charset=utf-8`, read: () => COLOURS_SCRIPT }],
    ['cards.js', { type: `${TYPES.js}; charset=utf-8`, read: () => cardsScript(makeCards) }],
  ]);
}

const COLOURS_SCRIPT = `window.TEAMS_COLOURS = ${JSON.stringify(TEAMS_COLOURS)};
window.TEAMS_SIZES = ${JSON.stringify(TEAMS_SIZES)};
`;

function file(name: string, path: string): SiteFile {
  const ending = name.split('.').at(-1) as keyof typeof TYPES;
  return { type: `${TYPES[ending]}; charset=utf-8`, read: () => readFileSync(path) };
}

/** A script and no JSON: a page opened as a file may not fetch. */
function cardsScript(makeCards: () => readonly ShownCard[]): string {
  try {
    return `window.CARDS = ${JSON.stringify({ cards: makeCards() })};\n`;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return `window.CARDS = ${JSON.stringify({ cards: [], problem })};\n`;
  }
}
