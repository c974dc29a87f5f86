import type { BotRegistration } from '../../../src/config.ts';
import { arrivalOf } from '../arrival.ts';
import { createBotToken } from '../bot-token.ts';
import type { Channel, Exchange, Incoming, InvokeAnswer, ServiceAddress } from '../channel.ts';
import type { ConnectorHttp } from '../connector-http.ts';
import type { Message } from '../message.ts';
import { rosterPlaceOf } from '../roster-place.ts';
import { createWire } from '../wire.ts';

/** Answers an invoke to which the logic gave no answer. */
const NOT_DONE: InvokeAnswer = { status: 501 };

/** The channel without the SDK: each call goes over the wire as the Bot Connector's REST API defines it. */
export function createDirectChannel(registration: BotRegistration | undefined, http: ConnectorHttp): Channel {
  const token = registration && createBotToken(registration);
  const authorize = async () => token && `Bearer ${await token()}`;
  const at = (serviceUrl: string) => createWire(serviceUrl, http, authorize);
  return {
    at,
    async answer(incoming, logic) {
      const { exchange, answerOf } = exchangeOver(incoming, at(incoming.activity.serviceUrl));
      await logic(exchange);
      if (incoming.activity.type !== 'invoke') return undefined;
      return answerOf() ?? NOT_DONE;
    },
  };
}

function exchangeOver({ activity, body }: Incoming, service: ServiceAddress) {
  const { conversation } = activity;
  let given: InvokeAnswer | undefined;
  const outgoing = (message: Message) => ({
    type: 'message' as const,
    ...addressOf(activity, body),
    ...message,
  });
  const exchange: Exchange = {
    activity,
    arrival: arrivalOf(activity),
    reply: async (message) =>
      activity.id
        ? service.reply(conversation.id, activity.id, { ...outgoing(message), replyToId: activity.id })
        : service.post(conversation.id, outgoing(message)),
    edit: (id, message) => service.edit(conversation.id, id, { ...outgoing(message), id }),
    answerInvoke: async (answer) => void (given = { status: 200, body: answer }),
    member: (teamsId) => service.member(rosterPlaceOf(activity), teamsId),
    members: (size, after) => service.members(rosterPlaceOf(activity), size, after),
  };
  return { exchange, answerOf: () => given };
}

/** Addresses an answer: from the activity's recipient to its sender. */
function addressOf(
  { channelId, serviceUrl, conversation, recipient, from, locale }: Incoming['activity'],
  body: Incoming['body'],
) {
  const whole = body.conversation;
  return {
    channelId,
    serviceUrl,
    conversation: { ...(typeof whole === 'object' ? whole : {}), ...conversation },
    from: recipient,
    recipient: from,
    ...(locale !== undefined && { locale }),
  };
}
