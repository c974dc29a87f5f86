import type { Conversation } from '../../domain/conversation.ts';
import type { Person } from '../../domain/customer.ts';
import type { Assignee } from './assignee-store.ts';

/**
 * Whether a conversation still has somebody. `unclear`: it could not be asked, or is itself gone: that says nothing of
 * the person.
 */
export type Presence = 'present' | 'absent' | 'unclear';

/** Asks Teams about people. Expected failures are returned, never thrown. */
export interface MemberLookup {
  presence(conversation: Conversation, teamsId: string): Promise<Presence>;
}

/** Somebody's own chat with the bot. */
export type PersonalChat =
  | { kind: 'open'; conversationId: string }
  /** Surely not opened; may be tried again after the pause. */
  | { kind: 'later'; retryAfterMs: number }
  /** The bot may not write to this person: they do not have it, or blocked it. */
  | { kind: 'not-possible' };

/** How somebody is reached in private. */
export interface PersonalReach {
  /** Finds or opens the chat. */
  open(assignee: Assignee): Promise<PersonalChat>;
  /** Switches the chat's own reminder on, unless this person switched it off. */
  switchOn(conversationId: string, person: Person): Promise<void>;
}
