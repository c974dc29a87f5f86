import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { belowTop, drawAt, measured, PHONE_WIDTH, WIDTH } from './measured.ts';
import { openBotInPlayground, type BotInPlayground } from './bot-in-playground.ts';
import type { PlaygroundPage } from './playground-page.ts';

const WORDS = {
  en: {
    ...{ list: 'unconfirmed', ask: 'Ask', haveAsked: 'I have asked', asked: /Asked: /, next: /^Next: / },
    ...{ message: 'Message to copy to the customer', status: 'status', headline: /\d+ of \d+ customers/ },
    ...{ language: 'language en', remind: 'remind now', digest: 'To ask first', name: /^Status of / },
  },
  fr: {
    ...{ list: 'non confirmés', ask: 'Solliciter', haveAsked: 'J’ai demandé', asked: /Sollicité\s: / },
    ...{ next: /^Suivant : /, message: 'Message à copier pour le client', status: 'statut' },
    ...{ headline: /\d+ clients sur \d+/, language: 'langue fr', remind: 'rappeler maintenant' },
    ...{ digest: 'À solliciter en premier', name: /^Statut : / },
  },
} as const;

let bot: BotInPlayground;
let person: PlaygroundPage;

beforeAll(async () => {
  bot = await openBotInPlayground({ SANDBOX_ERA: 'retired-2026', SANDBOX_CUSTOMERS: '412' });
  ({ person } = bot);
  await person.page.setViewportSize({ width: 1280, height: 1300 });
}, 120_000);

afterAll(async () => {
  await bot?.close();
}, 30_000);

describe.each(['en', 'fr'] as const)('where customers accept with Microsoft itself, in %s', (language) => {
  const words = WORDS[language];

  it('a list of ten customers is short and has few buttons, and two presses each lead through three', async () => {
    await person.open('Personal Chat');
    await person.say(words.list);
    const list = person.card(/1–10/);
    const ofList = await measured(list);
    expect(ofList.width).toBe(WIDTH);
    expect(ofList.height).toBeLessThanOrEqual(760);
    expect(ofList.buttons).toBeLessThanOrEqual(17);

    const message = person.page.locator('.ac-adaptiveCard').last();
    await list.getByRole('button', { name: words.ask, exact: true }).first().click();
    for (let each = 1; each <= 3; each += 1) {
      await message.getByLabel(words.message).waitFor();
      expect((await measured(message)).height).toBeLessThan(700);
      await message.getByRole('button', { name: words.haveAsked }).click();
      const next = message.getByRole('button', { name: words.next });
      await next.waitFor();
      const outcome = await measured(message.filter({ hasText: words.asked }));
      expect(outcome.height).toBeLessThan(170);
      if (each < 3) await next.click();
    }
  }, 120_000);

  it('the figures are short on a phone', async () => {
    await person.open('Personal Chat');
    await person.say(words.status);
    const board = person.card(words.headline);
    await board.waitFor();
    await drawAt(board, PHONE_WIDTH);

    expect((await board.boundingBox())!.height).toBeLessThan(1100);
  }, 60_000);

  it('a reminder is short, has few buttons, and begins with its customers', async () => {
    await person.open('Group Chat');
    await person.say(words.language, { mention: true });
    await person.say(words.remind, { mention: true });
    const digest = person.card(words.digest);
    const ofDigest = await measured(digest);
    const first = digest.getByRole('button', { name: words.name }).first();

    expect(ofDigest.width).toBe(WIDTH);
    expect(ofDigest.height).toBeLessThan(520);
    expect(ofDigest.buttons).toBeLessThanOrEqual(8);
    expect(await belowTop(first)).toBeLessThan(200);
  }, 60_000);
});
