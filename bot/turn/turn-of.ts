import { languageOfLocale, type Language } from '../../src/domain/language.ts';
import type { Understood } from '../../src/use-cases/asking/understand.ts';
import type { Actor } from '../../src/domain/rights/permission.ts';
import { changeOf, clientInfoOf, isPlayground, type IncomingActivity } from '../teams/activity.ts';
import { understandMessage } from '../commands/understand-message.ts';
import { isFromAnywhere } from './from-anywhere.ts';
import type { SeenConversation } from './known-conversations.ts';
import type { BotNeeds } from './needs.ts';
import { conversationOf } from '../teams/reference.ts';
import type { Roster } from './roster.ts';
import type { Exchange } from '../teams/channel.ts';
import type { Turn } from './turn.ts';
import { verbOf } from './turn-kind.ts';

type TurnNeeds = Pick<BotNeeds, 'faq' | 'conversations'> & { roster: Roster };

/** Builds the turn of an activity. */
export async function turnOf(needs: TurnNeeds, exchange: Exchange): Promise<Turn> {
  const { activity } = exchange;
  let read: Understood | undefined;
  const understood = () => (read ??= understandMessage(needs.faq, activity.text));
  const { conversation, isKept } = await seen(needs, activity, understood);
  const { locale, timeZone } = clientInfoOf(activity);
  const person = { id: activity.from.aadObjectId ?? activity.from.id, name: activity.from.name ?? '' };
  let actor: Promise<Actor> | undefined;
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
    colleagues: () => needs.roster.colleagues(exchange),
    understood,
  };
}

/** Looks the conversation up. The FAQ answers from memory, so only turns that need the database wait for it here. */
async function seen(
  { conversations }: TurnNeeds,
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
