import { languageOfLocale, type Language } from '../src/domain/language.ts';
import { AppError } from '../src/domain/errors.ts';
import type { Understood } from '../src/use-cases/asking/understand.ts';
import type { Actor } from '../src/domain/rights/permission.ts';
import type { Metrics, TurnKind, TurnOutcome } from '../src/metrics.ts';
import {
  changeOf,
  clientInfoOf,
  isPlayground,
  isPressAsMessage,
  type IncomingActivity,
} from './teams/activity.ts';
import { answerInTime } from './turn/answer-in-time.ts';
import { remarkCard } from './cards/kit/remark.ts';
import { understandMessage } from './commands/understand-message.ts';
import { deliver } from './turn/deliver.ts';
import { giveBack } from './handlers/give-back.ts';
import { isFromAnywhere, isOfExtension } from './turn/from-anywhere.ts';
import type { SeenConversation } from './turn/known-conversations.ts';
import type { BotNeeds } from './turn/needs.ts';
import { conversationOf } from './teams/reference.ts';
import type { Roster } from './turn/roster.ts';
import { answerEvent, answerInvoke, answerMessage, answerSearch, answerVerb } from './routes.ts';
import type { Exchange } from './teams/channel.ts';
import { REAL_TIME } from './rate-limit/time.ts';
import type { Turn } from './turn/turn.ts';
import type { PressData } from './commands/press-data.ts';
import { card, nothing, type Answer, type CardDelivery } from './turn/answer.ts';
import { isVerb, type Verb } from './commands/verbs.ts';

type Needs = BotNeeds & { roster: Roster; metrics: Pick<Metrics, 'turn'> };

/** A button that was pressed, with what was typed. */
interface Press {
  verb: Verb;
  data: PressData;
}

/** Lets one activity run through the application; never throws. */
export type OnTurn = (exchange: Exchange) => Promise<void>;

/** Builds what answers whatever arrives. */
export function createApplication(needs: Needs): OnTurn {
  return async (exchange) => {
    const startedAt = performance.now();
    try {
      await answerTurn(needs, exchange);
    } catch (error) {
      const { activity } = exchange;
      needs.metrics.turn(turnKind(activity), 'undelivered', performance.now() - startedAt);
      needs.log.error({ err: error, type: activity.type }, 'A turn failed outside its handler');
      await deliver(exchange, UNEXPECTED).catch(() => undefined);
    }
  };
}

/** A press counts as one when its verb is ours. */
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

/** Whatever no other route took: messages, events, and unknown invokes. */
async function answerOther(needs: Needs, turn: Turn): Promise<Answer> {
  const { type } = turn.activity;
  if (type === 'invoke') return (await answerInvoke(needs, turn)) ?? unknownInvoke(turn);
  if (type !== 'message' || changeOf(turn.activity)) return answerEvent(needs, turn);
  if (isPressAsMessage(turn.activity))
    return card(remarkCard(needs.cards, turn.language, { remark: 'unknown-verb' }));
  return answerMessage(needs, turn);
}

function unknownInvoke({ activity }: Turn): Answer {
  switch (activity.name) {
    case 'adaptiveCard/action':
      return { kind: 'error', code: 'UnknownVerb', message: 'This button is not known.' };
    case 'application/search':
      return { kind: 'error', code: 'UnknownDataset', message: 'There is no such list.' };
    default:
      return nothing;
  }
}

/** Builds the turn, runs the handler, answers; a failure becomes a card that says what to do. */
async function answerTurn(needs: Needs, exchange: Exchange): Promise<void> {
  const startedAt = REAL_TIME.now();
  const turn = await turnOf(needs, exchange);
  const press = pressIn(exchange);
  let outcome: TurnOutcome | undefined;
  const waited = { activity: turn.activity, arrivedAt: startedAt };
  const answer = await answerInTime(waited, handle(needs, turn, exchange, press), REAL_TIME).catch(
    (error: unknown) => {
      outcome = 'failed';
      return failure(needs, turn, error, press);
    },
  );
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
}

/** What was answered to which message, for when its words are changed. */
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

/** The verb of a press, for the log: one of ours, never what a caller made up. */
function verbOf({ activity: { value } }: Pick<Turn, 'activity'>): Verb | undefined {
  const press = value as { verb?: unknown; action?: { verb?: unknown } } | null | undefined;
  return [press?.action?.verb, press?.verb].find(isVerb);
}

function turnKind({ type, name, text, value }: IncomingActivity): TurnKind {
  if (type === 'message') return !text.trim() && value ? 'press' : 'message';
  if (type !== 'invoke') return 'event';
  if (name === 'adaptiveCard/action') return 'press';
  return name === 'application/search' ? 'search' : 'invoke';
}

function idsOf({ about }: CardDelivery): object | undefined {
  return about && { confirmationId: about.id, correlationId: about.correlationId };
}

async function turnOf(needs: Needs, exchange: Exchange): Promise<Turn> {
  const { activity } = exchange;
  let read: Understood | undefined;
  const understood = () => (read ??= understandMessage(needs.faq, activity.text));
  const { conversation, isKept } = await seen(needs, activity, understood);
  const { locale, timeZone } = clientInfoOf(activity);
  const person = { id: activity.from.aadObjectId ?? activity.from.id, name: activity.from.name ?? '' };
  let actor: Promise<Actor> | undefined;
  let listed: Promise<Actor> | undefined;
  return {
    activity,
    conversation,
    isConversationKept: isKept,
    language: languageOfButton(activity.value) ?? conversation.language ?? languageOfLocale(locale) ?? 'en',
    person,
    timeZone: timeZone ?? conversation.timeZone ?? 'UTC',
    isPrivate: activity.type === 'invoke' || conversation.kind === 'personal',
    hasTypeAhead: !isPlayground(activity),
    actor: () => (actor ??= needs.roster.actor(exchange, person)),
    listed: () => (listed ??= actor ?? needs.roster.listed(exchange, person)),
    colleagues: () => needs.roster.colleagues(exchange),
    understood,
  };
}

/** The FAQ answers from memory: only what needs the database waits for it here. */
async function seen(
  { conversations }: Needs,
  activity: IncomingActivity,
  understood: Turn['understood'],
): Promise<SeenConversation> {
  if (isFromAnywhere(activity)) {
    return { conversation: conversationOf(activity), isKept: async () => false };
  }
  const { type, text } = activity;
  const isQuestion =
    (type === 'message' || changeOf(activity) === 'edited') &&
    text.trim() !== '' &&
    understood().kind === 'question';
  const isForFaq = isQuestion || verbOf({ activity }) === 'faq.show';
  return isForFaq ? conversations.glance(activity) : conversations.see(activity);
}

/** Buttons answer in the language of their card, which is in their data. */
function languageOfButton(value: unknown): Language | undefined {
  const press = value as
    { language?: unknown; action?: { data?: { language?: unknown } } } | null | undefined;
  const language = press?.action?.data?.language ?? press?.language;
  return typeof language === 'string' ? languageOfLocale(language) : undefined;
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

const UNEXPECTED: Answer = { kind: 'error', code: 'Unexpected', message: 'Something went wrong here.' };
