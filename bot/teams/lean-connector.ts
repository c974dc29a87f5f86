import { randomUUID } from 'node:crypto';
import { toHttpHeadersLike, type RequestPolicy, type WebResourceLike } from '@azure/core-http-compat';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';

const USER_AGENT = 'Microsoft-BotFramework/3.1 mca-acceptance-bot';

/**
 * Lets a connector client post and edit messages without the SDK's serializer and pipeline, which cost more than
 * everything else in a turn and cut down what they do not know. All its other calls stay as they are, and all go the same
 * way out.
 */
export function leanConnector(
  client: ConnectorClient,
  serviceUrl: string,
  http: RequestPolicy,
): ConnectorClient {
  const { credentials } = client;
  const root = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations`;

  async function send(
    method: 'POST' | 'PUT',
    path: readonly string[],
    activity: Partial<Activity>,
  ): Promise<{ id?: string }> {
    const [conversationId = ''] = path;
    const headers = createHttpHeaders({
      Accept: '*/*',
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': USER_AGENT,
      'x-ms-client-request-id': randomUUID(),
      'x-ms-conversation-id': headerText(conversationId),
    });
    const [conversation, ...rest] = path.map((part) => encodeURIComponent(part.toWellFormed()));
    const request = {
      url: [root, conversation, 'activities', ...rest].join('/'),
      method,
      headers: toHttpHeadersLike(headers),
      body: JSON.stringify(activity),
    } as WebResourceLike;
    const { bodyAsText } = await http.sendRequest(await credentials.signRequest(request));
    return idIn(bodyAsText);
  }

  Object.assign(client.conversations, {
    sendToConversation: (conversationId: string, activity: Partial<Activity>) =>
      send('POST', [conversationId], activity),
    replyToActivity: (conversationId: string, activityId: string, activity: Partial<Activity>) =>
      send('POST', [conversationId, activityId], activity),
    updateActivity: (conversationId: string, activityId: string, activity: Partial<Activity>) =>
      send('PUT', [conversationId, activityId], activity),
  });
  return client;
}

/** Teams has done what it answers with 2xx, whatever else it says: a gateway may have put a page in the place of the id. */
function idIn(body: string | null | undefined): { id?: string } {
  try {
    const { id } = (JSON.parse(body ?? '') ?? {}) as { id?: unknown };
    return typeof id === 'string' && id !== '' ? { id } : {};
  } catch {
    return {};
  }
}

/** Ids come from outside; a header may hold little more than ASCII. */
const headerText = (text: string) => text.replace(/[^\x20-\x7e]/g, '');
