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

describe('questions in Spanish and German', () => {
  it('find their entry', () => {
    const inside = matched(readKnownQuestions('other-languages')).filter(({ expected }) => expected !== null);

    const first = shareOf(inside, ({ match, expected }) => match.entries[0]?.id === expected);

    expect(first).toBeGreaterThanOrEqual(0.85);
  });
});
