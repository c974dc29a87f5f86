import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { askExpert, offerExpert } from '../../../src/use-cases/asking/ask-expert.ts';
import { passAnswer } from '../../../src/use-cases/asking/pass-answer.ts';
import { passQuestion } from '../../../src/use-cases/asking/pass-question.ts';
import type { Edited, Messenger, Notice, Posted } from '../../../src/use-cases/ports/messenger.ts';
import { recordAnswer } from '../../../src/use-cases/asking/record-answer.ts';
import { testDatabase, type SentJob } from '../../support/database.ts';

const { database, sentJobs, clear } = await testDatabase();
const noJob = async () => Promise.reject(new Error('No job can be sent'));
const unable = await testDatabase({
  jobSenderFor: () => ({ send: noJob, sendNew: noJob }),
});

const ADA = { id: 'person-ada', name: 'Ada Byron' };
const GRACE = { id: 'person-grace', name: 'Grace Murray' };
const CHAT = 'a:chat';
const EXPERTS = '19:experts@thread.v2';
const clock = { now: () => new Date('2018-11-05T09:00:00Z') };
const ids = { next: () => randomUUID() };
const LATER = { kind: 'later', retryAfterMs: 7_000 } as const;
const GONE = { kind: 'unreachable', reason: 'BotNotInConversationRoster' } as const;
const UNKNOWN = { kind: 'unknown' } as const;

/** What was said: to whom, what, and as a reply to what or in place of what. */
let said: { to: string; what: Notice['kind']; state: string; at: string | undefined }[] = [];
/** How Teams takes the coming messages and edits; well, when nothing is planned. */
let posts: Posted[] = [];
let edits: Edited[] = [];

const messenger: Messenger = {
  post: async (conversation, notice, replyTo) => {
    said.push({ to: conversation.id, what: notice.kind, state: stateIn(notice), at: replyTo });
    return posts.shift() ?? { kind: 'posted', activityId: `message-${said.length}` };
  },
  edit: async (conversation, activityId, notice) => {
    said.push({ to: conversation.id, what: notice.kind, state: stateIn(notice), at: activityId });
    return edits.shift() ?? { kind: 'edited' };
  },
};
const named = (nameOrId: string | undefined) => ({ nameOrId, byNameAlone: true });
const needs = { database, messenger, clock, ids, expertConversation: named('Experts') };
const stateIn = (notice: Notice) => ('question' in notice ? notice.question.state : '');
const saying = () => said.map(({ to, what, state, at }) => [to, what, state, at]);

async function conversation(id: string, name: string | null, stores = database) {
  await stores.conversations.remember({
    id,
    tenantId: 't',
    kind: 'groupChat',
    name,
    language: null,
    installerLanguage: 'fr',
    timeZone: null,
    reference: {},
    reachability: { reachable: true },
  });
}

/** A question that Ada passed on. */
async function passedOn(stores = database): Promise<string> {
  const asked = { text: 'Why?', language: 'en', place: { conversationId: CHAT, threadId: '154' } } as const;
  const offered = await offerExpert({ ...needs, database: stores }, asked);
  const questionId = offered!.questionId;
  await askExpert({ ...needs, database: stores }, { questionId, conversationId: CHAT, asker: ADA });
  return questionId;
}
const answered = async () => {
  const questionId = await passedOn();
  await passQuestion(needs, { questionId });
  await recordAnswer(needs, {
    questionId,
    conversationId: EXPERTS,
    activityId: null,
    by: GRACE,
    text: ' So. ',
  });
  said = [];
  return questionId;
};
const stateOf = async (id: string) => (await database.questions.find(id))?.state;
const reachable = async (id: string) => (await database.conversations.find(id))?.reachability.reachable;
const jobs = async (name: SentJob['name']) =>
  (await sentJobs()).filter((job) => job.name === name).map(({ payload, options }) => ({ payload, options }));

beforeEach(async () => {
  [said, posts, edits] = [[], [], []];
  await clear();
  await conversation(CHAT, 'Chat');
  await conversation(EXPERTS, 'Experts');
});

describe('offering to pass a question on', () => {
  it.each([
    ['no conversation is named for it', undefined],
    ['the bot does not know them', 'Strangers'],
  ])('is not done when %s', async (_why, nameOrId) => {
    const place = { conversationId: CHAT, threadId: null };

    const offered = await offerExpert(
      { ...needs, expertConversation: named(nameOrId) },
      { text: 'Why?', language: 'en', place },
    );

    expect(offered).toBeUndefined();
  });

  it('is not done when the bot may no longer speak there', async () => {
    await database.conversations.markReachability(EXPERTS, {
      reachable: false,
      reason: 'x',
      since: clock.now(),
    });
    const place = { conversationId: CHAT, threadId: null };

    expect(await offerExpert(needs, { text: 'Why?', language: 'en', place })).toBeUndefined();
  });

  it('finds them by id too, whichever others have that name', async () => {
    await conversation('19:a@thread.v2', EXPERTS);
    const place = { conversationId: CHAT, threadId: null };

    const offered = await offerExpert(
      { ...needs, expertConversation: named(EXPERTS) },
      { text: 'Why?', language: 'en', place },
    );

    expect(offered?.expert.id).toBe(EXPERTS);
  });
});

describe('passing a question on', () => {
  it('is promised together with the note of it, or not at all', async () => {
    await conversation(CHAT, 'Chat', unable.database);
    await conversation(EXPERTS, 'Experts', unable.database);

    await expect(passedOn(unable.database)).rejects.toThrow('No job can be sent');

    const [kept] = await unable.database.kysely.selectFrom('faq_questions').select('state').execute();
    expect(kept).toEqual({ state: 'offered' });
  });

  it('posts it once to the experts, however often the job runs', async () => {
    const questionId = await passedOn();

    await passQuestion(needs, { questionId });
    await passQuestion(needs, { questionId });

    expect(saying()).toEqual([[EXPERTS, 'question', 'passed', undefined]]);
    expect((await database.questions.find(questionId))?.expert?.activityId).toBe('message-1');
    expect(await jobs('pass-question')).toEqual([
      { payload: { questionId }, options: { onceKey: questionId } },
    ]);
  });

  it('waits as long as Teams says', async () => {
    const questionId = await passedOn();
    posts = [LATER];

    await passQuestion(needs, { questionId });

    expect((await jobs('pass-question')).at(-1)?.options).toEqual({ afterMs: 7_000, onceKey: questionId });
    expect(await stateOf(questionId)).toBe('passed');
  });

  it('is tried again when it is unknown whether it arrived, then given up, and the asker is told', async () => {
    const questionId = await passedOn();
    posts = [UNKNOWN, UNKNOWN, UNKNOWN];

    for (const tries of [undefined, 1, 2]) await passQuestion(needs, { questionId, tries });

    expect((await jobs('pass-question')).map(({ payload }) => payload)).toEqual([
      { questionId },
      { questionId, tries: 1 },
      { questionId, tries: 2 },
    ]);
    expect(saying().at(-1)).toEqual([CHAT, 'question-failed', 'passed', '154']);
    expect(await stateOf(questionId)).toBe('failed');
  });

  it('is given up where the bot may not speak, the asker is told, and may try again', async () => {
    const questionId = await passedOn();
    posts = [GONE];
    await passQuestion(needs, { questionId });
    const failed = await stateOf(questionId);
    await conversation(EXPERTS, 'Experts');

    await askExpert(needs, { questionId, conversationId: CHAT, asker: GRACE });
    await passQuestion(needs, { questionId });

    expect(failed).toBe('failed');
    expect(saying()).toEqual([
      [EXPERTS, 'question', 'passed', undefined],
      [CHAT, 'question-failed', 'passed', '154'],
      [EXPERTS, 'question', 'passed', undefined],
    ]);
    expect(await database.questions.find(questionId)).toMatchObject({ state: 'passed', asker: GRACE });
  });

  it('says that there is no expert any more, when the experts are gone meanwhile', async () => {
    const questionId = await passedOn();

    const asked = await askExpert(
      { ...needs, expertConversation: named(undefined) },
      { questionId, conversationId: CHAT, asker: ADA },
    );

    expect(asked).toMatchObject({ kind: 'nobody' });
  });
});

describe('passing an answer back', () => {
  it('sends it where the question was asked, then shows it to the experts', async () => {
    const questionId = await answered();

    await passAnswer(needs, { questionId });
    await passAnswer(needs, { questionId });

    expect(saying()).toEqual([
      [CHAT, 'answer', 'answered', '154'],
      [EXPERTS, 'question', 'delivered', 'message-1'],
      [EXPERTS, 'question', 'delivered', 'message-1'],
    ]);
    expect((await database.questions.find(questionId))?.answer).toEqual({ text: 'So.', by: GRACE });
  });

  it('goes on with the experts’ card alone when only that was not possible', async () => {
    const questionId = await answered();
    edits = [LATER];

    await passAnswer(needs, { questionId });
    await passAnswer(needs, { questionId });

    expect(said.filter(({ what }) => what === 'answer')).toHaveLength(1);
    expect((await jobs('pass-answer')).at(-1)?.options).toEqual({ afterMs: 7_000, onceKey: questionId });
  });

  it.each([
    ['Teams asks to wait', LATER, { afterMs: 7_000 }],
    ['Teams does not say whether it arrived', UNKNOWN, { afterMs: 30_000 }],
  ])('is tried again when %s', async (_why, posted, options) => {
    const questionId = await answered();
    posts = [posted];

    await passAnswer(needs, { questionId });

    expect((await jobs('pass-answer')).at(-1)?.options).toMatchObject(options);
    expect([await stateOf(questionId), said.length]).toEqual(['answered', 1]);
  });

  it.each<[string, Posted, number]>([
    ['the asker cannot be reached', GONE, 0],
    ['it was tried often enough', UNKNOWN, 2],
  ])('tells the experts when %s', async (_why, posted, tries) => {
    const questionId = await answered();
    posts = [posted];

    await passAnswer(needs, { questionId, tries });

    expect(saying()).toEqual([
      [CHAT, 'answer', 'answered', '154'],
      [EXPERTS, 'question', 'failed', 'message-1'],
    ]);
    expect(await reachable(CHAT)).toBe(posted.kind !== 'unreachable');
  });

  it('is not even tried where the bot was removed', async () => {
    const questionId = await answered();
    await database.conversations.markReachability(CHAT, {
      reachable: false,
      reason: 'x',
      since: clock.now(),
    });

    await passAnswer(needs, { questionId });

    expect(saying()).toEqual([[EXPERTS, 'question', 'failed', 'message-1']]);
  });
});
