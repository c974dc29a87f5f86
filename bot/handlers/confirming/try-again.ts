import { mayPassLater } from '../../../src/domain/confirming/refusal.ts';
import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import type { Contact } from '../../../src/domain/confirming/contact.ts';
import { recordConfirmation } from '../../../src/use-cases/confirming/record-confirmation.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import type { Answer } from '../../turn/answer.ts';
import { confirmationAnswer } from './confirmation-answer.ts';
import { openForm } from './confirm.ts';
import { customerInstead } from './customer-instead.ts';
import { placeOf } from './place.ts';

/**
 * Records a refused confirmation once more, in the name of the person who presses, without asking for the details again or
 * showing them. However often people press, it is recorded anew once. Where its details are no longer kept, or its customer
 * has left, the person gets what the form's button gives.
 */
export async function tryAgain(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const refused = await needs.database.confirmations.find(textIn(data, 'confirmationId') ?? '');
  if (!isRefusedForNow(refused)) return openForm(needs, turn, data);
  const { id, customerId, acceptedOn, contact, again } = refused;
  const recorded = await recordConfirmation(needs, {
    formId: `again ${id}`,
    again,
    inputs: { customerId, acceptanceDate: acceptedOn, ...contact },
    submittedBy: turn.person,
    timeZone: turn.timeZone,
    language: turn.language,
    place: await placeOf(needs, turn, data),
  });
  switch (recorded.kind) {
    case 'recorded':
    case 'collected':
    case 'same-form':
    case 'corrected':
      return confirmationAnswer(needs, turn, recorded);
    case 'exempt':
    case 'already-confirmed':
    case 'in-progress':
      return customerInstead(needs, turn, recorded);
    case 'unsettled':
      throw new AppError(recorded.why, 'A confirmation that is tried again may be recorded or not');
    case 'used-form':
    case 'invalid':
      return openForm(needs, turn, { ...data, customerId });
  }
}

function isRefusedForNow(
  confirmation: Confirmation | undefined,
): confirmation is Confirmation & { contact: Contact } {
  const outcome = confirmation?.outcome;
  return !!confirmation?.contact && outcome?.kind === 'refused' && mayPassLater(outcome.reason);
}
