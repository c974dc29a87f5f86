import { randomUUID } from 'node:crypto';
import { ConnectorError, type ConnectorHttp } from './connector-http.ts';
import type { Member, MemberPage, Sent, ServiceAddress } from './channel.ts';
import { jsonObjectIn } from './json-object.ts';

const USER_AGENT = 'Microsoft-BotFramework/3.1 mca-acceptance-bot';

/** Gives the `Authorization` header of the next call; undefined in local mode, where there is no token. */
export type Authorize = () => Promise<string | undefined>;

/** Speaks the Bot Connector's REST API (v3) at one service address, as both carriers do. */
export function createWire(serviceUrl: string, http: ConnectorHttp, authorize: Authorize): ServiceAddress {
  const root = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations`;

  async function call(
    method: 'GET' | 'POST' | 'PUT',
    path: readonly string[],
    body?: object,
    query?: Record<string, string>,
  ): Promise<string> {
    const parts = path.map((part) => encodeURIComponent(part.toWellFormed()));
    const authorization = await authorize();
    const { text } = await http({
      url: [root, ...parts].join('/') + (query ? `?${new URLSearchParams(query).toString()}` : ''),
      method,
      headers: {
        Accept: '*/*',
        'User-Agent': USER_AGENT,
        'x-ms-client-request-id': randomUUID(),
        ...(path[0] !== undefined && { 'x-ms-conversation-id': headerText(path[0]) }),
        ...(body && { 'Content-Type': 'application/json; charset=utf-8' }),
        ...(authorization !== undefined && { Authorization: authorization }),
      },
      body: body && JSON.stringify(body),
    });
    return text;
  }

  return {
    post: async (conversationId, message) =>
      sentIn(await call('POST', [conversationId, 'activities'], message)),
    reply: async (conversationId, activityId, message) =>
      sentIn(await call('POST', [conversationId, 'activities', activityId], message)),
    async edit(conversationId, activityId, message) {
      await call('PUT', [conversationId, 'activities', activityId], message);
    },
    async openChat({ botId, personId, tenantId }) {
      const { id } = sentIn(
        await call('POST', [], {
          isGroup: false,
          bot: { id: botId, name: '' },
          members: [{ id: personId, name: '' }],
          tenantId,
          channelData: { tenant: { id: tenantId } },
        }),
      );
      // The chat may have been opened; asking again finds it.
      return id ?? unreadable();
    },
    async member(conversationId, teamsId) {
      const read = jsonObjectIn(await call('GET', [conversationId, 'members', teamsId]));
      return isMember(read) ? read : unreadable();
    },
    async members(conversationId, size, after) {
      const query = { pageSize: String(size), ...(after !== undefined && { continuationToken: after }) };
      return pageIn(await call('GET', [conversationId, 'pagedmembers'], undefined, query));
    },
  };
}

/** Reads the id of a sent message. With 2xx it was sent, even where a gateway put a page in place of the id. */
function sentIn(text: string): Sent {
  const id = jsonObjectIn(text)?.id;
  return typeof id === 'string' && id !== '' ? { id } : {};
}

function pageIn(text: string): MemberPage {
  const page = jsonObjectIn(text);
  if (!Array.isArray(page?.members)) return unreadable();
  const token = page.continuationToken;
  return {
    members: (page.members as unknown[]).filter(isMember),
    next: typeof token === 'string' && token !== '' ? token : undefined,
  };
}

/** Throws for a roster that cannot be read: it must not count as one without people. */
function unreadable(): never {
  throw new ConnectorError({ status: 200, code: 'Unreadable', mayHaveArrived: true });
}

const isMember = (value: unknown): value is Member =>
  typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';

/** Ids come from outside; a header may hold little more than ASCII. */
const headerText = (text: string) => text.replace(/[^\x20-\x7e]/g, '');
