import { z } from 'zod';
import type { Confirmation, Outcome } from '../../../src/domain/confirming/confirmation.ts';
import type { Contact } from '../../../src/domain/confirming/contact.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { toBeRenewed } from '../../../src/domain/customers/renewal.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { dayInWords, dayOf } from '../kit/dates.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface ConfirmationOutcomeInput {
  customer: Pick<Customer, 'id' | 'name' | 'confirmedAt' | 'confirmedVia' | 'confirmedBy'> &
    Partial<Pick<Customer, 'agreementState' | 'acceptedOn'>>;
  outcome: Outcome;
  confirmation: Pick<Confirmation, 'id' | 'acceptedOn' | 'submittedBy' | 'again'>;
  /** Whose acceptance it was: for the person who recorded it alone. */
  contact?: Contact | undefined;
  /** The reader's; UTC when not given. */
  timeZone?: string | undefined;
}

const outcomeData = z.object({
  icon: z.string(),
  tone: z.enum(['good', 'attention', 'warning']),
  headline: z.string(),
  text: z.string(),
  next: z.string().optional(),
  customerId: userText,
  /** What was typed is looked up by it when the form is opened again. */
  confirmationId: userText,
  customer: userText,
  acceptedOn: z.string().optional(),
  route: z.string().optional(),
  confirmedOn: z.string().optional(),
  recordedBy: userText.optional(),
  contact: userText.optional(),
  email: userText.optional(),
  phone: userText.optional(),
  code: userText.optional(),
  reopenVerb: z.enum(['confirmation.open', 'confirmation.again']).optional(),
  canShowDetails: z.boolean(),
  pageUrl: z.string().optional(),
});

const LOOKS = {
  confirmed: { icon: '✅', tone: 'good' },
  refused: { icon: '⛔', tone: 'attention' },
  attention: { icon: '⚠️', tone: 'warning' },
} as const;

/** How a confirmation ended and what to do next. Nothing of the contact unless it is given. */
export function confirmationOutcomeCard(
  cards: Cards,
  language: Language,
  input: ConfirmationOutcomeInput,
): Card {
  const { customer, outcome, confirmation, contact } = input;
  const isOutdated = countsNoLonger(input);
  const acceptedOn = outcome.kind === 'confirmed' ? outcome.acceptedOn : confirmation.acceptedOn;
  const data = outcomeData.parse({
    ...LOOKS[isOutdated ? 'attention' : outcome.kind],
    headline: cards.phrase(
      language,
      `confirmation-outcome.${isOutdated ? 'outdated-title' : headlineOf(outcome)}`,
    ),
    customerId: customer.id,
    confirmationId: confirmation.id,
    customer: customer.name,
    acceptedOn: acceptedOn === null ? undefined : dayInWords(language, acceptedOn),
    ...(contact && {
      contact: `${contact.firstName} ${contact.lastName}`,
      email: contact.email,
      phone: contact.phoneNumber || undefined,
    }),
    canShowDetails: !contact && isRetired(outcome),
    pageUrl: isInNationalCloud(outcome) ? undefined : cards.pageOf(customer.id),
    ...(outcome.kind === 'confirmed'
      ? confirmedData(cards, language, input, outcome)
      : {
          ...openEndData(cards, language, input, outcome),
          reopenVerb: reopenVerb(outcome, confirmation.again),
          recordedBy: confirmation.submittedBy.name,
        }),
  });
  return cards.render('confirmation-outcome', language, data);
}

/** That there is nothing new to confirm is a no of the service's, but no bad news. */
function headlineOf(outcome: Outcome) {
  return outcome.kind === 'refused' && outcome.reason === 'nothing-new' ? outcome.reason : outcome.kind;
}

function confirmedData(
  cards: Cards,
  language: Language,
  input: ConfirmationOutcomeInput,
  outcome: Extract<Outcome, { kind: 'confirmed' }>,
) {
  const { customer, confirmation, timeZone } = input;
  const { how } = outcome;
  const via = how === 'found' ? customer.confirmedVia : 'bot';
  const by = how === 'found' ? customer.confirmedBy : confirmation.submittedBy;
  return {
    text: cards.phrase(
      language,
      `confirmation-outcome.${countsNoLonger(input) ? 'outdated' : outcome.acceptedOn === null ? outcome.via : how}`,
      { customer: customer.name },
    ),
    reopenVerb: countsNoLonger(input) ? 'confirmation.open' : undefined,
    route: via ? cards.phrase(language, `common.route-${via}`) : undefined,
    confirmedOn: customer.confirmedAt ? dayOf(language, customer.confirmedAt, timeZone) : undefined,
    recordedBy: by?.name,
  };
}

/** Whether Partner Center has the confirmation, and its date is too old to count. */
function countsNoLonger({ customer, outcome }: ConfirmationOutcomeInput): boolean {
  const { agreementState = 'unknown', acceptedOn } = customer;
  return (
    outcome.kind === 'confirmed' &&
    outcome.acceptedOn !== null &&
    toBeRenewed({ agreementState, acceptedOn }) !== undefined
  );
}

/** The customers of other clouds are in another Partner Center. */
const isInNationalCloud = (outcome: Outcome) =>
  outcome.kind === 'refused' && outcome.reason === 'national-cloud';

/** What was typed is needed on Microsoft's own page, and no form opens again to show it. */
const isRetired = (outcome: Outcome) => outcome.kind === 'refused' && outcome.reason === 'retired';

/** Where nothing can be filed the form leads nowhere; where a confirmation exists only one more can be added. */
export function reopenVerb(outcome: Outcome, again: boolean) {
  const reason = outcome.kind === 'refused' ? outcome.reason : undefined;
  if (reason === 'national-cloud' || reason === 'retired') return undefined;
  return again || reason === 'nothing-new' ? 'confirmation.again' : 'confirmation.open';
}

function openEndData(
  cards: Cards,
  language: Language,
  { customer }: ConfirmationOutcomeInput,
  outcome: Exclude<Outcome, { kind: 'confirmed' }>,
) {
  if (outcome.kind === 'attention') {
    return {
      text: cards.phrase(language, `confirmation-outcome.${outcome.reason}`, { customer: customer.name }),
      next: cards.phrase(language, `confirmation-outcome.${outcome.reason}-next`),
    };
  }
  return {
    text: cards.phrase(language, `refusals.${outcome.reason}`),
    next: cards.phrase(language, `refusals.${outcome.reason}-next`),
    code: outcome.code || undefined,
  };
}
