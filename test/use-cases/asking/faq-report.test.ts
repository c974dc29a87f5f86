import { describe, expect, it } from '@jest/globals';
import { groupMisses } from '../../../src/use-cases/asking/faq-report.ts';

const miss = (question: string, times: number, more: object = {}) => ({
  question,
  times,
  language: 'en',
  outcome: 'none' as const,
  ...more,
});

describe('questions without an answer', () => {
  it('are one when they differ in case, accents and punctuation only, shown as written most often', () => {
    const grouped = groupMisses([
      miss('où signer', 1, { language: 'fr' }),
      miss('Où signer ?', 3, { language: 'fr', outcome: 'suggestions' }),
      miss('OU SIGNER!!', 2),
    ]);

    expect(grouped).toEqual([{ question: 'Où signer ?', languages: ['en', 'fr'], times: 6, suggested: 3 }]);
  });

  it('come most frequent first, then by the alphabet', () => {
    const grouped = groupMisses([miss('b', 1), miss('c', 5), miss('a', 1)]);

    expect(grouped.map(({ question }) => question)).toEqual(['c', 'a', 'b']);
  });

  it('stay apart when nothing but signs is in them', () => {
    expect(groupMisses([miss('???', 1), miss('👍', 1)])).toHaveLength(2);
  });
});
