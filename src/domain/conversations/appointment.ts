import type { Conversation } from './conversation.ts';

/** What an administrator may keep a conversation for. */
export const PURPOSES = ['experts', 'escalation'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** The conversation that the settings name for a purpose. */
export interface WantedConversation {
  /** An id, or a name. */
  nameOrId: string | undefined;
  /** Whether a name alone is enough. It is in local mode; elsewhere any member of a chat can give it any name. */
  byNameAlone: boolean;
}

/**
 * Which conversation a purpose has. `unappointed`: the settings have a name, but no administrator has appointed a
 * conversation yet. `several`: the name fits more than one, so none is used.
 */
export type Appointed =
  | { kind: 'one'; conversation: Conversation }
  | { kind: 'none' }
  | { kind: 'unappointed' }
  | { kind: 'several' };

/**
 * Chooses among the conversations that administrators have appointed for a purpose: those of the name in the settings where
 * some have it, else all. Of two with one name it chooses none, for it cannot know which is meant.
 */
export function chooseAppointed(
  appointed: readonly Conversation[],
  { nameOrId }: Pick<WantedConversation, 'nameOrId'>,
): Appointed {
  const wanted = nameOrId?.trim().toLowerCase();
  const named = appointed.filter(({ name }) => wanted !== undefined && name?.trim().toLowerCase() === wanted);
  const [conversation, ...others] = named.length > 0 ? named : appointed;
  if (!conversation) return { kind: wanted === undefined ? 'none' : 'unappointed' };
  return others.length > 0 ? { kind: 'several' } : { kind: 'one', conversation };
}

/** A purpose without a conversation, although the settings or administrators meant one, and why. */
export interface AppointmentDoubt {
  purpose: Purpose;
  why: 'unappointed' | 'several';
}
