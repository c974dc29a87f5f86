import { describe, expect, it } from '@jest/globals';
import { createCustomerChecks } from '../../../bot/turn/customer-checks.ts';
import type { Checked } from '../../../src/use-cases/customers/check-customer.ts';
import { manualTime } from '../../support/manual-time.ts';

describe('readings that people press for', () => {
  it('are eight at once, however many press: the others are asked to come back, and nothing is read for them', async () => {
    let end: (checked: Checked) => void = () => undefined;
    const gate = new Promise<Checked>((resolve) => (end = resolve));
    let readings = 0;
    const { check } = createCustomerChecks(async () => {
      readings += 1;
      return gate;
    });

    const answers = Array.from({ length: 1_000 }, (_, index) => check(`customer-${index}`));
    end('read');
    const counts = Map.groupBy(await Promise.all(answers), (answer) => answer);

    expect(readings).toBe(8);
    expect([...counts].map(([answer, all]) => [answer, all.length])).toEqual([
      ['read', 8],
      ['busy', 992],
    ]);
    expect(await check('one-more')).toBe('read');
  });

  it('go on when they take longer than a press waits, which is said', async () => {
    const time = manualTime();
    const { check } = createCustomerChecks(() => new Promise(() => undefined), time);

    const answer = check('customer');
    time.pass(3_500);

    expect(await answer).toBe('reading');
  });
});
