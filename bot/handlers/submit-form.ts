import type { Confirmation } from '../../src/domain/confirmation.ts';
import type { Customer } from '../../src/domain/customer.ts';
import { looksIncomplete } from '../../src/domain/phone.ts';
import { conversationIdOf, countryOf } from '../activity.ts';
import { recordConfirmation } from '../../src/use-cases/record-confirmation.ts';
import { confirmationOutcomeCard } from '../cards/confirmation-outcome.ts';
import { confirmationRecordedCard } from '../cards/confirmation-recorded.ts';
import { customerCard } from '../cards/customer.ts';
import type { BotNeeds } from '../needs.ts';
import { card, textIn, type Answer, type PressData, type Turn } from '../turn.ts';
import { formAnswer } from './form.ts';
import { progressOf } from './progress.ts';
import { refusalToConfirm } from './permission.ts';

/** The form's button: writes what is stated and answers at once, or gives the form back with what is wrong. */
export async function submitForm(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const refused = await refusalToConfirm(needs, turn);
  if (refused) return refused;
  const { cards, clock } = needs;
  const { language, timeZone } = turn;
  // Without its id a form still is one statement: that of this message.
  const formId =
    textIn(data, 'formId') ?? `${conversationIdOf(turn.activity)} ${turn.activity.replyToId ?? ''}`;
  const again = data.again === true || data.again === 'true';
  const recorded = await recordConfirmation(needs, {
    formId,
    again,
    inputs: data,
    submittedBy: turn.person,
    timeZone,
    language,
    place: await placeOf(needs, turn),
  });
  const inPlace = { inPlace: true };
  switch (recorded.kind) {
    case 'recorded':
    case 'same-form': {
      const { customer, confirmation } = recorded;
      return confirmation.outcome
        ? card(
            confirmationOutcomeCard(cards, language, {
              customer,
              confirmation,
              outcome: confirmation.outcome,
              timeZone,
            }),
            { ...inPlace, about: confirmation },
          )
        : card(
            confirmationRecordedCard(cards, language, {
              ...recordedInput(customer, confirmation),
              phoneLooksIncomplete: turn.isPrivate && hasIncompletePhone(turn, confirmation),
            }),
            { ...inPlace, about: confirmation },
          );
    }
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

/** The message that holds the form; a digest is never replaced by an outcome. */
async function placeOf({ database }: BotNeeds, { activity, conversation }: Turn) {
  const activityId = activity.replyToId ?? null;
  const digest = activityId && (await database.deliveries.findByActivity(conversation.id, activityId));
  return { conversationId: conversation.id, activityId, isDigest: Boolean(digest) };
}

function hasIncompletePhone({ activity }: Turn, { contact }: Confirmation): boolean {
  return contact !== null && looksIncomplete(contact.phoneNumber, countryOf(activity));
}

function recordedInput(customer: Customer, { acceptedOn, submittedBy, again, place }: Confirmation) {
  return { customer, acceptedOn, recordedBy: submittedBy, again, inReply: place.isDigest };
}
