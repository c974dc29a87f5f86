import { describe, expect, it } from '@jest/globals';
import { CARD_NAMES } from '../../../bot/cards/kit/cards.ts';
import { readSamples, renderSample } from '../../../bot/cards/samples.ts';
import { TEAMS_COLOURS, TEAMS_SIZES, type HostColours } from '../../../src/tools/cards-page/teams-colours.ts';
import { cards, CARDS_DIRECTORY, contentOf, type Node } from './support.ts';

/** The least contrast that WCAG 2 asks of texts, and of large ones. */
const LEAST = 4.5;
const LEAST_OF_LARGE = 3;
/** From how many pixels on a text counts as large, and a bold one. */
const LARGE = 24;
const LARGE_BOLD = 18.66;

const samples = readSamples(CARDS_DIRECTORY);

interface Text {
  text: string;
  /** The container style it stands in. */
  style: string;
  color: string;
  isSubtle: boolean;
  isLarge: boolean;
}

/** Every text of a card, with what decides its colours. A style holds for all that stands within. */
function textsOf(value: unknown, style = 'default'): Text[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, style));
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  if (node.type === 'TextBlock' || node.type === 'TextRun') return [textOf(node, style)];
  const facts = node.type === 'FactSet' ? (node.facts as Node[]) : [];
  const ofFacts = facts.flatMap(({ title, value }) => [title, value]).map((text) => textOf({ text }, style));
  const isContainer = /^(Container|Column|ColumnSet|TableCell)$/.test(String(node.type));
  const within = isContainer && typeof node.style === 'string' ? node.style : style;
  return [...ofFacts, ...Object.values(node).flatMap((item) => textsOf(item, within))];
}

function textOf(
  { text, color = 'default', isSubtle = false, size, weight, style: role }: Node,
  style: string,
): Text {
  const pixels = TEAMS_SIZES[(size as string | undefined) ?? (role === 'heading' ? 'large' : 'default')]!;
  const isBold = weight === 'bolder' || role === 'heading';
  const isLarge = pixels >= (isBold ? LARGE_BOLD : LARGE);
  return { text: String(text), style, color: String(color), isSubtle: isSubtle === true, isLarge };
}

function ratioOf(colours: HostColours, { style, color, isSubtle }: Text): number {
  const { ground, texts } = colours[style]!;
  const below = channels(ground);
  const [alpha, over] = translucent(texts[color]![isSubtle ? 1 : 0]);
  const mixed = over.map((channel, at) => channel * alpha + below[at]! * (1 - alpha));
  const [darker, lighter] = [luminance(mixed), luminance(below)].sort((one, other) => one - other);
  return (lighter! + 0.05) / (darker! + 0.05);
}

const channels = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** Nine characters begin with how opaque the colour is. */
function translucent(hex: string): [number, number[]] {
  if (hex.length === 7) return [1, channels(hex)];
  return [parseInt(hex.slice(1, 3), 16) / 255, channels(`#${hex.slice(3)}`)];
}

function luminance(rgb: readonly number[]): number {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe.each(Object.entries(TEAMS_COLOURS))('in Teams’ %s colours', (_, colours) => {
  it.each([...CARD_NAMES])('every text of %s can be read', (name) => {
    const texts = samples
      .filter((sample) => sample.name === name)
      .flatMap((sample) => textsOf(contentOf(renderSample(cards, 'en', sample))));

    const faint = texts
      .map((text) => ({ ...text, ratio: Math.round(ratioOf(colours, text) * 100) / 100 }))
      .filter(({ ratio, isLarge }) => ratio < (isLarge ? LEAST_OF_LARGE : LEAST));

    expect(texts).not.toEqual([]);
    expect(faint).toEqual([]);
  });
});

describe('contrast', () => {
  const text = { text: 'a', style: 'default', color: 'default', isSubtle: false, isLarge: false };

  it('is that of WCAG 2, see-through colours mixed with their ground', () => {
    const black = { default: { ground: '#ffffff', texts: { default: ['#000000', '#80000000'] } } } as const;

    expect(ratioOf(black, text)).toBeCloseTo(21, 5);
    expect(ratioOf(black, { ...text, isSubtle: true })).toBeCloseTo(3.98, 1);
  });

  it('would not allow the colours of warnings and good news on the light ground', () => {
    for (const color of ['warning', 'good']) {
      expect(ratioOf(TEAMS_COLOURS.light, { ...text, color })).toBeLessThan(LEAST_OF_LARGE);
    }
  });
});
