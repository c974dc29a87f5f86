import {
  chooseAppointed,
  PURPOSES,
  type Appointed,
  type AppointmentDoubt,
  type Purpose,
  type WantedConversation,
} from '../../domain/conversations/appointment.ts';
import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Stores } from '../ports/stores.ts';

type Database = { conversations: Pick<Stores['conversations'], 'find' | 'named' | 'appointed'> };

/** The conversations that the settings name, by purpose. */
export type WantedConversations = Readonly<Record<Purpose, WantedConversation>>;

/**
 * Finds the conversation of a purpose. An id in the settings counts by itself; a name only where an administrator has
 * appointed the conversation, or in local mode.
 */
export async function appointedFor(
  { conversations }: Database,
  purpose: Purpose,
  wanted: WantedConversation,
): Promise<Appointed> {
  const { nameOrId, byNameAlone } = wanted;
  if (nameOrId !== undefined) {
    const found = await (byNameAlone ? conversations.named(nameOrId) : conversations.find(nameOrId));
    if (found) return { kind: 'one', conversation: found };
  }
  return chooseAppointed(await conversations.appointed(purpose), wanted);
}

/** As `appointedFor`, where only a conversation that is found matters. */
export async function conversationFor(
  database: Database,
  purpose: Purpose,
  wanted: WantedConversation,
): Promise<Conversation | undefined> {
  const found = await appointedFor(database, purpose, wanted);
  return found.kind === 'one' ? found.conversation : undefined;
}

/** Lists the purposes whose conversation is in doubt, which administrators read at the start and on `status`. */
export async function appointmentDoubts(
  database: Database,
  wanted: WantedConversations,
): Promise<AppointmentDoubt[]> {
  const found = await Promise.all(
    PURPOSES.map(async (purpose) => ({
      purpose,
      why: await appointedFor(database, purpose, wanted[purpose]),
    })),
  );
  return found.flatMap(({ purpose, why: { kind } }) =>
    kind === 'unappointed' || kind === 'several' ? [{ purpose, why: kind }] : [],
  );
}
