import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { waitingFor, type FilingPause } from '../../../src/domain/confirming/filing-pause.ts';
import { looksIncomplete } from '../../../src/domain/confirming/phone.ts';
import { countryOf } from '../../teams/activity.ts';
import { confirmationOutcomeCard } from '../../cards/confirming/confirmation-outcome.ts';
import { confirmationRecordedCard } from '../../cards/confirming/confirmation-recorded.ts';
import { detailsCollectedCard } from '../../cards/confirming/details-collected.ts';
import { listViewIn } from '../../cards/customers/list-view.ts';
import { nextCustomer } from '../customers/next-customer.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';

type Needs = Pick<
  BotNeeds,
  'cards' | 'database' | 'agreementType' | 'clock' | 'escalation' | 'confirmationRoute'
>;

interface Shown {
  confirmation: Confirmation;
  customer: Customer;
  /** Whether this press brought something for a phone number that is none, and was left out. */
  isPhoneLeftOut?: boolean;
}

/**
 * Looks whether filing is paused; undefined also where that cannot be read, for the person must hear all the same that the
 * confirmation is recorded.
 */
export async function lookForPause({
  database,
}: Pick<BotNeeds, 'database'>): Promise<FilingPause | undefined> {
  return database.filingPause.current().catch(() => undefined);
}

/**
 * A confirmation as it stands now, in place of the form: waiting for its release, on its way, or how it ended. `pause`: the
 * look for a pause, where it began before the confirmation was recorded, so that the person does not wait for both.
 */
export async function confirmationAnswer(
  needs: Needs,
  turn: Turn,
  { confirmation, customer, isPhoneLeftOut }: Shown,
  pause?: Promise<FilingPause | undefined>,
): Promise<Answer> {
  const { cards } = needs;
  const { language, timeZone, isPrivate } = turn;
  const { outcome, state } = confirmation;
  const { view } = confirmation.place;
  const inPlace = { inPlace: true, about: confirmation };
  if (outcome) {
    const next = await nextCustomer(needs, turn, listViewIn(view ?? {}, turn.person.id), customer.id);
    const shown = { customer, confirmation, outcome, timeZone, view, next };
    return card(confirmationOutcomeCard(cards, language, shown), { ...inPlace, leadsBack: true });
  }
  if (state === 'collected') {
    const shown = { customer, confirmation, forRelease: false, isPrivate, phoneLeftOut: isPhoneLeftOut };
    return card(detailsCollectedCard(cards, language, shown), inPlace);
  }
  const { acceptedOn, submittedBy, again, place } = confirmation;
  const waiting = waitingFor(confirmation, await (pause ?? lookForPause(needs)));
  return card(
    confirmationRecordedCard(cards, language, {
      confirmationId: confirmation.id,
      view,
      customer,
      acceptedOn,
      recordedBy: submittedBy,
      recordedAt: confirmation.submittedAt,
      again,
      inReply: place.isDigest,
      phoneLeftOut: isPhoneLeftOut ?? false,
      waiting,
      phoneLooksIncomplete: isPrivate && hasIncompletePhone(turn, confirmation),
    }),
    { ...inPlace, leadsBack: true },
  );
}

function hasIncompletePhone({ activity }: Turn, { contact }: Confirmation): boolean {
  return contact !== null && looksIncomplete(contact.phoneNumber, countryOf(activity));
}
