import type { ErrorCode } from '../../src/domain/errors.ts';
import { setbackText } from '../cards/kit/setback.ts';
import type { BotNeeds } from '../turn/needs.ts';
import type { Turn } from '../turn/turn.ts';
import type { PressData } from '../commands/press-data.ts';
import type { Answer } from '../turn/answer.ts';
import type { Verb } from '../commands/verbs.ts';
import { answerGivenBack } from './asking/expert.ts';
import { formGivenBack } from './confirming/form.ts';
import { noteGivenBack } from './customers/set-aside.ts';
import { settingsGivenBack } from './conversations/settings.ts';

type Needs = Pick<BotNeeds, 'cards' | 'names' | 'clock' | 'ids'>;
type GiveBack = (needs: Needs, turn: Turn, data: PressData, why: ErrorCode) => Answer | undefined;

/** The cards with inputs, by the verb of the button that sends them. */
const GIVE_BACK: Partial<Record<Verb, GiveBack>> = {
  'confirmation.submit': formGivenBack,
  'settings.save': settingsGivenBack,
  'faq.answer': answerGivenBack,
  'customer.assign': leaveAsItIs,
  'customer.note': noteGivenBack,
  'customers.page': leaveAsItIs,
  'customer.refresh': leaveAsItIs,
};

/**
 * Gives back the card whose press failed, as it was filled in, with what happened on top. Undefined where nothing was
 * typed or chosen on it. Needs no database, for that may be what failed.
 */
export function giveBack(
  needs: Needs,
  turn: Turn,
  { verb, data }: { verb: Verb; data: PressData },
  why: ErrorCode,
): Answer | undefined {
  return GIVE_BACK[verb]?.(needs, turn, data, why);
}

/** For a card whose choices only the database knows: it stays as it is under a line that says why. */
function leaveAsItIs({ cards }: Needs, turn: Turn, _data: PressData, why: ErrorCode): Answer | undefined {
  if (turn.activity.type !== 'invoke') return undefined;
  return { kind: 'toast', text: setbackText(cards, turn.language, { why, isComplete: false }) };
}
