import type { DecisionLimits } from '../../faq/model.ts';
import { rankedOf } from './choose-limits.ts';
import type { HeldOut } from './cross-validate.ts';

/** Shares of what went right and wrong on held-out English and French examples. */
export function reportOf(
  heldOut: readonly HeldOut[],
  classes: readonly string[],
  limits: DecisionLimits,
): string {
  const both = heldOut.filter(({ language }) => language === 'en' || language === 'fr');
  const ranked = rankedOf(both, classes, limits.wordShare, limits.temperature);
  const inside = ranked.filter(({ isInside }) => isInside);
  const outside = ranked.filter(({ isInside }) => !isInside);
  const isShown = ({ first, lead }: (typeof ranked)[number]) =>
    first >= limits.answerFrom && lead >= limits.leadFrom;
  const isRefused = (item: (typeof ranked)[number]) => !isShown(item) && item.inside < limits.suggestFrom;
  const part = (count: number, of: number) => (count / of).toFixed(3);
  return [
    `first ${part(inside.filter(({ place }) => place === 1).length, inside.length)}`,
    `first three ${part(inside.filter(({ place }) => place <= 3).length, inside.length)}`,
    `inside refused ${part(inside.filter(isRefused).length, inside.length)}`,
    `outside refused ${part(outside.filter(isRefused).length, outside.length)}`,
    `inside shown wrongly ${part(inside.filter((item) => isShown(item) && item.place > 1).length, inside.length)}`,
    `outside shown ${part(outside.filter(isShown).length, outside.length)}`,
  ].join(', ');
}
