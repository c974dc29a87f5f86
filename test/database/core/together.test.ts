import { describe, expect, it } from '@jest/globals';
import { together } from '../../../src/database/core/together.ts';
import { AppError } from '../../../src/domain/errors.ts';

/** Doubles numbers, when it is told to go on. */
function doubling(fail: (batch: readonly number[]) => Error | undefined = () => undefined) {
  const batches: (readonly number[])[] = [];
  let goOn = () => undefined as void;
  const double = together(async (batch: readonly number[]) => {
    batches.push(batch);
    await new Promise<void>((resolve) => (goOn = resolve));
    const error = fail(batch);
    if (error) throw error;
    return batch.map((number) => number * 2);
  });
  /** Ends what is under way until no caller waits any more. */
  const finish = async <Result>(calls: Promise<Result>): Promise<Result> => {
    let isOver = false;
    const over = () => void (isOver = true);
    calls.then(over, over);
    while (!isOver) {
      goOn();
      await new Promise(setImmediate);
    }
    return calls;
  };
  return { double, batches, finish };
}

describe('calls that come while one is under way', () => {
  it('share the next, and each gets its own result', async () => {
    const { double, batches, finish } = doubling();

    const results = await finish(Promise.all([1, 2, 3].map(double)));

    expect(results).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('are not more than a statement can carry', async () => {
    const { double, batches, finish } = doubling();

    await finish(Promise.all(Array.from({ length: 150 }, (_, number) => double(number))));

    expect(batches.map(({ length }) => length)).toEqual([1, 100, 49]);
  });

  it('wait for nothing once it is over', async () => {
    const { double, batches, finish } = doubling();

    await finish(double(1));
    await finish(double(2));

    expect(batches).toEqual([[1], [2]]);
  });

  it('do not fail for the sake of one among them', async () => {
    const { double, finish } = doubling((batch) => (batch.includes(2) ? new Error('Not two') : undefined));

    const ended = await finish(Promise.allSettled([1, 2, 3].map(double)));

    expect(ended).toMatchObject([
      { status: 'fulfilled', value: 2 },
      { status: 'rejected', reason: { message: 'Not two' } },
      { status: 'fulfilled', value: 6 },
    ]);
  });

  it.each(['database-unavailable', 'outcome-unknown'] as const)(
    'hear at once of %s, instead of one after the other',
    async (code) => {
      const away = new AppError(code, 'Away');
      const { double, batches, finish } = doubling(() => away);

      const ended = await finish(Promise.allSettled([1, 2, 3].map(double)));

      expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      expect(batches).toEqual([[1], [2, 3]]);
    },
  );
});
