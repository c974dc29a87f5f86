import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { testDatabase } from '../../support/database.ts';

const { database } = await testDatabase();
const { faq } = database;

const at = (day: number) => new Date(Date.UTC(2018, 10, day, 9));
const vote = (entryId: string, helpful: boolean, day: number, comment?: string) =>
  faq.saveVote({ entryId, helpful, language: 'en', comment, at: at(day) });
const miss = (question: string, day: number) =>
  faq.saveMiss({ question, outcome: 'none', language: 'en', at: at(day) });
const note = (activityId: string, entryId: string, day: number, forgetBefore = at(1)) =>
  faq.noteAnswers([answer(activityId, entryId, day)], forgetBefore);
const answer = (activityId: string, entryId: string, day: number) => ({
  conversationId: 'a:chat',
  activityId,
  entryId,
  language: 'fr',
  at: at(day),
});

beforeEach(() => sql`truncate faq_feedback, faq_misses, faq_answers`.execute(database.kysely));

describe('the votes since a day', () => {
  it('are counted for each entry, with what was written, latest first', async () => {
    await vote('e1', true, 1);
    await vote('e1', true, 2);
    await vote('e1', false, 3, 'too long');
    await vote('e1', false, 4, 'and "old", too');
    await vote('e2', true, 4);

    const counted = await faq.votesSince(at(2));

    expect(counted.sort((a, b) => a.entryId.localeCompare(b.entryId))).toEqual([
      { entryId: 'e1', helpful: 1, notHelpful: 2, comments: ['and "old", too', 'too long'] },
      { entryId: 'e2', helpful: 1, notHelpful: 0, comments: [] },
    ]);
  });
});

describe('the misses since a day', () => {
  it('are all counted, however many pages of them there are', async () => {
    const text = 'Azure prices?';
    await miss(text, 3);
    await sql`insert into faq_misses (sealed_question, language, outcome, at)
      select sealed_question, language, outcome, at from faq_misses, generate_series(1, 2000)`.execute(
      database.kysely,
    );

    expect(await faq.missesSince(at(2))).toMatchObject([{ question: text, times: 2001 }]);
  });

  it('are counted by their very words', async () => {
    await miss('Azure prices?', 1);
    await miss('Azure prices?', 2);
    await miss('Azure prices?', 3);
    await miss('azure prices', 3);

    const counted = await faq.missesSince(at(2));

    expect(counted.map(({ question, times }) => [question, times]).sort()).toEqual([
      ['Azure prices?', 2],
      ['azure prices', 1],
    ]);
  });
});

describe('the answer that a message holds', () => {
  it('is found by the message, else it is the latest of the conversation', async () => {
    await note('m1', 'e1', 2);
    await note('m2', 'e2', 3);

    expect(await faq.answerIn('a:chat', 'm1')).toEqual({ entryId: 'e1', language: 'fr' });
    expect(await faq.answerIn('a:chat', undefined)).toEqual({ entryId: 'e2', language: 'fr' });
    expect(await faq.answerIn('a:chat', 'm3')).toBeUndefined();
    expect(await faq.answerIn('a:other', 'm1')).toBeUndefined();
  });

  it('is noted for many messages at once, the last one of each', async () => {
    await faq.noteAnswers([answer('m1', 'e1', 2), answer('m2', 'e2', 2), answer('m1', 'e3', 3)], at(1));

    expect(await faq.answerIn('a:chat', 'm1')).toMatchObject({ entryId: 'e3' });
    expect(await faq.answerIn('a:chat', 'm2')).toMatchObject({ entryId: 'e2' });
  });

  it('is the last one it held, and forgotten after a while', async () => {
    await note('m1', 'e1', 2);
    await note('m1', 'e2', 3);
    await note('m2', 'e3', 20, at(10));

    expect(await faq.answerIn('a:chat', 'm1')).toBeUndefined();
    expect(await faq.answerIn('a:chat', 'm2')).toMatchObject({ entryId: 'e3' });
  });
});
