import { beforeAll, describe, expect, it } from '@jest/globals';
import { openAnswers } from '../../src/composition/open-answers.ts';
import { createCipher } from '../../src/database/encryption/cipher.ts';
import { commentContext } from '../../src/database/encryption/text-contexts.ts';
import { channel, personalChat, teamsClient } from '../support/activities.ts';
import { TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, elements, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot();
const { content, matcher } = openAnswers(undefined);

const ENTRY = 'what-will-happen-if-i-do-not-take-action';
const QUESTION = 'what happens to my customers if I do nothing?';

const chat = (text: string, locale: string) =>
  teamsClient({ serviceUrl: connector.serviceUrl, place: personalChat(`a:${locale} ${text}`), locale });

/** Says something in a chat of its own and gives back the message that answers. */
async function answerTo(text: string, locale = 'en-US') {
  const activity = chat(text, locale).message(text);
  await send(activity);
  const [message, ...more] = connector.messages(activity.conversation.id);
  expect(more).toEqual([]);
  return message!;
}
const cardAfter = async (text: string, locale?: string) => cardOf(await answerTo(text, locale));

/** Customers that a test adds before are taken for such as left. */
const customersRead = () =>
  eventually(
    async () => {
      const { total, unknown } = await data.database.customers.figures();
      expect(total).toBeGreaterThanOrEqual(40);
      expect(unknown).toBe(0);
    },
    { withinMs: 20_000 },
  );

/** Teams' own thumbs under a message. */
function thumb(reaction: string, replyToId: string | undefined, feedback: unknown = '{"feedbackText":""}') {
  const value = { actionName: 'feedback', actionValue: { reaction, feedback } };
  return { ...chat(QUESTION, 'en-US').execute(''), name: 'message/submitAction', value, replyToId };
}

async function votes() {
  const rows = await data.database.kysely.selectFrom('faq_feedback').selectAll().orderBy('id').execute();
  const cipher = createCipher(TEST_ENCRYPTION_KEY);
  return rows.map(({ entry_id, helpful, language, sealed_comment }) => {
    const comment = sealed_comment && cipher.decrypt(sealed_comment, commentContext());
    return { entry_id, helpful, language, comment };
  });
}

describe('small talk', () => {
  it.each([
    ['good evening', 'en', 'Hello!', 3],
    ['coucou', 'fr', 'Bonjour', 3],
    ['Thank you very much!', 'en', 'You are welcome', 3],
    ['merci beaucoup', 'fr', 'Je vous en prie', 3],
    ['bye', 'en', 'Goodbye', 2],
    ['au revoir', 'fr', 'Au revoir', 2],
    ['who are you?', 'en', 'I am a bot', 1],
    ['qui es-tu ?', 'fr', 'Je suis un bot', 1],
  ])('« %s » is answered kindly, with the way on', async (text, lang, answer, ways) => {
    const card = await cardAfter(text, lang === 'en' ? 'fr-FR' : 'en-US');

    expect(card).toMatchObject({ lang });
    expect(textOf(card)).toContain(answer);
    expect(elements(card, 'Action.Execute')).toHaveLength(ways);
  });
});

describe('a message without a word', () => {
  it.each([
    ['👋', 'en-US', 'Hello!'],
    ['👍', 'fr-FR', 'Bonjour'],
    ['?', 'en-US', 'Hello!'],
    ['', 'fr-FR', 'Bonjour'],
  ])('« %s » in %s is greeted', async (text, locale, answer) => {
    const card = await cardAfter(text, locale);

    expect(textOf(card)).toContain(answer);
    expect(buttons(card, 'faq.show')).toEqual([]);
  });

  it('is greeted when it is a picture alone', async () => {
    const attachments = [
      { contentType: 'image/*', contentUrl: 'https://smba.example/picture' },
      { contentType: 'text/html', content: '<p><img src="https://smba.example/picture"></p>' },
    ];
    const activity = chat('a picture', 'en-US').message('', { attachments });
    await send(activity);

    expect(textOf(cardOf(connector.messages(activity.conversation.id).at(-1)!))).toContain('Hello!');
  });

  it('is greeted when it only mentions the bot among others', async () => {
    const place = channel({ id: '19:bare-mention@thread.tacv2' });
    const client = teamsClient({ serviceUrl: connector.serviceUrl, place, locale: 'en-US' });
    await send(client.message(''));

    expect(textOf(cardOf(connector.messages('19:bare-mention@thread.tacv2').at(-1)!))).toContain('Hello!');
  });
});

describe('a question that may mean several', () => {
  it.each([
    ['en', ['reseller', 'mca api problem', 'which partners and what customers']],
    ['fr', ['revendeur', 'contrat client', 'quels partenaires et quels clients']],
  ] as const)('in %s is answered by the closest ones, each a button that answers', async (lang, vague) => {
    const text = vague.find((each) => matcher.match(each, lang).outcome === 'suggestions')!;
    const locale = lang === 'en' ? 'en-US' : 'fr-FR';

    const card = await cardAfter(text, locale);
    const guesses = buttons(card, 'faq.show');
    const { body } = await send(chat(text, locale).execute('faq.show', guesses[0]!.data));

    const candidates = matcher.match(text, lang).entries.slice(0, 3);
    expect(guesses.map(({ data: { entryId } }) => entryId)).toEqual(candidates.map(({ id }) => id));
    expect(body?.value).toMatchObject({ lang });
    const entryId = candidates[0]!.id;
    expect(buttons(body?.value, 'faq.feedback')[0]?.data.entryId).toBe(entryId);
    expect(content.entry(entryId, lang)?.title).toBe(guesses[0]!.title);
  });
});

describe('a question from outside', () => {
  it.each([
    ['how do I cook pasta al dente', 'en', /outside what I know/],
    ['comment cuire des pâtes al dente ?', 'fr', /pas de réponse à cette question/],
  ])('« %s » is told so, with what is known and no expert to ask', async (text, lang, said) => {
    const card = await cardAfter(text, lang === 'en' ? 'en-US' : 'fr-FR');

    expect(card).toMatchObject({ lang });
    expect(textOf(card)).toMatch(said);
    expect(buttons(card, 'faq.show')).toHaveLength(3);
    expect(buttons(card, 'faq.ask')).toEqual([]);
  });
});

describe('what stands on a button', () => {
  const CALLED = [
    'The Phone Company',
    'La Poste',
    'Phone Company',
    'Quokka Theatre',
    'Quokka Tours',
    'Poste Export',
  ];
  beforeAll(async () => {
    await customersRead();
    const listed = CALLED.map((name, index) => ({
      id: `called-${index}`,
      name,
      domain: `called${index}.example`,
    }));
    await data.database.customers.saveListed(listed, new Date());
    for (const { id } of listed) await data.database.customers.markUnconfirmed(id, new Date());
  });

  it.each([
    ['unconfirmed customers', 'customers to confirm'],
    ['Clients non confirmés', 'clients à confirmer'],
    ['confirm a customer', 'Who accepted the MCA on the customer’s side'],
    ['confirmer un client', 'Qui a accepté'],
    ['overview', 'Overview'],
    ['status of the customers', 'Overview'],
    ['turn off reminders', 'Reminders are off'],
    ['arrêter les rappels', 'Rappels'],
  ])('can be typed: « %s »', async (typed, words) => {
    expect(textOf(await cardAfter(typed)).toLowerCase()).toContain(words.toLowerCase());
  });

  it.each([
    ['status of quokka tours', 'called-4'],
    ['statut de quokka tours', 'called-4'],
    ['status of the phone com', 'called-0'],
    ['status of the customer quokka theatre', 'called-3'],
    ['status the phone company', 'called-0'],
    ['status of the phone company', 'called-0'],
    ['statut La Poste', 'called-1'],
    ['statut de La Poste', 'called-1'],
  ])('may be followed by a name as people write it: « %s »', async (typed, customerId) => {
    const card = await cardAfter(typed);

    expect(
      buttons(card, 'customer.chooseAssignee').concat(buttons(card, 'customer.status'))[0]?.data.customerId,
    ).toBe(customerId);
  });
});

describe('a customer’s name alone', () => {
  beforeAll(async () => {
    await customersRead();
    const names = ['Fjord & Fils SA', 'Fjord', 'Zanzibar Export', 'Zanzibar Import', 'Qwert'];
    const listed = names.map((name, index) => ({
      id: `named-${index}`,
      name,
      domain: name === 'Qwert' ? 'qzx.test' : `named${index}.example`,
    }));
    await data.database.customers.saveListed(listed, new Date());
  }, 180_000);

  it.each([
    ['of exactly this name', 'fjord', 'named-1'],
    ['the only one with these words', 'FILS, Fjord', 'named-0'],
    ['of this domain', 'qzx.test', 'named-4'],
  ])('brings the card of the customer %s', async (_which, typed, customerId) => {
    const card = await cardAfter(typed);

    expect(JSON.stringify(card)).toContain(`"customerId":"${customerId}"`);
    expect(buttons(card, 'faq.show')).toEqual([]);
  });

  it.each([
    ['fits two', 'Zanzibar', ['named-2', 'named-3']],
    ['only begins some', 'fjor', ['named-1', 'named-0']],
    ['only begins one', 'qwer', ['named-4']],
  ])('that %s brings those to choose from', async (_which, typed, ids) => {
    const card = await cardAfter(typed);

    expect(textOf(card)).toContain(`“${typed}”`);
    // The name and the button of a row do the same.
    const pressed = buttons(card, 'customer.status').map(({ data: { customerId } }) => customerId);
    expect(pressed).toEqual(ids.flatMap((id) => [id, id]));
  });

  it.each([
    ['no customer has', 'Atlantis Trading'],
    ['is too short to mean one', 'fj'],
  ])('that %s is a question like any other', async (_which, typed) => {
    expect(textOf(await cardAfter(typed))).toContain('outside what I know');
  });

  it('is no question that the curators must see', async () => {
    // A turn does not wait until its question is noted.
    const missed = await eventually(async () => {
      const questions = (await data.database.faq.missesSince(new Date(0))).map(({ question }) => question);
      expect(questions).toContain('Atlantis Trading');
      return questions;
    });

    for (const name of ['fjord', 'Zanzibar', 'fjor']) expect(missed).not.toContain(name);
  });
});

describe('contact details that strayed into the chat', () => {
  it.each(['Zoltan Quux zoltan@quux.example', 'Zoltan Quux, 01 99 00 12 34'])(
    'are kept nowhere as a question, while the one after them is: %j',
    async (typed) => {
      await cardAfter(typed);
      await cardAfter(`Xylophone ${typed.length}`);

      await eventually(async () => {
        const missed = await data.database.faq.missesSince(new Date(0));
        const questions = missed.map(({ question }) => question);
        expect(questions).toContain(`Xylophone ${typed.length}`);
        expect(questions.join()).not.toContain('Zoltan');
      });
    },
  );
});

const votesOf = (card: unknown) =>
  elements(card, 'Action.Execute').filter(({ verb }) => verb === 'faq.feedback');

describe('an answer in Teams', () => {
  it('names its source to Teams and asks for its thumbs, in one message that is only a card', async () => {
    const { activity } = await answerTo('and if we simply do nothing?');

    expect(activity.text).toBeUndefined();
    expect(activity.attachments).toHaveLength(1);
    expect(activity.channelData).toMatchObject({ feedbackLoop: { type: 'default' } });
    expect(activity.entities).toEqual([
      expect.objectContaining({
        type: 'https://schema.org/Message',
        citation: [
          {
            '@type': 'Claim',
            position: 1,
            appearance: expect.objectContaining({
              '@type': 'DigitalDocument',
              name: content.entry(ENTRY, 'en')!.source.title,
              url: content.entry(ENTRY, 'en')!.link,
            }) as unknown,
          },
        ],
      }),
    ]);
  });

  it('is voted on by Teams’ thumbs, with the words written beside them and no person’s name', async () => {
    const { id } = await answerTo(QUESTION);

    const liked = await send(thumb('like', id));
    const disliked = await send(thumb('dislike', id, '{"feedbackText":" What about Azure? "}'));

    expect([liked, disliked]).toEqual([
      { status: 200, body: {} },
      { status: 200, body: {} },
    ]);
    expect(await votes()).toEqual([
      { entry_id: ENTRY, helpful: true, language: 'en', comment: null },
      { entry_id: ENTRY, helpful: false, language: 'en', comment: 'What about Azure?' },
    ]);
  });

  it('asks once whether it helped: by thumbs below a message, by its buttons where it takes a card’s place', async () => {
    const asked = cardOf(await answerTo('so what happens if I do nothing about it?'));
    const { body: opened } = await send(chat(QUESTION, 'en-US').execute('faq.show', { entryId: ENTRY }));
    const [vote] = votesOf(opened?.value);
    const { body: voted } = await send(chat(QUESTION, 'en-US').execute('faq.feedback', vote!.data as object));

    expect(votesOf(asked).map(({ mode }) => mode)).toEqual(['secondary', 'secondary']);
    expect(votesOf(opened?.value).map(({ mode }) => mode)).toEqual(['primary', 'primary']);
    expect(votesOf(voted?.value)).toEqual([]);
  });

  it('asks with its buttons in a client that knows no other presses than messages', async () => {
    const place = personalChat('a:an older client');
    const client = teamsClient({ serviceUrl: connector.serviceUrl, place, locale: 'en-US' });

    await send(client.submit('faq.show', { entryId: ENTRY }));

    const [answer] = connector.messages('a:an older client');
    expect(votesOf(cardOf(answer!)).map(({ mode }) => mode)).toEqual(['primary', 'primary']);
  });

  it('is meant by thumbs that name no message, when it is the latest', async () => {
    const before = (await votes()).length;

    await send(thumb('like', undefined, { feedbackText: 'Clear.' }));

    expect((await votes()).slice(before)).toMatchObject([{ entry_id: ENTRY, comment: 'Clear.' }]);
  });

  it('counts as a vote without the words, where contact details are among them', async () => {
    const before = (await votes()).length;

    await send(thumb('dislike', undefined, { feedbackText: 'ask Zoltan Quux, 01 99 00 12 34' }));

    expect((await votes()).slice(before)).toMatchObject([{ helpful: false, comment: null }]);
  });

  it.each([
    ['on a message that held no answer', thumb('like', 'some-other-message')],
    ['of an unknown kind', thumb('love', undefined)],
    ['without a value', { ...thumb('like', undefined), value: undefined }],
  ])('gets no vote from a thumb %s', async (_what, activity) => {
    const before = (await votes()).length;

    const reply = await send(activity);

    expect(reply).toEqual({ status: 200, body: {} });
    expect(await votes()).toHaveLength(before);
  });

  it('comes in its thread in a channel', async () => {
    const place = channel({ id: '19:faq@thread.tacv2', threadId: '1540000000777' });
    const client = teamsClient({ serviceUrl: connector.serviceUrl, place, locale: 'en-US' });

    await send(client.message(QUESTION));

    expect(connector.messages('19:faq@thread.tacv2')).toMatchObject([{ threadId: '1540000000777' }]);
  });
});
