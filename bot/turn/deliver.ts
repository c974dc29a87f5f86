import { setTimeout as pause } from 'node:timers/promises';
import type { Activity, TurnContext } from 'botbuilder';
import { ADAPTIVE_CARD } from '../teams/card.ts';
import { summaryOf } from '../cards/kit/cards.ts';
import { ConnectorError } from '../teams/connector-http.ts';
import { asksForAnotherTry } from '../proactive/delivery-failure.ts';
import type { Answer } from './turn.ts';

const TOAST = 'application/vnd.microsoft.activity.message';
const ERROR = 'application/vnd.microsoft.error';
const SEARCH_RESULT = 'application/vnd.microsoft.search.searchResponse';

/** A person waits: one more try, and not for long. */
const PATIENCE_MS = 3_000;

/**
 * Sends an answer the way its turn came: as the invoke's own answer, as an edit of the pressed card, or as a message. Gives
 * back the id of the message that the answer is in, where it is in one of its own.
 */
export async function deliver(context: TurnContext, answer: Answer): Promise<string | undefined> {
  if (context.activity.type === 'invoke') return answerInvoke(context, answer);
  if (answer.kind !== 'card') return undefined;
  const message: Partial<Activity> = {
    type: 'message',
    attachments: [answer.card],
    summary: summaryOf(answer.card),
    ...answer.extras,
  };
  const pressed = context.activity.replyToId;
  const isPress = !context.activity.text && context.activity.value !== undefined;
  if (answer.inPlace && isPress && pressed && (await replaced(context, message, pressed))) return undefined;
  const { replaces } = answer;
  const isReplaced = replaces !== undefined && (await replaced(context, message, replaces));
  const id = isReplaced ? replaces : (await withOneMoreTry(() => context.sendActivity(message)))?.id;
  if (id) await answer.sent?.(id);
  return id;
}

async function answerInvoke(context: TurnContext, answer: Answer): Promise<undefined> {
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: invokeBody(answer) } });
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
async function replaced(context: TurnContext, message: Partial<Activity>, id: string): Promise<boolean> {
  try {
    await withOneMoreTry(() => context.updateActivity({ ...message, id }));
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

/** Teams asks for another try itself. Whoever waits reads an answer twice rather than never; silence is not repeated. */
function pauseFor(error: ConnectorError): number | undefined {
  if (!asksForAnotherTry(error)) return undefined;
  const wait = error.retryAfterMs ?? 500;
  return wait <= PATIENCE_MS ? wait : undefined;
}
