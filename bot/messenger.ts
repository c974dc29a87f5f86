import { setTimeout as wait } from 'node:timers/promises';
import { randomInt } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Conversation } from '../src/domain/conversation.ts';
import type { Logger } from '../src/logger.ts';
import type { Edited, Messenger, Notice, Posted } from '../src/use-cases/ports/messenger.ts';
import type { BotAdapter } from './adapter.ts';
import { ConnectorError } from './connector-http.ts';
import { readReference } from './reference.ts';
import type { TeamsBudget } from './teams-budget.ts';

/** A notice as a message: its card and the line the notification shows. */
export type Draft = Pick<Activity, 'attachments' | 'summary'>;

interface Needs {
  adapter: BotAdapter;
  budget: TeamsBudget;
  /** Draws a notice for its readers. */
  draw: (notice: Notice, conversation: Conversation) => Draft;
  log: Logger;
  pause?: (ms: number) => Promise<unknown>;
}

const TRIES = 3;
/** Teams' advice: 2 to 20 seconds, a fifth more or less at random. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 20_000;
const LATER_MS = 60_000;

/** The failures Teams asks to be tried again ("Status codes" of its rate limit page). */
const TRY_AGAIN = new Set([412, 429, 502, 503, 504]);

/** Speaks unasked through the bot's own adapter, within the budget. */
export function createMessenger(needs: Needs): Messenger {
  return {
    async post(conversation, notice, replyToActivityId) {
      const posted = await attempt<Posted>(needs, conversation, async (send) => {
        const activity = messageFor(needs, conversation, notice);
        const { conversations } = send.client;
        const inThread = conversation.kind === 'channel' && replyToActivityId;
        const id = inThread ? `${conversation.id};messageid=${replyToActivityId}` : conversation.id;
        const { id: activityId } = await conversations.sendToConversation(id, activity);
        return { kind: 'posted', activityId: activityId ?? '' };
      });
      return posted.kind === 'failed' ? postFailure(posted.error) : posted;
    },
    async edit(conversation, activityId, notice) {
      const edited = await attempt<Edited>(needs, conversation, async (send) => {
        const activity = { ...messageFor(needs, conversation, notice), id: activityId };
        await send.client.conversations.updateActivity(conversation.id, activityId, activity);
        return { kind: 'edited' };
      });
      return edited.kind === 'failed' ? editFailure(edited.error) : edited;
    },
  };
}

interface Send {
  client: Awaited<ReturnType<BotAdapter['connectorFor']>>;
}

/** Makes a call within the budget, again after a pause where Teams says so. */
async function attempt<Result>(
  needs: Needs,
  conversation: Conversation,
  call: (send: Send) => Promise<Result>,
): Promise<Result | { kind: 'failed'; error: ConnectorError }> {
  const pause = needs.pause ?? ((ms: number) => wait(ms));
  const { serviceUrl } = readReference(conversation);
  for (let tries = 1; ; tries += 1) {
    try {
      return await needs.budget.spend(async () =>
        call({ client: await needs.adapter.connectorFor(serviceUrl) }),
      );
    } catch (error) {
      const failure = asConnectorError(error);
      needs.log.warn(
        { conversationId: conversation.id, status: failure.status, code: failure.code, tries },
        'Teams did not take a message',
      );
      const pauseMs = failure.retryAfterMs ?? growing(tries);
      if (!TRY_AGAIN.has(failure.status) || tries >= TRIES || pauseMs > LONGEST_PAUSE_MS) {
        return { kind: 'failed', error: failure };
      }
      await pause(pauseMs);
    }
  }
}

function messageFor(needs: Needs, conversation: Conversation, notice: Notice): Partial<Activity> {
  const reference = readReference(conversation);
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

function postFailure(error: ConnectorError): Posted {
  if (error.status === 403 || error.status === 404) return { kind: 'unreachable', reason: error.code };
  if (error.mayHaveArrived) return { kind: 'unknown' };
  if (error.status === 400 || error.status === 413 || error.status === 500) return { kind: 'unknown' };
  return { kind: 'later', retryAfterMs: error.retryAfterMs ?? LATER_MS };
}

function editFailure(error: ConnectorError): Edited {
  if (error.status === 404 || error.status === 400 || error.status === 413) return { kind: 'gone' };
  if (error.status === 403) return { kind: 'unreachable', reason: error.code };
  return { kind: 'later', retryAfterMs: error.retryAfterMs ?? LATER_MS };
}

function growing(tries: number): number {
  const base = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
  return base * (0.8 + randomInt(400) / 1_000);
}

/** What is no answer of Teams happened on our side, before anything was sent: a login that failed, say. */
function asConnectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  return new ConnectorError({
    status: 0,
    code: error instanceof Error ? error.name : 'Error',
    mayHaveArrived: false,
  });
}
