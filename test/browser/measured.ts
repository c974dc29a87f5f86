import type { Locator } from 'playwright-core';

/** How wide the Playground draws a card. */
export const WIDTH = 446;
/** How wide a phone draws one. */
export const PHONE_WIDTH = 320;

/** How many frames a card keeps its height before it is measured: the client lays buttons out anew once they are drawn. */
const STEADY_FRAMES = 10;

/** Waits until a card is drawn and keeps its height. */
async function settled(card: Locator): Promise<void> {
  await card.waitFor();
  await card.evaluate(
    (element, frames) =>
      new Promise<void>((resolve) => {
        const { requestAnimationFrame } = globalThis as unknown as {
          requestAnimationFrame(call: () => void): void;
        };
        let height = 0;
        let steady = 0;
        const look = () => {
          const now = (
            element as unknown as { getBoundingClientRect(): { height: number } }
          ).getBoundingClientRect().height;
          steady = now === height ? steady + 1 : 0;
          height = now;
          if (steady < frames) requestAnimationFrame(look);
          else resolve();
        };
        look();
      }),
    STEADY_FRAMES,
  );
}

/** How large a card is, and how many buttons are seen on it; its menus are not counted. */
export async function measured(card: Locator): Promise<{ width: number; height: number; buttons: number }> {
  await settled(card);
  const box = (await card.boundingBox())!;
  const buttons = await card.locator('button:visible:not([aria-label="More options"])').count();
  return { width: Math.round(box.width), height: Math.round(box.height), buttons };
}

/** Draws a card anew at another width, in pixels. */
export const drawAt = (card: Locator, width: number): Promise<void> =>
  card.evaluate((element, to) => {
    (element as unknown as { style: { width: string } }).style.width = `${to}px`;
  }, width);

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
