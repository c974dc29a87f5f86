import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openAnswers } from '../../src/composition/open-answers.ts';
import {
  CAMILLE,
  channel,
  groupChat,
  NOOR,
  personalChat,
  teamsClient,
  type Place,
} from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, elements, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const EXPERTS = channel({ id: '19:experts@thread.tacv2', threadId: null, teamName: 'Licensing experts' });
const EXPERTS_ID = EXPERTS.conversation.id;

const { connector, send, data } = await runningBot({
  settings: { FAQ_EXPERT_CONVERSATION: 'licensing EXPERTS' },
});

const clientIn = (place: Place, person = CAMILLE, locale = 'en-US') =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale });
const idOf = (place: Place) => place.conversation.id.split(';')[0]!;
const lastIn = (place: Place) => connector.messages(idOf(place)).at(-1)!;
const questionCards = () =>
  connector.messages(EXPERTS_ID).filter(({ activity }) => String(activity.summary).includes(' asks: '));

// The experts have the bot; before that no one can be asked.
await send(clientIn(EXPERTS, NOOR).install());

/** Asks something unknown; gives the message that says so and the button that passes it on. */
async function askOutside(place: Place, question: string, person = CAMILLE) {
  await send(clientIn(place, person).message(question));
  const message = lastIn(place);
  return { message, button: buttons(cardOf(message), 'faq.ask')[0] };
}

/** Asks, passes it on, and waits for the card that the experts get. */
async function passOn(place: Place, question: string) {
  const { message, button } = await askOutside(place, question);
  const press = clientIn(place).execute('faq.ask', button!.data);
  const { body } = await send({ ...press, replyToId: message.id });
  const passed = await connector.waitForMessage(
    ({ conversationId, activity }) =>
      conversationId === EXPERTS_ID && String(activity.summary).includes(question),
  );
  return { reply: body?.value, passed, send: buttons(cardOf(passed), 'faq.answer')[0]!.data };
}

const answer = (passed: { id: string }, pressData: object, text: string, place = EXPERTS) =>
  send({ ...clientIn(place, NOOR).execute('faq.answer', pressData, { answer: text }), replyToId: passed.id });

describe('a question from outside', () => {
  it('may be passed on to the experts, by their name', async () => {
    const { message, button } = await askOutside(personalChat('a:may-ask'), 'how do I cook pasta al dente');

    expect(button).toMatchObject({ title: 'Ask Licensing experts' });
    expect(textOf(cardOf(message))).toContain('with your name');
    expect(questionCards()).toEqual([]);
  });

  it('is kept without a name until its asker passes it on', async () => {
    await askOutside(personalChat('a:nameless'), 'which wine goes with fish');

    const [kept] = await data.database.kysely
      .selectFrom('faq_questions')
      .selectAll()
      .where('conversation_id', '=', 'a:nameless')
      .execute();
    expect(kept).toMatchObject({ state: 'offered', asker_id: null, asker_name: null });
  });

  it('asked by the experts themselves is not offered to them', async () => {
    const { button } = await askOutside({ ...EXPERTS }, 'who won the football match yesterday', NOOR);

    expect(button).toBeUndefined();
  });
});

describe('a question that may mean several', () => {
  it('and means none of them may be passed on as well', async () => {
    const place = personalChat('a:none-of-these');
    const { matcher } = openAnswers(undefined);
    const vague = ['reseller', 'mca api problem', 'which partners and what customers'];
    await send(clientIn(place).message(vague.find((each) => matcher.match(each).outcome === 'suggestions')!));
    const [none] = buttons(cardOf(lastIn(place)), 'faq.none');

    const { body } = await send(clientIn(place).execute('faq.none', none!.data));
    const [ask] = buttons(body?.value, 'faq.ask');
    const elsewhere = await send(clientIn(groupChat()).execute('faq.none', none!.data));

    expect(ask).toMatchObject({
      title: 'Ask Licensing experts',
      data: { questionId: none!.data.questionId },
    });
    expect(textOf(elsewhere.body?.value)).toContain('outside what I know');
    expect(buttons(elsewhere.body?.value, 'faq.ask')).toEqual([]);
  });
});

describe('a question that is passed on', () => {
  it('reaches the experts with its asker, and its answer comes back', async () => {
    const place = personalChat('a:whole-way');

    const { reply, passed, send: sendData } = await passOn(place, 'Can pigs fly over Berlin?');
    const answered = await answer(passed, sendData, 'No.\nNot even there.');

    expect(textOf(reply)).toContain('Licensing experts');
    expect(textOf(cardOf(passed))).toContain('Camille Roussel');
    expect(elements(cardOf(passed), 'Action.OpenUrl')).toEqual([]);
    expect(textOf(answered.body?.value)).toContain('Noor Haddad answered:\nNo.\nNot even there.');
    const back = await connector.waitForMessage(
      ({ conversationId, activity }) =>
        conversationId === idOf(place) && activity.summary === 'Noor Haddad answered your question',
    );
    expect(textOf(cardOf(back))).toContain('Can pigs fly over Berlin?');
    expect(textOf(cardOf(back))).toContain('Not even there.');
    expect(JSON.stringify(cardOf(back))).not.toContain('<at>');
    const edited = await connector.waitForMessage(({ id, edits }) => id === passed.id && edits > 0);
    expect(textOf(cardOf(edited))).toContain('Noor Haddad answered:');
    expect(buttons(cardOf(edited), 'faq.answer')).toEqual([]);
  });

  it('from a channel has a link back, and is answered in its thread, calling who asked', async () => {
    const place = channel({ id: '19:sales@thread.tacv2', threadId: '1540000000555', teamName: 'Sales' });

    const { passed, send: sendData } = await passOn(place, 'Why is the sky blue today?');
    await answer(passed, sendData, 'Because of the air.');

    expect(textOf(cardOf(passed))).toContain('Sales');
    const [link] = elements(cardOf(passed), 'Action.OpenUrl');
    expect(link?.url).toMatch(
      /^https:\/\/teams\.microsoft\.com\/l\/message\/19%3Asales%40thread\.tacv2\/1540000000555\?/,
    );
    const back = await connector.waitForMessage(
      ({ conversationId, activity }) =>
        conversationId === '19:sales@thread.tacv2' && String(activity.summary).includes('Noor'),
    );
    expect(back.threadId).toBe('1540000000555');
    expect(textOf(cardOf(back))).toContain('<at>Camille Roussel</at>');
    expect(cardOf(back)).toMatchObject({
      msteams: { entities: [{ mentioned: { id: CAMILLE.aadObjectId, name: 'Camille Roussel' } }] },
    });
  });

  it('pressed by many at once is passed on once', async () => {
    const place = groupChat('19:many@thread.v2');
    const { button } = await askOutside(place, 'Do cats like jazz music?');

    const replies = await Promise.all(
      [CAMILLE, NOOR, CAMILLE, NOOR, CAMILLE].map((person) =>
        send(clientIn(place, person).execute('faq.ask', button!.data)),
      ),
    );
    await connector.waitForMessage(({ activity }) => String(activity.summary).includes('jazz'));
    await eventually(async () => expect(await jobsOf('pass-question')).toEqual([]));

    expect(replies.every(({ body }) => textOf(body?.value).includes('Licensing experts'))).toBe(true);
    expect(questionCards().filter(({ activity }) => String(activity.summary).includes('jazz'))).toHaveLength(
      1,
    );
  });

  it('answered twice at once is answered once', async () => {
    const place = personalChat('a:twice');
    const { passed, send: sendData } = await passOn(place, 'Is the moon made of cheese?');

    const replies = await Promise.all(
      ['No.', 'Yes.', 'Maybe.'].map((text) => answer(passed, sendData, text)),
    );
    await connector.waitForMessage(({ id, edits }) => id === passed.id && edits > 0);

    const shown = replies.map(({ body }) => textOf(body?.value).split('answered:\n')[1]);
    expect(new Set(shown).size).toBe(1);
    const answers = connector
      .messages(idOf(place))
      .filter(({ activity }) => String(activity.summary).includes('Noor Haddad'));
    expect(answers).toHaveLength(1);
    expect(textOf(cardOf(answers[0]!))).toContain(shown[0]!.split('\n')[0]);
  });

  it.each([
    ['nothing', 'Is a banana a berry, or not?', '  \n ', 'Write the answer first.'],
    ['too much', 'Are apples berries?', 'x'.repeat(4_001), 'too long'],
  ])('answered with %s gives the card back with what is wrong', async (_what, question, text, said) => {
    const place = personalChat(`a:${question}`);
    const { passed, send: sendData } = await passOn(place, question);

    const { body } = await answer(passed, sendData, text);

    expect(textOf(body?.value)).toContain(said);
    expect(input(body?.value, 'answer').value).toBe(text);
    expect(connector.messages(idOf(place))).toHaveLength(1);
  });

  it('can only be answered where it was passed to, and only be passed on where it was asked', async () => {
    const place = personalChat('a:elsewhere');
    const { button } = await askOutside(place, 'Which colour is the best horse?');
    const { passed, send: sendData } = await passOn(place, 'Which size is the best horse?');

    const asked = await send(clientIn(groupChat(), NOOR).execute('faq.ask', button!.data));
    const answered = await answer(passed, sendData, 'Mine.', groupChat());

    expect(textOf(asked.body?.value)).toContain('This question is gone');
    expect(textOf(answered.body?.value)).toContain('This question is gone');
    expect(textOf(cardOf(lastIn(place)))).not.toContain('Mine.');
  });

  it('works for clients that send presses as messages', async () => {
    const place = personalChat('a:old-client');
    const { message, button } = await askOutside(place, 'Do fish sleep at night?');

    await send({ ...clientIn(place).submit('faq.ask', button!.data), replyToId: message.id });
    const passed = await connector.waitForMessage(({ activity }) =>
      String(activity.summary).includes('fish'),
    );
    const sendData = buttons(cardOf(passed), 'faq.answer')[0]!.data;
    const press = clientIn(EXPERTS, NOOR).submit('faq.answer', sendData, { answer: 'They do.' });
    await send({ ...press, replyToId: passed.id });

    await connector.waitForMessage(
      ({ conversationId, activity }) =>
        conversationId === idOf(place) && String(activity.summary).includes('Noor'),
    );
    expect(textOf(cardOf(connector.messages(idOf(place))[0]!))).toContain('Passed on');
    expect(textOf(cardOf(passed))).toContain('They do.');
  });
});

/** Jobs of a kind that are not done. */
async function jobsOf(name: string): Promise<unknown[]> {
  const unfinished = sql`select id from pgboss.job where name = ${name} and state in ('created', 'retry', 'active')`;
  return (await unfinished.execute(data.database.kysely)).rows;
}
