import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adaptiveCard, thumbnailCard } from '../../../bot/teams/card.ts';
import type { Channel } from '../../../bot/teams/channel.ts';
import { deliver } from '../../../bot/turn/deliver.ts';
import { card, type Answer } from '../../../bot/turn/answer.ts';
import {
  channel,
  groupChat,
  personalChat,
  teamsClient,
  type WireActivity,
} from '../../support/activities.ts';
import { connectorStandIn, type ConnectorStandIn, type Fault } from '../../support/connector-stand-in.ts';
import { CARRIER_NAMES, channelBy, incoming } from '../../support/channel.ts';

describe.each(CARRIER_NAMES)('the channel by %s', (carrier) => {
  const CONTENT = { type: 'AdaptiveCard', version: '1.5', fallbackText: '3 clients restent', body: [] };
  const ANSWER = card(adaptiveCard(CONTENT));
  const IN_PLACE = card(adaptiveCard(CONTENT), { inPlace: true });
  const PREVIEW = thumbnailCard('Contoso', 'contoso.com');
  const CHAT = 'a:chat';

  let teams: ConnectorStandIn;
  let channelToTeams: Channel;

  beforeEach(async () => {
    teams = await connectorStandIn();
    channelToTeams = channelBy(carrier);
  });
  afterEach(() => teams.close());

  const client = (place = personalChat(CHAT)) => teamsClient({ serviceUrl: teams.serviceUrl, place });
  const calls = () => teams.calls.map(({ operation }) => operation);

  /** Lets an activity be answered; gives what an invoke would be answered with, or how it failed. */
  async function answering(activity: WireActivity, answer: Answer) {
    let failure: unknown;
    const invokeAnswer = await channelToTeams.answer(incoming(activity), async (exchange) => {
      await deliver(exchange, answer).catch((error: unknown) => void (failure = error));
    });
    return { invokeAnswer, failure };
  }

  describe('an answer to a message', () => {
    it('is a card and the line a notification shows', async () => {
      await answering(client().message('statut'), ANSWER);

      expect(calls()).toEqual(['post']);
      expect(teams.messages(CHAT)).toMatchObject([
        { activity: { type: 'message', summary: '3 clients restent', attachments: [{ content: CONTENT }] } },
      ]);
      expect(teams.messages(CHAT)[0]?.activity.text).toBeUndefined();
    });

    it.each([
      ['a group', groupChat('19:group@thread.v2'), '19:group@thread.v2', undefined],
      [
        'a thread of a channel',
        channel({ id: '19:x@thread.tacv2', threadId: '154' }),
        '19:x@thread.tacv2',
        '154',
      ],
    ])('stays in %s', async (_what, place, conversationId, threadId) => {
      await answering(client(place).message('statut', { id: undefined }), ANSWER);

      expect(teams.calls).toMatchObject([{ conversationId, threadId }]);
    });

    it.each<[string, Answer]>([
      ['nothing', { kind: 'nothing' }],
      ['choices', { kind: 'choices', results: [] }],
    ])('is nothing where it is %s', async (_what, answer) => {
      await answering(client().message('statut'), answer);

      expect(calls()).toEqual([]);
    });

    it.each<[string, Fault]>([
      ['429', { status: 429, retryAfterSeconds: 0 }],
      ['503', { status: 503, retryAfterSeconds: 0 }],
      ['412', { status: 412, retryAfterSeconds: 0 }],
    ])('is tried once more after %s', async (_status, fault) => {
      teams.fault(CHAT, fault);

      const { failure } = await answering(client().message('statut'), ANSWER);

      expect([calls(), failure]).toEqual([['post', 'post'], undefined]);
      expect(teams.messages(CHAT)).toHaveLength(1);
    });

    it.each<[string, Fault, number]>([
      ['it might have arrived', 'reset-after', 1],
      ['the answer is no', { status: 403 }, 1],
      ['the pause would be too long for someone who waits', { status: 429, retryAfterSeconds: 60 }, 1],
      ['it failed again', { status: 503, retryAfterSeconds: 0 }, 2],
    ])('is given up when %s', async (_why, fault, tries) => {
      teams.fault(CHAT, fault, { times: 2 });

      const { failure } = await answering(client().message('statut'), ANSWER);

      expect(calls()).toHaveLength(tries);
      expect(failure).toMatchObject({ name: 'ConnectorError' });
    });
  });

  describe('an answer to a press that came as a message', () => {
    const press = (replyToId: string | undefined) =>
      client().submit('customer.status', { customerId: 'c' }, {}, { replyToId });

    it('replaces the card that was pressed', async () => {
      const pressed = teams.plant(CHAT);

      await answering(press(pressed), IN_PLACE);

      expect(calls()).toEqual(['edit']);
      expect(teams.messages(CHAT)).toMatchObject([
        { id: pressed, activity: { attachments: [{ content: CONTENT }] } },
      ]);
    });

    it.each<[string, Fault]>([
      ['is gone', { status: 404, code: 'ActivityNotFoundInConversation' }],
      ['cannot be changed', { status: 403 }],
      ['may have been replaced or not', 'reset-before'],
    ])('is a new message when that card %s', async (_why, fault) => {
      const pressed = teams.plant(CHAT);
      teams.fault(CHAT, fault, { on: ['edit'] });

      const { failure } = await answering(press(pressed), IN_PLACE);

      expect([calls(), failure]).toEqual([['edit', 'post'], undefined]);
    });

    it('is a new message when the card is to stay, or its message is not known', async () => {
      await answering(press(teams.plant(CHAT)), ANSWER);
      await answering(press(undefined), IN_PLACE);

      expect(calls()).toEqual(['post', 'post']);
    });
  });

  describe('an answer to an invoke', () => {
    it.each<[string, Answer, object]>([
      [
        'a card',
        IN_PLACE,
        { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: CONTENT },
      ],
      [
        'choices',
        { kind: 'choices', results: [{ title: 'Contoso', value: 'c-1' }] },
        {
          statusCode: 200,
          type: 'application/vnd.microsoft.search.searchResponse',
          value: { results: [{ title: 'Contoso', value: 'c-1' }] },
        },
      ],
      [
        'finds, each with what is shown of it',
        { kind: 'finds', finds: [{ card: adaptiveCard(CONTENT), preview: PREVIEW }] },
        {
          composeExtension: {
            type: 'result',
            attachmentLayout: 'list',
            attachments: [
              {
                contentType: 'application/vnd.microsoft.card.adaptive',
                content: CONTENT,
                preview: {
                  contentType: 'application/vnd.microsoft.card.thumbnail',
                  content: { title: 'Contoso', text: 'contoso.com' },
                },
              },
            ],
          },
        },
      ],
      [
        'a text, where there is nothing to choose from',
        { kind: 'finds', finds: [], text: 'Nothing found' },
        { composeExtension: { type: 'message', text: 'Nothing found' } },
      ],
      [
        'an error, with HTTP 200',
        { kind: 'error', code: 'UnknownVerb', message: 'This button is not known.' },
        {
          statusCode: 400,
          type: 'application/vnd.microsoft.error',
          value: { code: 'UnknownVerb', message: 'This button is not known.' },
        },
      ],
      ['nothing', { kind: 'nothing' }, {}],
    ])('is %s in its own answer, and no message', async (_what, answer, body) => {
      const { invokeAnswer } = await answering(client().execute('customer.status'), answer);

      expect(invokeAnswer).toEqual({ status: 200, body });
      expect(calls()).toEqual([]);
    });
  });
});
