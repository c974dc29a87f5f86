import { beforeEach, describe, expect, it } from '@jest/globals';
import { createReadiness } from '../../../bot/endpoint/readiness.ts';
import { manualTime } from '../../support/manual-time.ts';

let asked: ((isThere: boolean) => void)[];
let isReady: () => Promise<boolean>;
let pass: (ms: number) => void;

beforeEach(() => {
  const time = manualTime();
  ({ pass } = time);
  asked = [];
  isReady = createReadiness(() => new Promise((resolve) => asked.push(resolve)), time);
});

const answer = async (isThere: boolean) => {
  asked.at(-1)?.(isThere);
  return isReady();
};

describe('whether work can be done', () => {
  it('is asked once for a thousand who want to know', async () => {
    const answers = Promise.all(Array.from({ length: 1_000 }, () => isReady()));
    asked[0]?.(true);

    expect(new Set(await answers)).toEqual(new Set([true]));
    expect(asked).toHaveLength(1);
  });

  it('is asked again a second after the answer, not before', async () => {
    const first = isReady();
    pass(1_500);
    await answer(true);
    pass(999);
    await isReady();
    const before = asked.length;
    pass(1);
    const second = isReady();
    await answer(false);

    expect([before, asked.length]).toEqual([1, 2]);
    expect([await first, await second]).toEqual([true, false]);
  });

  it('is no where no answer comes within two seconds', async () => {
    const ready = isReady();

    pass(2_000);

    expect(await ready).toBe(false);
  });
});
