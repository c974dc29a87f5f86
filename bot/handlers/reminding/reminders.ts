import { pauseDaysIn } from '../../../src/domain/reminding/pause-length.ts';
import { snoozeReminder } from '../../../src/use-cases/reminding/change-reminder.ts';
import { remindNow } from '../../../src/use-cases/reminding/remind-now.ts';
import { threadLink } from '../../teams/message-link.ts';
import { sayDone } from '../customers/say-done.ts';
import { nextSaid } from './next-said.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { numberIn, type PressData } from '../../commands/press-data.ts';
import { card, nothing, type Answer } from '../../turn/answer.ts';

const LONGEST_SNOOZE_DAYS = 31;

/** `remind now`: brings this conversation's reminder up to date at once. */
export async function remindCommand(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const reminded = await remindNow(needs, turn.conversation);
  const say = (remark: 'reminder-posted' | 'reminder-nothing-to-say' | 'reminder-nobody' | 'unexpected') =>
    card(remarkCard(needs.cards, turn.language, { remark }));
  switch (reminded.kind) {
    case 'posted':
      return nothing;
    case 'edited': {
      const link = threadLink(turn.conversation, reminded.activityId);
      return card(remarkCard(needs.cards, turn.language, { remark: 'reminder-posted', link }));
    }
    case 'nothing-to-say':
      return say(reminded.total === 0 ? 'reminder-nobody' : 'reminder-nothing-to-say');
    case 'not-possible':
      return say('unexpected');
  }
}

/** "No reminders until Monday": pauses them for as long as the words say. */
export async function pauseCommand(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const weekday = calendarDayIn(needs.clock.now(), turn.timeZone);
  return snooze(needs, turn, { days: pauseDaysIn(turn.activity.text, weekday) });
}

/** Returns the day of the week in a time zone, 0 for Sunday. */
function calendarDayIn(now: Date, timeZone: string): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** No reminder here for some days; none: they go on. */
export async function snooze(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const { database } = needs;
  const days = Math.min(LONGEST_SNOOZE_DAYS, Math.max(0, numberIn(data, 'days') ?? 1));
  const conversationId = turn.conversation.id;
  if (!(await database.reminders.find(conversationId))?.settings.on) {
    return sayDone(needs, turn, data, { remark: 'snooze-failed-no-reminder' });
  }
  const { until, nextDueAt } = await snoozeReminder(needs, { conversationId, days, actor: turn.person });
  const more = { isForAll: turn.conversation.kind !== 'personal', next: nextSaid(needs, turn, nextDueAt) };
  if (days === 0) return sayDone(needs, turn, data, { remark: 'resumed', ...more });
  const { timeZone } = turn;
  return sayDone(needs, turn, data, { remark: 'snoozed', until, timeZone, ...more });
}
