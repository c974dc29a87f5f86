import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Person } from '../../domain/customers/customer.ts';

/**
 * Whether a conversation still has a person. `unclear`: it could not be asked, or is itself gone, which says nothing about
 * the person.
 */
export type Presence = 'present' | 'absent' | 'unclear';

/** Asks Teams about people. Expected failures are returned, never thrown. */
export interface MemberLookup {
  presence(conversation: Conversation, teamsId: string): Promise<Presence>;
}

/** A person's own chat with the bot. */
export type OwnChat =
  | { kind: 'opened'; conversation: Conversation }
  /** Surely not opened; may be tried again after the pause. */
  | { kind: 'later'; retryAfterMs: number }
  /** The bot may not write to this person, or knows no address to ask at. */
  | { kind: 'unreachable' | 'no-way' };

/** Reaches a person in their own chat. */
export interface PersonalReach {
  /** Finds or opens the chat. */
  open(person: Person, tenantId: string): Promise<OwnChat>;
  /** Switches the chat's own reminder on, unless this person switched it off. */
  switchOn(conversationId: string, person: Person): Promise<unknown>;
}
