import type { RequestHandler } from 'restify';
import type { Logger } from '../../src/logger.ts';
import type { Metrics } from '../../src/metrics.ts';
import { readActivity } from '../teams/activity.ts';
import type { Channel, Exchange } from '../teams/channel.ts';
import { readBody } from './body.ts';
import { checkActivity, checkLocalCaller, refuse, type GateRules, type Refusal } from './gate.ts';
import type { Sender, TokenCheck } from './token-check.ts';
import type { TurnAway } from './turn-away.ts';

export interface ReceiveNeeds {
  channel: Pick<Channel, 'answer'>;
  gate: GateRules;
  /** Undefined in local mode, where there are no tokens. */
  tokens: TokenCheck | undefined;
  /** Handles one activity that may come in. Must not throw. */
  onTurn: (exchange: Exchange) => Promise<void>;
  metrics: Pick<Metrics, 'invokeAnswered'>;
  log: Logger;
}

type Request = Parameters<RequestHandler>[0];
type Response = Parameters<RequestHandler>[1];
interface Answer {
  status: number;
  body?: unknown;
}

/**
 * The door: takes one call with an activity, and answers it. The sender is checked before anything of the body is read.
 * A refused call gets a status and nothing else, changes nothing, and costs little.
 */
export function createReceiver(
  needs: ReceiveNeeds,
  turnAway: TurnAway,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const outcome = await takeIn(needs, request);
    if (isRefusal(outcome)) await turnAway(request, outcome, (status) => void response.send(status));
    else answer(response, outcome);
  };
}

async function takeIn(
  { channel, gate, tokens, onTurn, metrics, log }: ReceiveNeeds,
  request: Request,
): Promise<Answer | Refusal> {
  const cameAt = performance.now();
  const who = tokens
    ? await tokens.senderOf(request.headers.authorization)
    : checkLocalCaller(request.headers);
  if (who.kind === 'refused') return who;

  const body = await readBody(request);
  if (body.kind === 'too-large') return refuse(413, 'too-large');
  const activity = body.kind === 'read' ? readActivity(body.value) : undefined;
  if (body.kind === 'broken' || !activity) return refuse(400, 'broken-body');
  const place = checkActivity(gate, activity);
  if (place.kind === 'refused') return place;
  const sender: Sender | undefined = who.kind === 'sender' ? who.sender : undefined;
  if (sender && sender.serviceUrl !== activity.serviceUrl) return refuse(401, 'other-service');

  try {
    const incoming = { claims: sender?.claims, body: body.value, activity };
    const given = await channel.answer(incoming, onTurn);
    if (activity.type === 'invoke') metrics.invokeAnswered(performance.now() - cameAt);
    return given ?? { status: 200 };
  } catch (error) {
    log.error({ err: error, type: activity.type }, 'The channel could not take an activity');
    return refuse(400, 'unworkable');
  }
}

/** Answers without the server's own formatters, which would let the caller's `Accept` decide. */
function answer(response: Response, { status, body }: Answer): void {
  if (body === undefined) response.send(status);
  else
    response.sendRaw(status, JSON.stringify(body), {
      'Content-Type': 'application/json; charset=utf-8',
    });
}

const isRefusal = (outcome: Answer | Refusal): outcome is Refusal => 'kind' in outcome;
