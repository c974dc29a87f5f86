import type { Conversation } from '../../src/domain/conversations/conversation.ts';
import type { Lease } from '../../src/domain/confirming/lease.ts';
import type { Logger } from '../../src/logger.ts';
import type { ChatOpener, Edited, Messenger, Notice, Posted } from '../../src/use-cases/ports/messenger.ts';
import type { Channel, OutgoingMessage, ServiceAddress } from '../teams/channel.ts';
import { ConnectorError } from '../teams/connector-http.ts';
import {
  asConnectorError,
  editFailure,
  isThreadGone,
  openFailure,
  pauseAfter,
  postFailure,
} from './delivery-failure.ts';
import { mayBeSpokenTo, type Trust } from '../endpoint/trust.ts';
import type { Message } from '../teams/message.ts';
import { underLease } from '../teams/lease-in-hand.ts';
import { readReference, type Reference } from '../teams/reference.ts';
import type { TeamsBudget } from '../rate-limit/teams-budget.ts';

/** A drawn notice: its card and the line the notification shows. */
export type Draft = Message;

interface Needs {
  channel: Pick<Channel, 'at'>;
  budget: TeamsBudget;
  trust: Trust;
  /** Draws a notice for its readers. */
  draw: (notice: Notice, conversation: Conversation) => Draft;
  log: Logger;
  /** Called with what became of each message, and of each chat that was opened. */
  onSend?: ((what: 'post' | 'edit' | 'open', outcome: string) => void) | undefined;
}

type Failed = { kind: 'failed'; error: ConnectorError };

/** `onlyOnce`: what may have arrived is not sent again. */
interface Sending {
  lease?: Lease | undefined;
  onlyOnce: boolean;
}

/** How often a call is made at most, where Teams asks for another try. */
const TRIES = 3;

/** Speaks unasked through the bot's own channel, within the budget. */
export function createMessenger(needs: Needs): Messenger & ChatOpener {
  const { onSend } = needs;
  const heard = <Outcome extends { kind: string }>(what: 'post' | 'edit' | 'open', outcome: Outcome) => {
    onSend?.(what, outcome.kind);
    return outcome;
  };
  return {
    async post(conversation, notice, replyToActivityId, lease) {
      const reference = readReference(conversation);
      if (!reference) return heard('post', unreadable(needs, conversation));
      const activity = messageFor(needs, conversation, reference, notice);
      const inThread = conversation.kind === 'channel' && replyToActivityId;
      const thread = inThread ? `${conversation.id};messageid=${replyToActivityId}` : conversation.id;
      const place = { ...conversation, ...reference };
      // A second digest is worse than none. An outcome that comes twice is better than one that never comes.
      const how = { lease, onlyOnce: notice.kind === 'digest' };
      let posted = await send(needs, place, thread, activity, how);
      // The thread's first message was deleted: the message goes to the channel itself.
      if (posted.kind === 'failed' && inThread && isThreadGone(posted.error))
        posted = await send(needs, place, conversation.id, activity, how);
      return heard('post', posted.kind === 'failed' ? postFailure(posted.error) : posted);
    },

    async edit(conversation, activityId, notice) {
      const reference = readReference(conversation);
      if (!reference) return heard('edit', unreadable(needs, conversation));
      const activity = { ...messageFor(needs, conversation, reference, notice), id: activityId };
      const edited = await attempt<Edited>(
        needs,
        { ...conversation, ...reference },
        conversation.id,
        async (service) => {
          await service.edit(conversation.id, activityId, activity);
          return { kind: 'edited' };
        },
      );
      return heard('edit', edited.kind === 'failed' ? editFailure(edited.error) : edited);
    },

    async openChat(person, via) {
      const reference = readReference(via);
      if (!reference) return heard('open', unreadable(needs, via));
      const chat = { botId: reference.botId, personId: person.id, tenantId: via.tenantId };
      const opened = await attempt(
        needs,
        { ...via, ...reference },
        `chat with ${person.id}`,
        async (service) => {
          const id = await service.openChat(chat);
          return { kind: 'opened', conversation: chatWith(person, id, via) } as const;
        },
      );
      return heard('open', opened.kind === 'failed' ? openFailure(opened.error) : opened);
    },
  };
}

/** A conversation whose address can be read. */
type Place = Pick<Conversation, 'id' | 'tenantId'> & Pick<Reference, 'serviceUrl'>;

/** One damaged row must not hold up the others. The bot is silent there until Teams sends the address anew. */
function unreadable({ log }: Needs, { id }: Conversation) {
  const reason = 'ReferenceUnreadable';
  log.warn({ conversationId: id, code: reason }, 'A message was not sent');
  return { kind: 'unreachable', reason } as const;
}

async function send(needs: Needs, place: Place, thread: string, message: OutgoingMessage, how: Sending) {
  const call = async (service: ServiceAddress): Promise<Posted> => {
    const { id } = await service.post(thread, message);
    // The message is there, but cannot be found again.
    return id ? { kind: 'posted', activityId: id } : { kind: 'unknown' };
  };
  return attempt(needs, place, place.id, call, how);
}

/**
 * Makes a call at a conversation's service address within the budget, again after a pause where Teams says so.
 * `rationedAs`: the conversation in which it says something, or a name for what is rationed the same way.
 */
async function attempt<Result>(
  needs: Needs,
  { id, tenantId, serviceUrl }: Place,
  rationedAs: string,
  call: (service: ServiceAddress) => Promise<Result>,
  { lease, onlyOnce }: Sending = { onlyOnce: false },
): Promise<Result | Failed | { kind: 'later'; retryAfterMs: number }> {
  const { budget, channel, trust, log } = needs;
  // Checked before the call is signed, for the bot's own token goes with it.
  if (!mayBeSpokenTo(trust, { tenantId, serviceUrl })) {
    const error = new ConnectorError({ status: 403, code: 'NotAllowedBySettings', mayHaveArrived: false });
    log.warn({ conversationId: id, code: error.code }, 'A message was not sent');
    return { kind: 'failed', error };
  }
  for (let tries = 1; ; tries += 1) {
    try {
      const spent = await budget.spend(rationedAs, () =>
        underLease(lease, () => call(channel.at(serviceUrl))),
      );
      return spent.kind === 'made' ? spent.result : spent;
    } catch (reason) {
      const error = asConnectorError(reason);
      const { status, code } = error;
      // A bot that is not registered speaks to no one until an administrator sets that right.
      const level = status === 401 ? 'error' : 'warn';
      log[level]({ conversationId: id, status, code, tries }, 'Teams did not take a message');
      const pauseMs = pauseAfter(error, tries, onlyOnce);
      if (pauseMs === undefined || tries >= TRIES) return { kind: 'failed', error };
      // The next try waits in line until then, and so does everything else for this conversation.
      budget.rest(rationedAs, pauseMs);
    }
  }
}

function messageFor(
  needs: Needs,
  conversation: Conversation,
  reference: Reference,
  notice: Notice,
): OutgoingMessage {
  return {
    type: 'message',
    channelId: reference.channelId,
    from: { id: reference.botId, name: '' },
    conversation: {
      id: conversation.id,
      tenantId: conversation.tenantId,
      conversationType: conversation.kind,
      isGroup: conversation.kind !== 'personal',
      name: '',
    },
    ...needs.draw(notice, conversation),
  };
}

/** A chat just opened, at the service address that serves its tenant. */
function chatWith(person: { id: string }, id: string, via: Conversation): Conversation {
  return {
    id,
    tenantId: via.tenantId,
    kind: 'personal',
    personId: person.id,
    name: null,
    language: null,
    installerLanguage: null,
    timeZone: null,
    reference: via.reference,
    reachability: { reachable: true },
  };
}
