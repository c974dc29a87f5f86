import type { KnownQuestion } from '../faq/faq-files.ts';
import type { EngineAnswer } from './faq-engines.ts';

export interface Answered extends KnownQuestion, EngineAnswer {
  ms: number;
}

export const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.filter(holds).length / items.length;

/** The chance that a question inside the FAQ is surer than one outside it. */
export function areaUnderCurve(answered: readonly Answered[]): number {
  const inside = answered.filter(({ expected }) => expected !== null);
  const outside = answered.filter(({ expected }) => expected === null);
  let won = 0;
  for (const one of inside) {
    for (const other of outside)
      won += one.sureness > other.sureness ? 1 : one.sureness === other.sureness ? 0.5 : 0;
  }
  return won / (inside.length * outside.length);
}

/** F1 of refusing what is outside, when everything less sure than `limit` is refused. */
export function outsideF1(answered: readonly Answered[], isRefused: (answer: Answered) => boolean): number {
  const outside = answered.filter(({ expected }) => expected === null).length;
  const refused = answered.filter(isRefused);
  const right = refused.filter(({ expected }) => expected === null).length;
  return (2 * right) / (refused.length + outside);
}

/** The best F1 any limit could reach; flatters an engine that has no limit of its own. */
export function bestOutsideF1(answered: readonly Answered[]): number {
  const limits = [...new Set(answered.map(({ sureness }) => sureness))];
  return Math.max(...limits.map((limit) => outsideF1(answered, ({ sureness }) => sureness < limit)));
}

export function percentile(values: readonly number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]!;
}

/** First place, first three, how well inside and outside are told apart, time: what every engine is measured by. */
export function engineFigures(answered: readonly Answered[]): string {
  const inside = answered.filter(({ expected }) => expected !== null);
  const near = answered.filter(({ expected, kind }) => expected !== null || kind === 'oos-near');
  const figures = [
    ['first', shareOf(inside, ({ ids, expected }) => ids[0] === expected)],
    ['first three', shareOf(inside, ({ ids, expected }) => ids.slice(0, 3).includes(expected!))],
    ['AUROC', areaUnderCurve(answered)],
    ['AUROC near', areaUnderCurve(near)],
    ['best F1 outside', bestOutsideF1(answered)],
  ] as const;
  const times = answered.map(({ ms }) => ms);
  return [
    ...figures.map(([name, value]) => `${name} ${value.toFixed(3)}`),
    `ms ${percentile(times, 0.5).toFixed(2)} (p99 ${percentile(times, 0.99).toFixed(2)})`,
  ].join('  ');
}
