import { mayConfirm } from '../../src/domain/permission.ts';
import { conversationIdOf } from '../activity.ts';
import { recordConfirmation } from '../../src/use-cases/record-confirmation.ts';
import type { BotNeeds } from '../needs.ts';
import { textIn, type Answer, type PressData, type Turn } from '../turn.ts';
import { customerInstead } from './customer-instead.ts';
import { formAnswer } from './form.ts';
import { refusalToFill } from './permission.ts';
import { placeOf } from './place.ts';
import { statementAnswer } from './statement-answer.ts';

/**
 * The form's button: writes what is stated and answers at once, or gives the form back with what is wrong. What a
 * reseller's person fills in is kept for somebody who may confirm.
 */
export async function submitForm(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const refused = await refusalToFill(needs, turn);
  if (refused) return refused;
  const { permissions } = needs;
  const { language, timeZone } = turn;
  // Without its id a form still is one statement: that of this message.
  const formId =
    textIn(data, 'formId') ?? `${conversationIdOf(turn.activity)} ${turn.activity.replyToId ?? ''}`;
  const collect = !mayConfirm(await turn.actor(), permissions);
  // One more on purpose is for those who may confirm, whatever the card says.
  const again = !collect && (data.again === true || data.again === 'true');
  const recorded = await recordConfirmation(needs, {
    formId,
    again,
    collect,
    inputs: data,
    submittedBy: turn.person,
    timeZone,
    language,
    place: await placeOf(needs, turn),
  });
  switch (recorded.kind) {
    case 'recorded':
    case 'collected':
    case 'same-form':
      return statementAnswer(needs, turn, recorded);
    case 'exempt':
    case 'already-confirmed':
    case 'in-progress':
      return customerInstead(needs, turn, recorded);
    case 'unsettled':
      return formAnswer(needs, turn, {
        formId,
        again,
        customer: recorded.customer,
        values: recorded.input,
        lead: { kind: recorded.why },
      });
    case 'invalid':
      return formAnswer(needs, turn, {
        formId,
        again,
        values: recorded.input,
        problems: recorded.problems,
      });
  }
}
