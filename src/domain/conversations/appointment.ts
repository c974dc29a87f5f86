import type { Conversation } from './conversation.ts';

/** What an administrator may keep a conversation for. */
export const PURPOSES = ['experts', 'escalation'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** The conversation that the settings mean for a purpose. */
export interface WantedConversation {
  /** An id, or a name. */
  nameOrId: string | undefined;
  /** Whether a name alone is enough. In local mode it is; elsewhere anybody can give a chat any name. */
  byNameAlone: boolean;
}

/**
 * Which conversation a purpose has. `unappointed`: the settings have a name, and no administrator has appointed a
 * conversation yet. `several`: more than one may be meant, so none is.
 */
export type Appointed =
  | { kind: 'one'; conversation: Conversation }
  | { kind: 'none' }
  | { kind: 'unappointed' }
  | { kind: 'several' };

/**
 * Returns the one that is meant among the conversations that administrators have appointed for a purpose: those of the
 * name in the settings where some have it, else all. Two of one name are refused, for the bot cannot know which is meant.
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

/** A purpose that has no conversation though the settings or administrators meant one, and why. */
export interface AppointmentDoubt {
  purpose: Purpose;
  why: 'unappointed' | 'several';
}
