import { describe, expect, it } from '@jest/globals';
import { CONFIRMATION_STATES, isOpen } from '../../../src/domain/confirming/confirmation.ts';

describe('a confirmation', () => {
  it('is worked on until it is settled or needs a person', () => {
    const open = CONFIRMATION_STATES.filter(isOpen);

    expect(open).toEqual(['recorded', 'sending', 'unclear']);
  });
});
