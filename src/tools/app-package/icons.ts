import { readPng, type Picture } from './png.ts';

/** What Teams asks of the two icons, and does not check when an app is uploaded. */
const ICONS = {
  color: { side: 192, fault: colourFault },
  outline: { side: 32, fault: outlineFault },
} as const;

/** What is wrong with an icon; one line each. */
export function iconProblems(kind: keyof typeof ICONS, name: string, file: Uint8Array): string[] {
  const { side, fault } = ICONS[kind];
  const picture = readPng(file);
  if (!picture) return [`${name}: is no PNG that can be read`];
  const problems: string[] = [];
  if (picture.width !== side || picture.height !== side) {
    problems.push(`${name}: is ${picture.width} × ${picture.height}, must be ${side} × ${side}`);
  }
  const found = fault(picture);
  return found ? [...problems, `${name}: ${found}`] : problems;
}

/** Teams rounds the corners itself: what shines through would show its own background there. */
function colourFault({ rgba }: Picture): string | undefined {
  return pixels(rgba).some(({ opacity }) => opacity < 255) ? 'must not be transparent anywhere' : undefined;
}

/** Teams colours the outline to fit its theme, by its opacity alone. */
function outlineFault({ rgba }: Picture): string | undefined {
  const all = pixels(rgba);
  if (all.some(({ white, opacity }) => opacity > 0 && !white)) return 'must be white on transparent';
  if (!all.some(({ opacity }) => opacity === 0)) return 'must have a transparent background';
  return all.some(({ opacity }) => opacity === 255) ? undefined : 'has nothing on it';
}

function pixels(rgba: Uint8Array): { white: boolean; opacity: number }[] {
  return Array.from({ length: rgba.length / 4 }, (_, at) => {
    const [red, green, blue, opacity = 0] = rgba.subarray(at * 4, at * 4 + 4);
    return { white: red === 255 && green === 255 && blue === 255, opacity };
  });
}
