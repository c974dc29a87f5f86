import { toHttpHeadersLike, type WebResourceLike } from '@azure/core-http-compat';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import type { ConnectorClient } from 'botframework-connector';
import type { ConnectorHttp } from '../connector-http.ts';
import { createWire } from '../wire.ts';

/**
 * Lets a connector client post and edit messages without the SDK's serializer and pipeline, which cost more than
 * everything else in a turn and cut down what they do not know. All its other calls stay as they are, and all go the same
 * way out.
 */
export function leanConnector(
  client: ConnectorClient,
  serviceUrl: string,
  http: ConnectorHttp,
): ConnectorClient {
  const wire = createWire(serviceUrl, http, () => authorizationOf(client, serviceUrl));
  Object.assign(client.conversations, {
    sendToConversation: wire.post,
    replyToActivity: wire.reply,
    updateActivity: wire.edit,
  });
  return client;
}

/** Returns the `Authorization` header of a client's next call; undefined in local mode. */
export async function authorizationOf(
  { credentials }: ConnectorClient,
  url: string,
): Promise<string | undefined> {
  const headers = toHttpHeadersLike(createHttpHeaders());
  const signed = await credentials.signRequest({ url, method: 'POST', headers } as WebResourceLike);
  return signed.headers.get('authorization');
}
