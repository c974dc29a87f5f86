import { beforeEach, describe, expect, it } from '@jest/globals';
import { createReadiness } from '../../bot/readiness.ts';

let asked: ((isThere: boolean) => void)[];
let isReady: () => Promise<boolean>;
let pass: (ms: number) => void;

beforeEach(() => {
  const timers: { at: number; call: () => void }[] = [];
  let now = 0;
  asked = [];
  isReady = createReadiness(() => new Promise((resolve) => asked.push(resolve)), {
    now: () => now,
    after: (ms, call) => {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  pass = (ms) => {
    now += ms;
    for (const { call } of timers.filter(({ at }) => at <= now)) call();
  };
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
