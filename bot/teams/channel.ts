import type { RosterEntry } from '../../src/domain/rights/membership.ts';
import type { IncomingActivity } from './activity.ts';
import type { Arrival } from './arrival.ts';
import type { Message } from './message.ts';

/**
 * What the bot asks of the channel to Teams. Two carriers keep to it: `sdk` and `direct`. A call to Teams that fails is a
 * ConnectorError with either.
 */
export interface Channel {
  /**
   * Runs the logic over an activity that passed the gate. Returns what an invoke is answered with; undefined for anything
   * else. Throws only when the activity cannot be worked on; the logic must not throw.
   */
  answer(incoming: Incoming, logic: (exchange: Exchange) => Promise<void>): Promise<InvokeAnswer | undefined>;
  /** Returns what speaks unasked at a service address, in the bot's own name. */
  at(serviceUrl: string): ServiceAddress;
}

/** An activity that passed the gate. */
export interface Incoming {
  /** What the sender's checked token says; undefined in local mode, where there are no tokens. */
  claims: Readonly<Record<string, unknown>> | undefined;
  /** The activity as it arrived, unchecked. */
  body: Readonly<Record<string, unknown>>;
  /** The activity as the bot read it. */
  activity: IncomingActivity;
}

/** One activity in hand, and what the bot may do about it. */
export interface Exchange {
  activity: IncomingActivity;
  arrival: Arrival;
  /** Sends a message to where the activity came from, in its thread. */
  reply(message: Message): Promise<Sent>;
  /** Replaces a message there. */
  edit(activityId: string, message: Message): Promise<void>;
  /** Sets the body that answers the invoke, with HTTP 200. The last one counts. */
  answerInvoke(body: object): Promise<void>;
  /** Asks the roster of where the activity came from about one person. */
  member(teamsId: string): Promise<Member>;
  /** Asks for a page of that roster; `after`: the `next` of the page before. */
  members(size: number, after: string | undefined): Promise<MemberPage>;
}

/** What an invoke is answered with. */
export interface InvokeAnswer {
  status: number;
  body?: unknown;
}

/** What speaks at one service address. */
export interface ServiceAddress {
  /** `conversationId` may name a thread of a channel. */
  post(conversationId: string, message: OutgoingMessage): Promise<Sent>;
  /** Posts in reply to a message of the conversation. */
  reply(conversationId: string, activityId: string, message: OutgoingMessage): Promise<Sent>;
  edit(conversationId: string, activityId: string, message: OutgoingMessage): Promise<void>;
  /** Opens a person's own chat with the bot, or finds the one that is there. Returns its id. */
  openChat(chat: ChatToOpen): Promise<string>;
  member(conversationId: string, teamsId: string): Promise<Member>;
  members(conversationId: string, size: number, after: string | undefined): Promise<MemberPage>;
}

/** What Teams answers to a message. A message without an id is there all the same, but cannot be found again. */
export interface Sent {
  id?: string;
}

/** A message with what addresses it. */
export interface OutgoingMessage extends Partial<Message> {
  type: 'message';
  id?: string;
  [address: string]: unknown;
}

export interface ChatToOpen {
  botId: string;
  /** The person, as Teams or as Entra knows them. */
  personId: string;
  tenantId: string;
}

/** A person in a roster, with what Teams says of them. */
export interface Member extends RosterEntry {
  /** As Teams knows them towards this bot. */
  id: string;
  name?: unknown;
  aadObjectId?: unknown;
  /** The Entra object id under its older name. */
  objectId?: unknown;
}

export interface MemberPage {
  members: Member[];
  /** Names the page after this one; undefined on the last. */
  next: string | undefined;
}
