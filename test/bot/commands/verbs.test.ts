import { describe, expect, it } from '@jest/globals';
import { isVerb, VERBS } from '../../../bot/commands/verbs.ts';

describe('a verb', () => {
  it('keeps its name, for cards are pressed long after they were sent', () => {
    expect(VERBS).toEqual(
      expect.arrayContaining([
        'confirmation.open',
        'confirmation.submit',
        'confirmation.again',
        'customer.status',
        'faq.show',
        'faq.feedback',
        'reminder.snooze',
        'reminder.assign',
        'settings.save',
      ]),
    );
  });

  it.each(['toString', '__proto__', 'Confirmation.Open', '', null, undefined, 0, ['confirmation.open']])(
    'is not %p',
    (text) => {
      expect(isVerb(text)).toBe(false);
    },
  );
});
