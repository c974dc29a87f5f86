import { mayConfirm } from '../../src/domain/permission.ts';
import { conversationIdOf } from '../activity.ts';
import { recordConfirmation } from '../../src/use-cases/record-confirmation.ts';
import { customerCard } from '../cards/customer.ts';
import type { BotNeeds } from '../needs.ts';
import { card, textIn, type Answer, type PressData, type Turn } from '../turn.ts';
import { formAnswer } from './form.ts';
import { refusalToFill } from './permission.ts';
import { placeOf } from './place.ts';
import { progressOf } from './progress.ts';
import { statementAnswer } from './statement-answer.ts';

/**
 * The form's button: writes what is stated and answers at once, or gives the form back with what is wrong. What a
 * reseller's person fills in is kept for somebody who may confirm.
 */
export async function submitForm(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const refused = await refusalToFill(needs, turn);
  if (refused) return refused;
  const { cards, clock, permissions } = needs;
  const { language, timeZone } = turn;
  // Without its id a form still is one statement: that of this message.
  const formId =
    textIn(data, 'formId') ?? `${conversationIdOf(turn.activity)} ${turn.activity.replyToId ?? ''}`;
  const again = data.again === true || data.again === 'true';
  const recorded = await recordConfirmation(needs, {
    formId,
    again,
    collect: !mayConfirm(await turn.actor(), permissions),
    inputs: data,
    submittedBy: turn.person,
    timeZone,
    language,
    place: await placeOf(needs, turn),
  });
  const inPlace = { inPlace: true };
  switch (recorded.kind) {
    case 'recorded':
    case 'collected':
    case 'same-form':
      return statementAnswer(needs, turn, recorded);
    case 'exempt': {
      const shown = { customer: recorded.customer, now: clock.now(), timeZone };
      return card(customerCard(cards, language, shown), inPlace);
    }
    case 'already-confirmed': {
      const { customer } = recorded;
      const shown = { customer, lead: 'already-confirmed', now: clock.now(), timeZone } as const;
      return card(customerCard(cards, language, shown), inPlace);
    }
    case 'in-progress': {
      const { customer, confirmation } = recorded;
      const inProgress = progressOf(confirmation);
      const shown = { customer, inProgress, lead: 'in-progress', now: clock.now(), timeZone } as const;
      return card(customerCard(cards, language, shown), inPlace);
    }
    case 'invalid':
      return formAnswer(needs, turn, {
        formId,
        again,
        values: recorded.input,
        problems: recorded.problems,
      });
  }
}
