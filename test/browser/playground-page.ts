import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

/** With a folder here, pictures of what a person sees are kept in it, twice as fine as the page. */
const PICTURES = process.env.PICTURES_DIR;

/** Debian's chromium, with nothing that reaches out of this machine. */
export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Chat = 'Personal Chat' | 'Group Chat' | 'General';

/** A person in front of the Agents Playground. */
export interface PlaygroundPage {
  page: Page;
  /** Goes to a chat or channel. */
  open(chat: Chat): Promise<void>;
  /** Types a message and sends it. In groups and channels the bot hears only what mentions it. */
  say(text: string, options?: { mention: boolean }): Promise<void>;
  /** The newest card that contains a text, as soon as there is one. */
  card(text: string | RegExp): Locator;
  /** Keeps a picture of a card, where pictures are wanted. */
  picture(name: string, card: Locator): Promise<void>;
  /** Opens another page beside it. */
  visit(url: string): Promise<Page>;
  close(): Promise<void>;
}

/** Opens the Playground in Debian's chromium. */
export async function openPlaygroundPage(url: string): Promise<PlaygroundPage> {
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  const page = await browser.newPage({
    viewport: { width: 1280, height: 1100 },
    deviceScaleFactor: PICTURES ? 2 : 1,
  });
  await page.goto(url);
  const box = page.locator('[role=textbox][contenteditable=true]').first();
  await box.waitFor();
  return {
    page,
    open: async (chat) => {
      await page.getByRole('treeitem', { name: chat }).first().click();
      await box.waitFor();
    },
    say: async (text, { mention } = { mention: false }) => {
      await box.click();
      if (mention) {
        await box.pressSequentially('@');
        await page
          .locator('[role=option], [role=menuitem], [role=listitem]')
          .getByText('Test Bot')
          .first()
          .click();
        await box.press('End');
      }
      await box.pressSequentially(text);
      await page
        .getByRole('button', { name: /^(Send Message|Post)$/ })
        .first()
        .click();
    },
    card: (text) => page.locator('.ac-adaptiveCard').filter({ hasText: text }).last(),
    picture: async (name, card) => {
      if (!PICTURES) return;
      await mkdir(PICTURES, { recursive: true });
      await card.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
    },
    visit: async (elsewhere) => {
      const other = await browser.newPage();
      await other.goto(elsewhere);
      return other;
    },
    close: () => browser.close(),
  };
}
