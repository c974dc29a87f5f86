import type { Attachment } from 'botbuilder';
import type { Actor } from '../src/domain/permission.ts';
import type { Person } from '../src/domain/customer.ts';
import type { Language } from '../src/domain/language.ts';
import type { IncomingActivity } from './activity.ts';

/** What a handler answers. How it travels (message, edit, invoke answer) is decided by how the turn came. */
export type Answer =
  /** `inPlace`: when the press came as a message, the card that was pressed is replaced. */
  | {
      kind: 'card';
      card: Attachment;
      summary: string;
      inPlace?: boolean;
      channelData?: object;
      entities?: object[];
    }
  | { kind: 'error'; code: string; message: string }
  | { kind: 'nothing' };

/** One thing that arrived, with all a handler may know about it. */
export interface Turn {
  activity: IncomingActivity;
  /** Without a channel's thread. */
  conversationId: string;
  /** The language to answer in, where the words typed do not decide. */
  language: Language;
  person: Person;
  /** IANA name of the person's time zone; UTC when not told. */
  timeZone: string;
  /** Whether others can read what is posted here. */
  isShared: boolean;
  /** Looks the person up in the roster, once. */
  actor(): Promise<Actor>;
}

/** A press: the button's data and the inputs, mixed as Teams sends them. Only a hint, never trusted. */
export type PressData = Record<string, unknown>;

export const nothing: Answer = { kind: 'nothing' };
