import { z } from 'zod';
import type { Conversation, ConversationKind } from '../../src/domain/conversations/conversation.ts';
import {
  clientInfoOf,
  conversationIdOf,
  placeNameOf,
  tenantsNamed,
  type IncomingActivity,
} from './activity.ts';

const referenceSchema = z.object({ serviceUrl: z.string(), channelId: z.string(), botId: z.string() });

/** What Teams needs to reach a conversation later. Only the bot looks inside. */
export type Reference = z.infer<typeof referenceSchema>;

/** Reads a kept reference; undefined for a damaged row, which must not stop the others. */
export function readReference({ reference }: Pick<Conversation, 'reference'>): Reference | undefined {
  return referenceSchema.safeParse(reference).data;
}

/** The conversation an activity came from, as the bot keeps it. Its language is decided elsewhere. */
export function conversationOf(activity: IncomingActivity): Conversation {
  const reference: Reference = {
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
    botId: activity.recipient.id,
  };
  const kind = kindOf(activity);
  const isPersons = kind === 'personal' && activity.from.id !== activity.recipient.id;
  // Only a message is surely from a person: events may come from the conversation or the bot.
  const writer = ['message', 'invoke'].includes(activity.type) ? activity.from.id : '';
  const personId = isPersons ? (activity.from.aadObjectId ?? (writer || undefined)) : undefined;
  return {
    id: conversationIdOf(activity),
    tenantId: tenantsNamed(activity)[0] ?? '',
    kind,
    ...(personId !== undefined && { personId }),
    name: placeNameOf(activity),
    language: null,
    installerLanguage: null,
    timeZone: clientInfoOf(activity).timeZone ?? null,
    reference,
    reachability: { reachable: true },
  };
}

function kindOf(activity: IncomingActivity): ConversationKind {
  const kind = activity.conversation.conversationType;
  if (kind === 'channel' || kind === 'groupChat') return kind;
  return kind === undefined && activity.channelData.team !== undefined ? 'channel' : 'personal';
}
