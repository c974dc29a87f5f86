import { beforeEach, describe, expect, it } from '@jest/globals';
import { createPeopleFirst, type PeopleFirst } from '../../../bot/rate-limit/people-first.ts';
import { manualTime } from '../../support/manual-time.ts';

let people: PeopleFirst;
let pass: (ms: number) => void;

beforeEach(() => {
  const time = manualTime();
  ({ pass } = time);
  people = createPeopleFirst(time);
});

/** Work under way, and what ends it. */
function answering() {
  let end = (_error?: Error) => undefined as void;
  const work = new Promise<string>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve('answered'));
  });
  return { answer: people.answer(() => work), end };
}

/** What no person waits for, and whether its turn has come. */
function background() {
  const seen = { began: false };
  void people.turn().then(() => (seen.began = true));
  return { seen, look: () => new Promise((resolve) => setImmediate(() => resolve(seen.began))) };
}

describe('what no person waits for', () => {
  it('begins at once when no person is being answered', async () => {
    expect(await background().look()).toBe(true);
  });

  it('begins when the last person has an answer', async () => {
    const [first, second] = [answering(), answering()];
    const job = background();

    first.end();
    expect(await job.look()).toBe(false);
    second.end();

    expect(await job.look()).toBe(true);
    expect(await Promise.all([first.answer, second.answer])).toEqual(['answered', 'answered']);
  });

  it('is not put off by more than a second', async () => {
    answering();
    const job = background();

    pass(999);
    expect(await job.look()).toBe(false);
    pass(1);

    expect(await job.look()).toBe(true);
  });

  it('goes on after an answer that failed', async () => {
    const { answer, end } = answering();
    const job = background();

    end(new Error('No answer'));

    await expect(answer).rejects.toThrow('No answer');
    expect(await job.look()).toBe(true);
  });
});
