import { describe, expect, it } from '@jest/globals';
import { productMatcher, readKnownQuestions } from './faq-files.ts';
import type { KnownQuestion } from './faq-files.ts';

function shareOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length / items.length;
}

const matched = (questions: readonly KnownQuestion[]) =>
  questions.map((question) => ({ ...question, match: productMatcher().match(question.text) }));

describe('held-back questions', () => {
  const all = matched(readKnownQuestions('validation'));
  const inside = all.filter(({ expected }) => expected !== null);
  const outside = all.filter(({ expected }) => expected === null);

  it('find their entry at first place nine times in ten, and hardly ever beyond the third', () => {
    const first = shareOf(inside, ({ match, expected }) => match.entries[0]?.id === expected);
    const third = shareOf(inside, ({ match, expected }) =>
      match.entries.slice(0, 3).some(({ id }) => id === expected),
    );

    expect(first).toBeGreaterThanOrEqual(0.9);
    expect(third).toBeGreaterThanOrEqual(0.98);
  });

  it('are hardly ever shown a wrong answer', () => {
    const wrong = shareOf(
      all,
      ({ match, expected }) => match.outcome === 'answer' && match.entries[0]?.id !== expected,
    );

    expect(wrong).toBeLessThan(0.03);
  });

  it('are refused when they are outside the FAQ, and not when they are inside', () => {
    expect(shareOf(outside, ({ match }) => match.outcome === 'none')).toBeGreaterThanOrEqual(0.86);
    expect(shareOf(inside, ({ match }) => match.outcome === 'none')).toBeLessThanOrEqual(0.03);
  });
});

describe('held-back questions about today, and about the rule of 2018 as it is asked today', () => {
  const all = matched(readKnownQuestions('today'));
  const of = (wanted: string) => all.filter(({ kind }) => kind === wanted);
  const isFirst = ({ match, expected }: (typeof all)[number]) => match.entries[0]?.id === expected;
  const isHelped = ({ match, expected }: (typeof all)[number]) =>
    match.outcome === 'answer'
      ? match.entries[0]?.id === expected
      : match.outcome === 'suggestions' && match.entries.slice(0, 3).some(({ id }) => id === expected);

  it('find their entry at first place', () => {
    expect(shareOf(of('today'), isFirst)).toBeGreaterThanOrEqual(0.85);
    expect(shareOf(of('seed'), isFirst)).toBeGreaterThanOrEqual(0.94);
  });

  it('are answered or rightly offered', () => {
    expect(shareOf(of('today'), isHelped)).toBeGreaterThanOrEqual(0.9);
    expect(shareOf(of('seed'), ({ match }) => match.outcome === 'answer')).toBeGreaterThanOrEqual(0.85);
  });

  it('are hardly ever shown a wrong answer, and other subjects of the programme are refused', () => {
    const outside = all.filter(({ expected }) => expected === null);

    expect(shareOf(all, (one) => one.match.outcome === 'answer' && !isFirst(one))).toBeLessThan(0.03);
    expect(shareOf(outside, ({ match }) => match.outcome === 'none')).toBeGreaterThanOrEqual(0.9);
  });
});

describe('questions in Spanish and German', () => {
  it('find their entry', () => {
    const inside = matched(readKnownQuestions('other-languages')).filter(({ expected }) => expected !== null);

    const first = shareOf(inside, ({ match, expected }) => match.entries[0]?.id === expected);

    expect(first).toBeGreaterThanOrEqual(0.85);
  });
});
