import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CARD_NAMES, loadCards, type CardName } from '../../bot/cards/kit/cards.ts';
import { readSamples, renderSample } from '../../bot/cards/samples.ts';
import { startPlayground, type Playground } from '../../bot/playground/playground.ts';
import type { Card } from '../../bot/teams/card.ts';
import type { Language } from '../../src/domain/language.ts';
import { CARDS_DIRECTORY } from '../bot/cards/support.ts';
import { startProgram, type ProgramProcess } from '../support/bot-process.ts';
import { eventually } from '../support/eventually.ts';
import { WIDTH } from './measured.ts';
import { openPlaygroundPage, type PlaygroundPage } from './playground-page.ts';

/** By how many pixels the height of a card may differ from that in Microsoft's client: less than half a line. */
const TOLERANCE = 8;

interface ChatInfo {
  serviceUrl: string;
  conversation: { id: string };
  from: object;
  recipient: object;
}

const cards = loadCards(CARDS_DIRECTORY);
const samples = readSamples(CARDS_DIRECTORY);
/** The chat of one's own, as the client names it when it is opened. */
let chat: ChatInfo | undefined;

// A bot that says nothing by itself: the cards are put into the chat one by one.
const silentBot = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    const activity = body ? (JSON.parse(body) as ChatInfo & { conversation: object }) : undefined;
    if (activity && 'conversationType' in activity.conversation) chat ??= activity;
    response.setHeader('Content-Type', 'application/json');
    response.end('{}');
  });
});
let playground: Playground | undefined;
let person: PlaygroundPage;
let program: ProgramProcess;
let page: Page;

beforeAll(async () => {
  silentBot.listen(0, '127.0.0.1');
  await once(silentBot, 'listening');
  const { port } = silentBot.address() as AddressInfo;
  [playground, program] = await Promise.all([
    startPlayground(`http://127.0.0.1:${port}/api/messages`),
    startProgram('src/tools/cards.ts'),
  ]);
  person = await openPlaygroundPage(playground!.url);
  await eventually(() => expect(chat).toBeDefined(), { withinMs: 20_000 });
  const address = await eventually(
    () => {
      const url = /^Cards at (\S+)/.exec(program.output())?.[1];
      expect(url).toBeDefined();
      return url!;
    },
    { withinMs: 90_000 },
  );
  page = await person.visit(address);
  // Neither has the font of Teams here: without the same one, lines would break elsewhere.
  await heightInClient(renderSample(cards, 'en', samples[0]!));
  const font = await person.page.evaluate<string>(
    `getComputedStyle(document.querySelector('.ac-textBlock')).fontFamily`,
  );
  await page.addStyleTag({ content: `.host, .host * { font-family: ${font} !important }` });
}, 180_000);

afterAll(async () => {
  await person?.close();
  await playground?.stop();
  await program?.end('SIGTERM');
  silentBot.close();
  silentBot.closeAllConnections();
}, 30_000);

/** Puts a card into the chat; gives its height there. */
async function heightInClient({ contentType, content }: Card): Promise<number> {
  const drawn = person.page.locator('.ac-adaptiveCard');
  const before = await drawn.count();
  const { serviceUrl, conversation, from, recipient } = chat!;
  const url = `${serviceUrl}/v3/conversations/${encodeURIComponent(conversation.id)}/activities`;
  const attachments = [{ contentType, content }];
  const message = { type: 'message', from: recipient, recipient: from, conversation, attachments };
  const headers = { 'Content-Type': 'application/json' };
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(message) });
  await drawn.nth(before).waitFor();
  const { width, height } = (await drawn.nth(before).boundingBox())!;
  expect(width).toBe(WIDTH);
  return height;
}

/** The heights of a card on the page, by the titles of its samples. */
async function heightsOnPage(card: CardName, language: Language): Promise<Map<string, number>> {
  const choice = { card, texts: 'sample', language, theme: 'light', width: 'wide', client: 'current' };
  const hash = new URLSearchParams(choice).toString();
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.waitForFunction(`document.documentElement.dataset.drawn === ${JSON.stringify(hash)}`);
  return new Map(
    await page.evaluate<[string, number][]>(
      `[...document.querySelectorAll('figure')].map((figure) =>
        [figure.dataset.title, figure.querySelector('.ac-adaptiveCard').offsetHeight])`,
    ),
  );
}

describe.each([...CARD_NAMES])('the card %s on the page of cards', (name) => {
  it.each(['en', 'fr'] as const)('is as high as in Microsoft’s client, in %s', async (language) => {
    const heights = await heightsOnPage(name, language);
    const [sample] = samples.filter((each) => each.name === name);

    const there = await heightInClient(renderSample(cards, language, sample!));

    expect(Math.abs(heights.get(sample!.title)! - there)).toBeLessThanOrEqual(TOLERANCE);
  });
});
