import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CARD_NAMES } from '../../bot/cards/kit/cards.ts';
import { readSamples, renderSample, type CardSample } from '../../bot/cards/samples.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { TEAMS_COLOURS } from '../../src/tools/cards-page/teams-colours.ts';
import { cards, CARDS_DIRECTORY } from '../bot/cards/support.ts';
import { startProgram, type ProgramProcess } from '../support/bot-process.ts';
import { eventually } from '../support/eventually.ts';
import { FLAGS } from './playground-page.ts';

/** With a folder here, pictures of every card are kept in it. */
const PICTURES = process.env.PICTURES_DIR;
const samples = readSamples(CARDS_DIRECTORY);
const THEMES = Object.keys(TEAMS_COLOURS).length;

let program: ProgramProcess;
let browser: Browser;
let page: Page;
let address: string;
const complaints: string[] = [];

beforeAll(async () => {
  program = await startProgram('src/tools/cards.ts');
  address = await eventually(
    async () => {
      const url = /^Cards at (\S+)/.exec(program.output())?.[1];
      expect(url).toBeDefined();
      return url!;
    },
    { withinMs: 90_000 },
  );
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  page = await browser.newPage({ viewport: { width: 1720, height: 1000 } });
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.addInitScript({ path: join(import.meta.dirname, 'faults-of-cards.js') });
  await page.goto(address);
}, 150_000);

afterAll(async () => {
  await browser?.close();
  await program?.end('SIGTERM');
});

/** Lets the page draw what the choice says, and waits until it has. */
async function draw(choice: Record<string, string>): Promise<void> {
  const hash = new URLSearchParams(choice).toString();
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.waitForFunction(`document.documentElement.dataset.drawn === ${JSON.stringify(hash)}`);
}

/** What is wrong with how the cards on the page look. */
const faults = () => page.evaluate<string[]>('window.faultsOfCards()');

async function picture(name: string): Promise<void> {
  if (!PICTURES) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `card-${name}.png`), fullPage: true, timeout: 120_000 });
}

/** How many widths a card is drawn in: a phone's, a computer's, and the full one where it asks for that. */
function widthsOf(sample: CardSample): number {
  const { msteams } = renderSample(cards, 'en', sample).content as { msteams?: { width?: string } };
  return msteams?.width === 'Full' ? 3 : 2;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe.each([...CARD_NAMES])('the card %s', (name) => {
  const widths = samples.filter((sample) => sample.name === name).map(widthsOf);

  it.each(['sample', 'longest'])('looks right in every way with its %s texts', async (texts) => {
    await draw({ card: name, texts, client: 'current' });

    expect(await page.locator('figure').count()).toBe(sum(widths) * THEMES * LANGUAGES.length);
    expect(await faults()).toEqual([]);
    const clipped = await page.evaluate<string[]>('window.clippedCaptions()');
    expect(clipped.filter((each) => !each.includes(', phone)'))).toEqual([]);
    await picture(`${name}-${texts}`);
  });

  it('looks right in a client that knows no charts', async () => {
    await draw({ card: name, texts: 'sample', width: 'phone', client: 'older' });

    expect(await faults()).toEqual([]);
    expect(await page.locator('.chart').count()).toBe(0);
  });
});

describe('the customers that a name may mean', () => {
  it.each(['sample', 'longest'])('have captions that are shown in full, with %s texts', async (texts) => {
    await draw({ card: 'customer-matches', texts, client: 'current', theme: 'light' });

    expect(await page.locator('figure button').count()).toBeGreaterThan(20);
    expect(await page.evaluate<string[]>('window.clippedCaptions()')).toEqual([]);
  });
});

describe('the figures on a phone', () => {
  /** Where all that can ever be said is said at once. */
  const FULLEST = 'Under way';

  it.each(['en', 'fr'])('take little room in %s', async (language) => {
    await draw({
      card: 'status',
      texts: 'sample',
      width: 'phone',
      client: 'current',
      theme: 'light',
      language,
    });

    const drawn = await page.evaluate<[string, number, number][]>(
      `[...document.querySelectorAll('figure')].map((figure) => [figure.dataset.title,
        figure.querySelector('.host').offsetWidth, figure.querySelector('.ac-adaptiveCard').offsetHeight])`,
    );

    expect(drawn.length).toBeGreaterThan(7);
    expect(drawn.filter(([, width]) => width > 320)).toEqual([]);
    expect(drawn.filter(([title, , height]) => title !== FULLEST && height >= 1100)).toEqual([]);
  });
});

describe('the page of cards', () => {
  it('draws nothing with an error, and tells what a press would send', async () => {
    await draw({ card: 'customer', language: 'en', theme: 'light', width: 'wide', texts: 'sample' });

    await page.getByRole('button', { name: 'Confirm Contoso', exact: true }).first().click();

    expect(await page.locator('#pressed').innerText()).toContain('"verb":"confirmation.open"');
    expect(complaints).toEqual([]);
  });

  it('keeps its choice over a reload', async () => {
    await draw({ card: 'status', language: 'fr', theme: 'dark', width: 'phone', texts: 'longest' });

    await page.reload();

    const shown = await page.locator('figcaption').allInnerTexts();
    expect(new Set(shown)).toEqual(new Set(['fr · dark · phone · current']));
    expect(await page.getByRole('combobox', { name: 'Card' }).inputValue()).toBe('status');
  });

  it('is served to this machine alone, and gives nothing but its own files', async () => {
    expect(new URL(address).hostname).toBe('127.0.0.1');
    for (const path of ['package.json', '..%2fpackage.json', 'browser/page.js']) {
      expect((await fetch(address + path)).status).toBe(404);
    }
  });

  it('can be written as files, which work opened as such', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mca-cards-'));
    const writing = await startProgram('src/tools/cards.ts', {}, { args: ['--out', folder] });
    expect([await writing.ended, writing.complaint()]).toEqual([0, '']);

    const files = await browser.newPage();
    await files.goto(`${pathToFileURL(join(folder, 'index.html')).href}#card=welcome`);

    expect(await files.locator('.ac-adaptiveCard').count()).toBeGreaterThan(7);
    await files.close();
    await rm(folder, { recursive: true, force: true });
  });
});
