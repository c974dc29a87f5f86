import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from './cards.ts';
import type { StringKey } from './strings.ts';

interface Parts {
  confirmed: number;
  inProgress: number;
  attention: number;
  unconfirmed: number;
  unknown: number;
  /** Customers known only not to be unconfirmed. */
  others: number;
}

const SLICES = [
  { part: 'others', legend: 'common.factOthers', color: 'good' },
  { part: 'confirmed', legend: 'common.factConfirmed', color: 'good' },
  { part: 'inProgress', legend: 'common.legendInProgress', color: 'categoricalBlue' },
  { part: 'attention', legend: 'common.legendAttention', color: 'attention' },
  { part: 'unconfirmed', legend: 'common.legendUnconfirmed', color: 'warning' },
  { part: 'unknown', legend: 'common.factUnknown', color: 'neutral' },
] as const satisfies { part: keyof Parts; legend: StringKey; color: string }[];

export const chartSlices = z.array(
  z.object({ legend: z.string(), value: z.int().positive(), color: z.string() }),
);

/** Figures as the card shows them in text: plain digits, which no reader's grouping can split. */
export function inDigits<Name extends string>(figures: Record<Name, number>): Record<Name, string> {
  return Object.fromEntries(
    Object.entries<number>(figures).map(([name, figure]) => [name, String(figure)]),
  ) as Record<Name, string>;
}

/** The slices of a chart; empty states are left out. */
export function slicesOf(cards: Cards, language: Language, parts: Partial<Parts>) {
  return SLICES.flatMap(({ part, legend, color }) => {
    const value = parts[part] ?? 0;
    return value > 0 ? [{ legend: cards.phrase(language, legend), value, color }] : [];
  });
}
