import { AppError } from '../src/domain/errors.ts';
import type { TurnKind, TurnOutcome } from '../src/metric-values.ts';
import type { Metrics } from '../src/metrics.ts';
import { noteOnSpan, spanIds, traced } from '../src/tracing.ts';
import { changeOf, clientInfoOf, isPressAsMessage, type IncomingActivity } from './teams/activity.ts';
import { languageOfLocale } from '../src/domain/language.ts';
import { answerInTime } from './turn/answer-in-time.ts';
import { viewBehind, viewData } from './cards/customers/list-view.ts';
import { remarkCard } from './cards/kit/remark.ts';
import { withWayBack } from './cards/kit/way-back.ts';
import { deliver } from './turn/deliver.ts';
import { giveBack } from './handlers/give-back.ts';
import { isOfExtension } from './turn/from-anywhere.ts';
import type { BotNeeds } from './turn/needs.ts';
import type { Roster } from './turn/roster.ts';
import { answerEvent, answerInvoke, answerMessage, answerSearch, answerVerb } from './routes.ts';
import type { Exchange } from './teams/channel.ts';
import { REAL_TIME } from '../src/monotonic-time.ts';
import type { Turn } from './turn/turn.ts';
import type { PressData } from './commands/press-data.ts';
import { card, nothing, type Answer, type CardDelivery } from './turn/answer.ts';
import { isVerb, type Verb } from './commands/verbs.ts';
import { turnKind, verbOf } from './turn/turn-kind.ts';
import { turnOf } from './turn/turn-of.ts';

type Needs = BotNeeds & { roster: Roster; metrics: Pick<Metrics, 'turn'> };

/** A button that was pressed, with what was typed. */
interface Press {
  verb: Verb;
  data: PressData;
}

/** Answers one activity; never throws. */
export type OnTurn = (exchange: Exchange) => Promise<void>;

/** Builds the function that answers every activity. */
export function createApplication(needs: Needs): OnTurn {
  return async (exchange) => {
    const startedAt = performance.now();
    const { activity } = exchange;
    const kind = turnKind(activity);
    try {
      await traced(`turn ${kind}`, 'server', { 'mca.turn.kind': kind }, () => answerTurn(needs, exchange));
    } catch (error) {
      needs.metrics.turn(kind, 'undelivered', performance.now() - startedAt);
      needs.log.error({ err: error, type: activity.type }, 'A turn failed outside its handler');
      await deliver(exchange, unexpected(needs, activity)).catch(() => undefined);
    }
  };
}

/** Returns the press in an activity; undefined when its verb is not one of the bot's. */
function pressIn({ arrival }: Exchange): Press | undefined {
  if (arrival.kind !== 'press') return undefined;
  const { verb, data } = arrival;
  return isVerb(verb) ? { verb, data } : undefined;
}

async function handle(needs: Needs, turn: Turn, { arrival }: Exchange, press?: Press): Promise<Answer> {
  if (press) return answerVerb(needs, turn, press.verb, press.data);
  if (arrival.kind !== 'search') return answerOther(needs, turn);
  return answerSearch(needs, turn, { dataset: arrival.dataset, typed: arrival.typed });
}

/** Answers what is neither a press nor a search: messages, events and other invokes. */
async function answerOther(needs: Needs, turn: Turn): Promise<Answer> {
  const { type } = turn.activity;
  if (type === 'invoke') return (await answerInvoke(needs, turn)) ?? unknownInvoke(needs, turn);
  if (type !== 'message' || changeOf(turn.activity)) return answerEvent(needs, turn);
  if (isPressAsMessage(turn.activity))
    return card(remarkCard(needs.cards, turn.language, { remark: 'unknown-verb' }));
  return answerMessage(needs, turn);
}

function unknownInvoke({ cards }: Needs, { activity, language }: Turn): Answer {
  switch (activity.name) {
    case 'adaptiveCard/action':
      return { kind: 'error', code: 'UnknownVerb', message: cards.say(language, 'remark.unknown-verb') };
    case 'application/search':
      return { kind: 'error', code: 'UnknownDataset', message: cards.say(language, 'common.unknownList') };
    default:
      return nothing;
  }
}

/** Builds the turn, runs the handler and answers. A failure becomes a card that says what to do. */
async function answerTurn(needs: Needs, exchange: Exchange): Promise<void> {
  const startedAt = REAL_TIME.now();
  const turn = await turnOf(needs, exchange);
  const press = pressIn(exchange);
  let outcome: TurnOutcome | undefined;
  const waited = { activity: turn.activity, arrivedAt: startedAt };
  const given = await answerInTime(waited, handle(needs, turn, exchange, press), REAL_TIME).catch(
    (error: unknown) => {
      outcome = 'failed';
      return failure(needs, turn, error, press);
    },
  );
  const answer = press ? leadingBack(needs, turn, press, given) : given;
  const answerId = await deliver(exchange, answer);
  const kind = turnKind(turn.activity);
  keepInMind(needs, turn, kind, answer, answerId);
  const ms = REAL_TIME.now() - startedAt;
  needs.metrics.turn(kind, (outcome ??= answer.kind), ms);
  const { type, name } = turn.activity;
  const [verb, conversationId] = [verbOf(turn), turn.conversation.id];
  const ids = answer.kind === 'card' ? idsOf(answer) : undefined;
  const facts = { kind, outcome, verb, type, name, conversationId, ...ids, ms: Math.round(ms) };
  needs.log.info(facts, 'A turn was answered');
  noteOnSpan({ 'mca.turn.outcome': outcome, 'mca.turn.verb': verb, ...(ids && spanIds(ids)) });
}

/** Gives the answer to a press on a list or a reminder a way back there, unless it is that list or reminder itself. */
function leadingBack({ cards }: Needs, { language, person }: Turn, { data }: Press, answer: Answer): Answer {
  const view = viewBehind(data, person.id);
  if (!view || answer.kind !== 'card' || answer.leadsBack) return answer;
  return { ...answer, card: withWayBack(cards, language, answer.card, viewData(view)) };
}

/** Remembers which message was answered and how, in case the person edits it. */
function keepInMind(
  { answeredMessages }: Needs,
  { activity, conversation }: Turn,
  kind: TurnKind,
  answer: Answer,
  answerId: string | undefined,
): void {
  if (kind === 'press' && activity.replyToId) answeredMessages.pressed(conversation.id, activity.replyToId);
  if (answer.kind !== 'card' || (kind !== 'message' && changeOf(activity) !== 'edited')) return;
  answeredMessages.note(activity, { wasQuestion: answer.toQuestion === true, answerId });
}

function idsOf({ about }: CardDelivery) {
  return about && { confirmationId: about.id, correlationId: about.correlationId };
}

function failure(needs: Needs, turn: Turn, error: unknown, press?: Press): Answer {
  const code = error instanceof AppError ? error.code : 'unexpected';
  needs.log.error({ err: error, code, type: turn.activity.type }, 'A turn failed');
  if (turn.activity.name === 'application/search') return { kind: 'choices', results: [] };
  if (isOfExtension(turn.activity)) {
    return { kind: 'finds', finds: [], text: needs.cards.say(turn.language, `errors.${code}`) };
  }
  const filled = press && giveBack(needs, turn, press, code);
  return filled ?? card(remarkCard(needs.cards, turn.language, { remark: code }));
}

/** The answer when the turn itself could not be built. */
function unexpected({ cards }: Needs, activity: IncomingActivity): Answer {
  const language = languageOfLocale(clientInfoOf(activity).locale) ?? 'en';
  return { kind: 'error', code: 'Unexpected', message: cards.say(language, 'errors.unexpected') };
}
