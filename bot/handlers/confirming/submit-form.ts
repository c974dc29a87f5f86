import { acceptanceInput } from '../../../src/domain/confirming/acceptance.ts';
import { recordConfirmation } from '../../../src/use-cases/confirming/record-confirmation.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { flagIn, type PressData } from '../../commands/press-data.ts';
import type { Answer } from '../../turn/answer.ts';
import { correctedForm } from './corrected-form.ts';
import { customerInstead } from './customer-instead.ts';
import { formAnswer, formGivenBack, formIdOf } from './form.ts';
import { mayDo } from '../permission.ts';
import { placeOf } from './place.ts';
import { confirmationAnswer, lookForPause } from './confirmation-answer.ts';

/**
 * The form's button: records the confirmation and answers at once, or gives the form back with what is wrong. What a
 * reseller's person fills in is kept for a person who may confirm.
 */
export async function submitForm(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const { language, timeZone } = turn;
  const formId = formIdOf(turn, data);
  const pause = lookForPause(needs);
  const [mayConfirm, place] = await Promise.all([mayDo(needs, turn, 'confirm'), placeOf(needs, turn, data)]);
  const collect = !mayConfirm;
  // Only a person who may confirm confirms once more on purpose, whatever the card says.
  const again = !collect && flagIn(data, 'again');
  const inReply = flagIn(data, 'inReply');
  const recorded = await recordConfirmation(needs, {
    formId,
    again,
    collect,
    inputs: data,
    submittedBy: turn.person,
    timeZone,
    language,
    place: { ...place, isDigest: place.isDigest || inReply },
  });
  switch (recorded.kind) {
    case 'recorded':
    case 'collected':
    case 'same-form':
      return confirmationAnswer(needs, turn, recorded, pause);
    case 'corrected':
      return correctedForm(needs, turn, recorded, !collect);
    case 'in-progress':
      // The first one is still under way: what was typed for one more is not lost to that wait.
      return again && recorded.confirmation.submittedBy.id === turn.person.id
        ? formAnswer(needs, turn, {
            formId,
            again,
            inReply,
            customer: recorded.customer,
            values: acceptanceInput(data),
            lead: { kind: 'corrected', first: 'on-its-way', acceptedOn: recorded.confirmation.acceptedOn },
          })
        : customerInstead(needs, turn, recorded);
    case 'exempt':
    case 'already-confirmed':
      return customerInstead(needs, turn, recorded);
    case 'used-form':
      return formAnswer(needs, turn, {
        again,
        values: recorded.input,
        lead: { kind: 'used', customer: recorded.customer.name },
        inReply: turn.activity.type === 'invoke',
      });
    case 'unsettled':
      needs.names.note([recorded.customer]);
      return formGivenBack(needs, turn, data, recorded.why);
    case 'invalid':
      return formAnswer(needs, turn, {
        formId,
        again,
        inReply,
        values: recorded.input,
        problems: recorded.problems,
      });
  }
}
