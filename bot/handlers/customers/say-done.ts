import { remarkCard, remarkText, type RemarkInput } from '../../cards/kit/remark.ts';
import { DIGEST_VIEW, viewBehind, type ListView } from '../../cards/customers/list-view.ts';
import type { PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { placeOf } from '../confirming/place.ts';
import { viewAnswer } from './view-answer.ts';

/** Returns the list or reminder that was pressed, for older reminders by their message; undefined for other cards. */
export async function pressedView(
  needs: Pick<BotNeeds, 'database'>,
  turn: Turn,
  data: PressData,
): Promise<ListView | undefined> {
  const view = viewBehind(data, turn.person.id);
  if (view) return view;
  return (await placeOf(needs, turn, data)).isDigest ? DIGEST_VIEW : undefined;
}

/** Says what was done: on the list or reminder that was pressed, drawn anew, else on a small card of its own. */
export async function sayDone(
  needs: BotNeeds,
  turn: Turn,
  data: PressData,
  done: RemarkInput,
): Promise<Answer> {
  const view = await pressedView(needs, turn, data);
  if (!view) return card(remarkCard(needs.cards, turn.language, done));
  // The reminder itself says that reminders are stopped, by whom, and has the button that brings them back.
  const isOnReminder = view.digest && (done.remark === 'snoozed' || done.remark === 'reminders-off');
  return viewAnswer(
    needs,
    turn,
    view,
    isOnReminder ? undefined : remarkText(needs.cards, turn.language, done),
  );
}
