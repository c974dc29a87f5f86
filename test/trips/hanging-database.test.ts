import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fragileLink, type FragileLink } from '../database/core/fragile-link.ts';
import { personalChat, teamsClient } from '../support/activities.ts';
import { cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

let link: FragileLink;
let now = new Date('2026-03-10T09:00:00Z');
const { connector, send } = await runningBot({
  clock: { now: () => now },
  wayTo: async (url) => {
    link = await fragileLink(url);
    return link.url;
  },
});
afterAll(() => link.cut());

const QUESTION = 'what happens to my customers if I do nothing?';

/** How long the answer took, and what it says. */
async function asked(chatId: string, text = QUESTION) {
  const client = teamsClient({
    serviceUrl: connector.serviceUrl,
    place: personalChat(chatId),
    locale: 'en-US',
  });
  const began = performance.now();
  await send(client.message(text));
  const ms = performance.now() - began;
  return { ms, card: cardOf(connector.messages(chatId).at(-1)!) };
}

describe('a question while the database says nothing', () => {
  /** The database is given up after ten seconds. */
  const SOON_MS = 5_000;

  beforeAll(async () => {
    await asked('a:known');
    now = new Date(now.getTime() + 60 * 60_000);
    link.hang();
  });

  it.each([
    ['is answered', QUESTION, 'orders are blocked'],
    ['gets the closest answers', 'reseller', 'Did you mean'],
  ])('%s soon where a person asked an hour ago', async (_what, text, says) => {
    const { ms, card } = await asked('a:known', text);

    expect(textOf(card)).toContain(says);
    expect(ms).toBeLessThan(SOON_MS);
  });

  it('is answered soon where no person ever asked', async () => {
    const { ms, card } = await asked('a:new');

    expect(textOf(card)).toContain('orders are blocked');
    expect(ms).toBeLessThan(SOON_MS);
  });
});
