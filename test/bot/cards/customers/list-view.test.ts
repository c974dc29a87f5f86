import { describe, expect, it } from '@jest/globals';
import { listViewIn } from '../../../../bot/cards/customers/list-view.ts';

const waitingIn = (data: Record<string, unknown>) => listViewIn(data, 'ada').waiting;

describe('how long the customers of a list have waited', () => {
  it.each([1, 7, 14, 45, 3_650])('may be %d days, as a number or chosen as text', (days) => {
    expect(waitingIn({ waiting: days })).toBe(days);
    expect(waitingIn({ waitingFilter: String(days) })).toBe(days);
  });

  it.each([0, -7, 3_651, 7.5, '7 days', 'any', '', null])('is not said by %j', (waiting) => {
    expect(waitingIn({ waiting })).toBeUndefined();
  });
});
