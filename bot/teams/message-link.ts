import type { Conversation } from '../../src/domain/conversations/conversation.ts';
import { readReference } from './reference.ts';

/** Where people open Teams, by the cloud that a conversation is in. */
const CLIENTS: [service: RegExp, client: string][] = [
  [/\.gov\.teams\.microsoft\.us$/, 'gov.teams.microsoft.us'],
  [/\.dod\.teams\.microsoft\.us$/, 'dod.teams.microsoft.us'],
];
const PUBLIC_CLIENT = 'teams.microsoft.com';

/** Returns the way to a thread of a channel; undefined for a chat, which only its members could open. */
export function threadLink(conversation: Conversation, threadId: string | null): string | undefined {
  if (conversation.kind !== 'channel' || threadId === null) return undefined;
  const reference = readReference(conversation);
  if (!reference) return undefined;
  const path = [conversation.id, threadId].map(encodeURIComponent).join('/');
  const query = new URLSearchParams({ tenantId: conversation.tenantId, parentMessageId: threadId });
  return `https://${clientOf(reference.serviceUrl)}/l/message/${path}?${query.toString()}`;
}

/** Returns the host on which people open Teams, in the cloud that a service address is in. */
export function clientOf(serviceUrl: string): string {
  const { hostname } = new URL(serviceUrl);
  return CLIENTS.find(([service]) => service.test(hostname))?.[1] ?? PUBLIC_CLIENT;
}
