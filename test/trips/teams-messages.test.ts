import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  channel,
  groupChat,
  personalChat,
  teamsClient,
  type Place,
  type WireActivity,
} from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, elements, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot();

const clientIn = (place: Place, locale = 'en-US') =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, locale });
const messagesIn = (place: Place) => connector.messages(place.conversation.id);
const lastCard = (place: Place): unknown => cardOf(messagesIn(place).at(-1)!);
const html = (content: string) => ({ attachments: [{ contentType: 'text/html', content }] });
const QUOTED = '<quoted messageId="1772050244572"/>';
const NOTHING_DONE = 'what-will-happen-if-i-do-not-take-action';
const REGIONS = 'which-regions-does-this-requirement-apply-to';

/** The entry of the FAQ that a card shows. */
const entryOf = (card: unknown) =>
  elements(card, 'Action.OpenUrl').map(({ url }) => String(url).split('#')[1])[0];
/** A message again, with other words. */
const edited = (message: WireActivity, text: string, more: Record<string, unknown> = {}) => ({
  ...message,
  type: 'messageUpdate',
  channelData: { ...(message.channelData as object), eventType: 'editMessage' },
  text,
  ...more,
});

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ total: 40, unknown: 0 }),
    {
      withinMs: 60_000,
    },
  );
}, 70_000);

describe('a message as Teams sends it', () => {
  it('is a command behind a message that it quotes', async () => {
    const [customer] = await data.database.customers.unconfirmed({ offset: 0, limit: 1 });
    const place = personalChat('a:quoted command');

    await send(clientIn(place).message(`${QUOTED} confirm ${customer!.name}`));

    expect(messagesIn(place)).toHaveLength(1);
    expect(elements(lastCard(place), 'Input.Date')).toHaveLength(1);
  });

  it.each([
    ['behind a message that it quotes', `${QUOTED} what happens if I do nothing?`, {}],
    ['that comes as HTML alone', '', html('<div><p>What happens if I do&nbsp;nothing?</p></div>')],
  ])('is a question %s', async (how, text, overrides) => {
    const place = personalChat(`a:question ${how}`);

    await send(clientIn(place).message(text, overrides));

    expect(entryOf(lastCard(place))).toBe(NOTHING_DONE);
  });
});

describe('a file that the bot was not handed', () => {
  const MARK = '<p>here is my list</p><attachment id="9f7c"></attachment>';
  it.each([
    ['pasted', 'here is my list', html(MARK)],
    ['without a word', '', html('<attachment id="9f7c"></attachment>')],
    ['behind a link', '', { attachments: [{ contentType: 'reference', contentUrl: 'https://x.example/l' }] }],
    [
      'without an address',
      'here it is',
      {
        attachments: [
          { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'l.csv', content: {} },
        ],
      },
    ],
  ])('in one’s own chat, %s, brings how to send it', async (how, text, overrides) => {
    for (const [locale, words] of [
      ['en-US', 'The file did not reach me'],
      ['fr-FR', 'Le fichier ne m’est pas parvenu'],
    ] as const) {
      const place = personalChat(`a:file ${how} ${locale}`);

      await send(clientIn(place, locale).message(text, overrides));

      expect(textOf(lastCard(place))).toContain(words);
      expect(buttons(lastCard(place), 'import.template')).toHaveLength(1);
    }
  });

  it.each(['audio/mp4', 'video/mp4'])('is not what %s is taken for', async (contentType) => {
    const place = personalChat(`a:recorded ${contentType}`);

    await send(
      clientIn(place).message('', { attachments: [{ contentType, contentUrl: 'https://x.example/r' }] }),
    );

    expect(textOf(lastCard(place))).toContain('Hello!');
  });

  it('is not looked for in a picture beside a question, nor in a message that is quoted', async () => {
    const picture = { contentType: 'image/png', contentUrl: 'https://x.example/p' };
    const quoted = [
      { contentType: 'messageReference', content: '{}' },
      ...html('<attachment id="1"></attachment><p>which regions does this apply to?</p>').attachments,
    ];
    for (const attachments of [[picture], quoted]) {
      const place = personalChat(`a:no file ${attachments[0]!.contentType}`);

      await send(clientIn(place).message('which regions does this apply to?', { attachments }));

      expect(entryOf(lastCard(place))).toBe(REGIONS);
    }
  });
});

describe('a message that is edited', () => {
  it('is a question answered anew, in place of its first answer', async () => {
    const place = personalChat('a:edited question');
    const question = clientIn(place).message('what happens if I do nothing?');
    await send(question);

    await send(edited(question, 'which regions does this apply to?'));

    expect(messagesIn(place)).toHaveLength(1);
    expect(messagesIn(place)[0]).toMatchObject({ edits: 1 });
    expect(entryOf(lastCard(place))).toBe(REGIONS);
  });

  it('is answered in a new message where something was pressed in its first answer, or that is unknown', async () => {
    const place = channel({ id: '19:edited@thread.tacv2' });
    const id = '19:edited@thread.tacv2';
    const client = clientIn(place);
    const question = client.message('what happens if I do nothing?');
    await send(question);
    const [answer] = connector.messages(id);
    await send({ ...client.execute('confirmation.open', { language: 'en' }), replyToId: answer!.id });

    await send(edited(question, '<at>MCA</at> which regions does this apply to?'));
    await send(edited(client.message(''), '<at>MCA</at> what happens if I do nothing?'));

    const entries = connector.messages(id).map((message) => entryOf(cardOf(message)));
    expect(entries).toEqual([NOTHING_DONE, REGIONS, NOTHING_DONE]);
    expect(connector.messages(id)[0]).toMatchObject({ edits: 0 });
  });

  it('is a command that does not run a second time, whatever it says now', async () => {
    const place = personalChat('a:edited command');
    const command = clientIn(place).message('status');
    await send(command);

    await send(edited(command, 'unconfirmed'));
    await send(edited(command, 'status'));
    await send(edited(clientIn(place).message(''), 'language fr'));

    expect(messagesIn(place)).toHaveLength(1);
    expect((await data.database.conversations.find('a:edited command'))?.language).toBeNull();
  });

  it('is a command where it was mistyped before, once', async () => {
    const place = personalChat('a:mistyped');
    const message = clientIn(place).message('how do I cook pasta');
    await send(message);

    await send(edited(message, 'status'));
    await send(edited(message, 'Status'));

    expect(messagesIn(place)).toHaveLength(2);
  });

  it('is left alone where its words are the same', async () => {
    const place = personalChat('a:same words');
    const question = clientIn(place).message('what happens if I do nothing?');
    await send(question);

    await send(edited(question, 'what happens if I do nothing?'));

    expect(messagesIn(place)).toMatchObject([{ edits: 0 }]);
  });

  it('is not read for rows again', async () => {
    const place = personalChat('a:edited rows');
    const message = clientIn(place).message('what happens if I do nothing?');
    await send(message);
    const rows = 'Customer;Date;First name;Last name;E-mail\nContoso;2018-10-03;Ana;Exemple;ana@b.example';

    await send(edited(message, rows));

    expect(textOf(lastCard(place))).toContain('An edited message changes nothing');
    const kept = await data.database.kysely.selectFrom('imports').selectAll().execute();
    expect(kept.filter(({ conversation_id: id }) => id === place.conversation.id)).toEqual([]);
  });

  it.each([
    ['deleted', { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } }],
    ['restored', { type: 'messageUpdate', channelData: { eventType: 'undeleteMessage' } }],
  ])('but not when it is %s', async (how, change) => {
    const place = personalChat(`a:${how}`);
    const question = clientIn(place).message('what happens if I do nothing?');
    await send(question);

    const reply = await send({ ...question, ...change, text: 'which regions does this apply to?' });

    expect(reply.status).toBe(200);
    expect(messagesIn(place)).toMatchObject([{ edits: 0 }]);
  });
});

describe('what happens around the bot', () => {
  const event = (type: string, fields: object, channelData: object = {}) =>
    [type, fields, channelData] as const;
  it.each([
    ['a reaction', ...event('messageReaction', { reactionsAdded: [{ type: 'like' }], replyToId: '1' })],
    ['a channel that is created', ...event('conversationUpdate', {}, { eventType: 'channelCreated' })],
    ['a channel that is shared', ...event('conversationUpdate', {}, { eventType: 'channelShared' })],
    [
      'a member of a channel who comes',
      ...event('conversationUpdate', { membersAdded: [{ id: '29:x' }] }, { eventType: 'channelMemberAdded' }),
    ],
    [
      'a team that is archived without a name',
      ...event('conversationUpdate', {}, { eventType: 'teamArchived', team: null }),
    ],
    [
      'a channel of an odd shape that is deleted',
      ...event('conversationUpdate', {}, { eventType: 'channelDeleted', channel: 7 }),
    ],
    ['an event of an odd kind', ...event('conversationUpdate', {}, { eventType: {} })],
    [
      'the start of a meeting',
      ...event('event', { name: 'application/vnd.microsoft.meetingStart', value: {} }),
    ],
    [
      'a message that was read',
      ...event('event', { name: 'application/vnd.microsoft.readReceipt', value: {} }),
    ],
    ['a person who types', ...event('typing', {})],
  ])('is left alone: %s', async (what, type, fields, channelData) => {
    const id = `19:around ${what}@thread.tacv2`;
    const message = clientIn(channel({ id })).message('');

    const reply = await send({
      ...message,
      text: undefined,
      ...fields,
      type,
      channelData: { ...(message.channelData as object), ...channelData },
    });

    expect(reply.status).toBe(200);
    expect(connector.calls.filter(({ conversationId }) => conversationId === id)).toEqual([]);
  });

  it.each([
    ['in a chat of a meeting', groupChat('19:meeting_MjA@thread.v2'), '<at>MCA</at> status'],
    ['deep in a thread', channel({ id: '19:deep@thread.tacv2' }), '<at>MCA</at> status'],
    [
      'between other mentions',
      groupChat('19:mentions@thread.v2'),
      '<at>Everyone</at> <at>MCA</at>\u00a0status',
    ],
    ['around a mention', groupChat('19:around@thread.v2'), 'see the <at>MCA</at>\u202ffigures'],
    ['between invisible marks', personalChat('a:marks'), '\ufeff\u200estatus\u2060'],
  ])('is a command all the same %s', async (_where, place, text) => {
    await send(clientIn(place).message('', { text }));

    const [id] = place.conversation.id.split(';');
    expect(textOf(cardOf(connector.messages(id).at(-1)!))).toContain('Overview');
  });

  it('is a newer version of the app, for which no person is greeted and nothing falls silent', async () => {
    const place = channel({ id: '19:newer-app@thread.tacv2', threadId: null });
    const client = clientIn(place);
    await send(client.install());

    await send(client.install({ action: 'remove-upgrade' }));
    await send(client.install({ action: 'add-upgrade' }));

    expect(messagesIn(place)).toHaveLength(1);
    expect(await data.database.conversations.find('19:newer-app@thread.tacv2')).toMatchObject({
      reachability: { reachable: true },
    });
  });

  it('is a question asked from another person’s chat, whose place is not kept', async () => {
    const place = groupChat('19:strangers@thread.v2');

    const { body } = await send(clientIn(place).find('con'));

    expect(body).toMatchObject({ composeExtension: { type: 'result' } });
    expect(await data.database.conversations.find('19:strangers@thread.v2')).toBeUndefined();
  });
});
