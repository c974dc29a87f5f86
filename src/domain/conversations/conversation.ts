import type { Language } from '../language.ts';

export type ConversationKind = 'personal' | 'groupChat' | 'channel';

/** Whether the bot may speak there, and if not, why (the channel's own code) and since when. */
export type Reachability = { reachable: true } | { reachable: false; reason: string; since: Date };

/** A conversation in which the bot may speak. `reference` is opaque here; only `bot/` looks inside. */
export interface Conversation {
  id: string;
  tenantId: string;
  kind: ConversationKind;
  /** The one person whose chat it is (`Person.id`), where Teams said so. */
  personId?: string;
  /** Shown name of the team or group, when known. */
  name: string | null;
  /** Null until a person sets it. */
  language: Language | null;
  /** Of the person who installed the bot: what is said unasked is in it until a language is set. */
  installerLanguage: Language | null;
  /** IANA name; null when never told. */
  timeZone: string | null;
  reference: unknown;
  reachability: Reachability;
}
