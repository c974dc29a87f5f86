import type { Activity, TurnContext } from 'botbuilder';
import type { BotRegistration } from '../../../src/config.ts';
import type { IncomingActivity } from '../activity.ts';
import type { Arrival } from '../arrival.ts';
import type { Channel, Exchange, ServiceAddress } from '../channel.ts';
import type { ConnectorHttp } from '../connector-http.ts';
import type { Message } from '../message.ts';
import { rosterPlaceOf } from '../roster-place.ts';
import { createWire } from '../wire.ts';
import { BotAdapter } from './adapter.ts';
import { authorizationOf } from './lean-connector.ts';
import { sdkActivity } from './sdk-activity.ts';
import { createTeamsAi } from './teams-ai.ts';

/** The channel by Microsoft's Bot Framework SDK and Teams AI. */
export function createSdkChannel(registration: BotRegistration | undefined, http: ConnectorHttp): Channel {
  const adapter = new BotAdapter(registration, http);
  const teamsAi = createTeamsAi();
  const at = (serviceUrl: string) =>
    createWire(serviceUrl, http, async () =>
      authorizationOf(await adapter.connectorFor(serviceUrl), serviceUrl),
    );
  return {
    at,
    answer: ({ claims, body, activity }, logic) =>
      adapter.answer(claims, sdkActivity({ body, activity }), async (context) => {
        const service = at(activity.serviceUrl);
        await teamsAi(context, (arrival) => logic(exchangeOver(context, { activity, arrival, service })));
      }),
  };
}

function exchangeOver(
  context: TurnContext,
  { activity, arrival, service }: { activity: IncomingActivity; arrival: Arrival; service: ServiceAddress },
): Exchange {
  return {
    activity,
    arrival,
    async reply(message) {
      const { id } = (await context.sendActivity(sdkMessage(message))) ?? {};
      return id ? { id } : {};
    },
    async edit(id, message) {
      await context.updateActivity({ ...sdkMessage(message), id });
    },
    async answerInvoke(body) {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    },
    member: (teamsId) => service.member(rosterPlaceOf(activity), teamsId),
    members: (size, after) => service.members(rosterPlaceOf(activity), size, after),
  };
}

const sdkMessage = (message: Message): Partial<Activity> => ({ type: 'message', ...message });
