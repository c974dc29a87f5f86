import { setTimeout as pause } from 'node:timers/promises';
import { ADAPTIVE_CARD } from '../teams/card.ts';
import { summaryOf } from '../cards/kit/cards.ts';
import { ConnectorError } from '../teams/connector-http.ts';
import { asksForAnotherTry } from '../proactive/delivery-failure.ts';
import type { Exchange } from '../teams/channel.ts';
import type { Message } from '../teams/message.ts';
import type { Answer } from './answer.ts';

const TOAST = 'application/vnd.microsoft.activity.message';
const ERROR = 'application/vnd.microsoft.error';
const SEARCH_RESULT = 'application/vnd.microsoft.search.searchResponse';

/** How long a pause before another try may be, while a person waits. */
const PATIENCE_MS = 3_000;

/**
 * Sends an answer the way its turn came: as the invoke's own answer, as an edit of the pressed card, or as a message.
 * Returns the id of the message with the answer, where it has one of its own.
 */
export async function deliver(exchange: Exchange, answer: Answer): Promise<string | undefined> {
  const { activity } = exchange;
  if (activity.type === 'invoke') return void (await exchange.answerInvoke(invokeBody(answer)));
  if (answer.kind !== 'card') return undefined;
  const message: Message = {
    attachments: [answer.card],
    summary: summaryOf(answer.card),
    ...answer.extras,
  };
  const pressed = activity.replyToId;
  const isPress = !activity.text && activity.value !== undefined;
  if (answer.inPlace && isPress && pressed && (await replaced(exchange, message, pressed))) return undefined;
  const { replaces } = answer;
  const isReplaced = replaces !== undefined && (await replaced(exchange, message, replaces));
  const id = isReplaced ? replaces : (await withOneMoreTry(() => exchange.reply(message))).id;
  if (id) await answer.sent?.(id);
  return id;
}

function invokeBody(answer: Answer): object {
  switch (answer.kind) {
    case 'card':
      return { statusCode: 200, type: ADAPTIVE_CARD, value: answer.card.content as object };
    case 'toast':
      return { statusCode: 200, type: TOAST, value: answer.text };
    case 'choices':
      return { statusCode: 200, type: SEARCH_RESULT, value: { results: answer.results } };
    case 'finds':
      return { composeExtension: extensionResult(answer) };
    case 'error':
      return { statusCode: 400, type: ERROR, value: { code: answer.code, message: answer.message } };
    case 'nothing':
      return {};
  }
}

function extensionResult({ finds, text }: Extract<Answer, { kind: 'finds' }>): object {
  if (text !== undefined) return { type: 'message', text };
  const attachments = finds.map(({ card, preview }) => ({ ...card, preview }));
  return { type: 'result', attachmentLayout: 'list', attachments };
}

/** Whether the pressed card could be replaced; a message that is gone cannot. */
async function replaced(exchange: Exchange, message: Message, id: string): Promise<boolean> {
  try {
    await withOneMoreTry(() => exchange.edit(id, message));
    return true;
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}

async function withOneMoreTry<Result>(send: () => Promise<Result>): Promise<Result> {
  try {
    return await send();
  } catch (error) {
    const wait = error instanceof ConnectorError ? pauseFor(error) : undefined;
    if (wait === undefined) throw error;
    await pause(wait);
    return send();
  }
}

/**
 * Returns the pause before another try, where Teams asks for one. An answer that comes twice is better than none. A call
 * without an answer is not repeated.
 */
function pauseFor(error: ConnectorError): number | undefined {
  if (!asksForAnotherTry(error)) return undefined;
  const wait = error.retryAfterMs ?? 500;
  return wait <= PATIENCE_MS ? wait : undefined;
}
