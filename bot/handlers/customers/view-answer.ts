import { listViewIn, type ListView } from '../../cards/customers/list-view.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import type { PressData } from '../../commands/press-data.ts';
import type { Answer } from '../../turn/answer.ts';
import { digestAnswer } from '../reminding/digest-answer.ts';
import { listAnswer } from './unconfirmed.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'agreementType' | 'clock' | 'escalation' | 'permissions'>;

/** The reminder or the page of the list that a view names, as it is now, with what has just happened on top. */
export const viewAnswer = (needs: Needs, turn: Turn, view: ListView, note?: string): Promise<Answer> =>
  view.digest ? digestAnswer(needs, turn, note) : listAnswer(needs, turn, view, note);

/** A press that leads to the reminder, or to a page of the list. */
export const showView = (needs: Needs, turn: Turn, data: PressData): Promise<Answer> =>
  viewAnswer(needs, turn, listViewIn(data, turn.person.id));
