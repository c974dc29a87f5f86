import { expect, it } from '@jest/globals';
import { ANSWER_WITHIN_MS, answerInTime } from '../../../bot/turn/answer-in-time.ts';
import { manualTime } from '../../support/manual-time.ts';

const PRESS = { type: 'invoke', name: 'adaptiveCard/action', text: '', value: {} };
const OTHER = [
  ['a question', { type: 'message', name: undefined, text: 'why?', value: undefined }],
  ['a consent to a file', { ...PRESS, name: 'fileConsent/invoke' }],
] as const;
const never = new Promise<string>(() => undefined);

it('an answer in time is given', async () => {
  const work = Promise.resolve('answer');

  expect(await answerInTime({ activity: PRESS, arrivedAt: 0 }, work, manualTime())).toBe('answer');
});

it.each([
  ['a press', PRESS],
  ['a press that comes as a message', { ...PRESS, type: 'message', name: undefined }],
  ['a lookup', { ...PRESS, name: 'application/search' }],
])('%s is given up before Teams gives up, counted from its arrival', async (_what, activity) => {
  const time = manualTime();
  time.pass(1_000);
  const waiting = answerInTime({ activity, arrivedAt: 0 }, never, time);
  time.pass(ANSWER_WITHIN_MS - 1_000);

  await expect(waiting).rejects.toMatchObject({ code: 'too-slow' });
});

it.each(OTHER)('%s may take its time', async (_what, activity) => {
  const time = manualTime();
  const { promise, resolve } = Promise.withResolvers<string>();
  const waiting = answerInTime({ activity, arrivedAt: 0 }, promise, time);
  time.pass(10 * ANSWER_WITHIN_MS);
  resolve('late');

  expect(await waiting).toBe('late');
});

it('what fails in time fails as it did', async () => {
  const failing = Promise.reject(new Error('broken'));

  await expect(answerInTime({ activity: PRESS, arrivedAt: 0 }, failing, manualTime())).rejects.toThrow(
    'broken',
  );
});
