import { beforeEach, describe, expect, it } from '@jest/globals';
import { CAMILLE, NOOR } from '../../support/activities.ts';
import { testDatabase } from '../../support/database.ts';

const { database } = await testDatabase();
const { questions } = database;

const AT = new Date('2018-11-05T09:00:00Z');
const LATER = new Date('2018-11-06T09:00:00Z');
const ASKER = { id: CAMILLE.aadObjectId, name: CAMILLE.name };
const EXPERT = { id: NOOR.aadObjectId, name: NOOR.name };
const PLACE = { conversationId: '19:team@thread.tacv2', threadId: '154' };
const PASS = { asker: ASKER, expertConversationId: '19:experts@thread.v2', at: AT };
const ANSWER = { text: 'Oui.\nDemain.', by: EXPERT, activityId: null, at: AT };

let id = '';
let count = 0;
beforeEach(async () => {
  id = `question-${(count += 1)}`;
  await questions.offer({ id, text: 'Et \0 le prix ?', language: 'fr', place: PLACE, at: AT });
});

describe('a question that may be passed on', () => {
  it('is kept without a name', async () => {
    expect(await questions.find(id)).toEqual({
      id,
      text: 'Et \uFFFD le prix ?',
      language: 'fr',
      place: PLACE,
      state: 'offered',
      asker: null,
      expert: null,
      answer: null,
    });
  });

  it('is passed on once, however many people press', async () => {
    const passed = await Promise.all([
      questions.pass(id, PASS),
      questions.pass(id, { ...PASS, asker: EXPERT }),
    ]);

    expect(passed.sort()).toEqual([false, true]);
    expect(await questions.find(id)).toMatchObject({ state: 'passed', expert: { activityId: null } });
  });

  it('cannot be answered before it was passed on', async () => {
    expect(await questions.answer(id, ANSWER)).toBe(false);
  });
});

describe('a question that was passed on', () => {
  beforeEach(() => questions.pass(id, PASS));

  it('keeps the first answer', async () => {
    const kept = await Promise.all([
      questions.answer(id, ANSWER),
      questions.answer(id, { ...ANSWER, text: 'Non.' }),
    ]);

    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(await questions.find(id)).toMatchObject({ state: 'answered', answer: { by: EXPERT } });
  });

  it.each([
    ['the message it was answered in', 'pressed', 'pressed'],
    ['else the one that was posted', null, 'posted'],
  ])('remembers %s', async (_which, activityId, remembered) => {
    await questions.markPosted(id, 'posted');

    await questions.answer(id, { ...ANSWER, activityId });

    expect((await questions.find(id))?.expert?.activityId).toBe(remembered);
  });

  it('may be passed on again when that failed, and answered all the same', async () => {
    await questions.markFailed(id, AT);

    expect((await questions.find(id))?.state).toBe('failed');
    expect(await questions.answer(id, ANSWER)).toBe(true);
    expect(await questions.pass(id, PASS)).toBe(false);
  });

  it('is delivered once it was answered, and not failed after that', async () => {
    await questions.markDelivered(id, AT);
    const before = await questions.find(id);
    await questions.answer(id, ANSWER);
    await questions.markDelivered(id, AT);
    await questions.markFailed(id, AT);

    expect([before?.state, (await questions.find(id))?.state]).toEqual(['passed', 'delivered']);
  });
});

describe('forgetting', () => {
  it('removes what nothing has happened to since, in whatever state', async () => {
    await questions.offer({ id: `${id} young`, text: '?', language: 'en', place: PLACE, at: LATER });

    await questions.forget(LATER);

    expect(await questions.find(id)).toBeUndefined();
    expect(await questions.find(`${id} young`)).toBeDefined();
  });
});
