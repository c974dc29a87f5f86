import type { Locator } from 'playwright-core';

/** How wide the Playground draws a card. */
export const WIDTH = 446;

/** How large a card is, and how many buttons are seen on it; its menus are not counted. */
export async function measured(card: Locator): Promise<{ width: number; height: number; buttons: number }> {
  await card.waitFor();
  const box = (await card.boundingBox())!;
  const buttons = await card.locator('button:visible:not([aria-label="More options"])').count();
  return { width: Math.round(box.width), height: Math.round(box.height), buttons };
}

/** As much of the page's elements as is used here. */
interface Seen {
  getBoundingClientRect(): { y: number };
  closest(selector: string): Seen;
}

/** How far below the top of its card a part of it begins. Both are looked at at once: the chat may be scrolling. */
export const belowTop = (part: Locator): Promise<number> =>
  part.evaluate((element) => {
    const seen = element as unknown as Seen;
    return seen.getBoundingClientRect().y - seen.closest('.ac-adaptiveCard').getBoundingClientRect().y;
  });
