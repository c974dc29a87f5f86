import { z } from 'zod';
import {
  isAccountReason,
  type Confirmation,
  type Outcome,
  type ViewData,
} from '../../../src/domain/confirming/confirmation.ts';
import { mayPassLater, mayTypingMend } from '../../../src/domain/confirming/refusal.ts';
import type { Contact } from '../../../src/domain/confirming/contact.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { toBeRenewed } from '../../../src/domain/customers/renewal.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { recentDayAt } from '../kit/dates.ts';
import { signBefore } from '../kit/signs.ts';
import { markUserText, userText } from '../kit/user-text.ts';
import { sideBySide } from '../customers/customer-row.ts';
import { wayOn, wayOnData } from '../customers/way-on.ts';
import { acceptedLine, recordedLine } from './recorded-line.ts';
import type { Card } from '../../teams/card.ts';

export interface ConfirmationOutcomeInput {
  customer: Pick<Customer, 'id' | 'name' | 'confirmedAt' | 'confirmedVia' | 'confirmedBy'> &
    Partial<Pick<Customer, 'agreementState' | 'acceptedOn'>>;
  outcome: Outcome;
  confirmation: Pick<Confirmation, 'id' | 'acceptedOn' | 'submittedBy' | 'again'> &
    Partial<Pick<Confirmation, 'correlationId' | 'submittedAt' | 'firstAttemptAt' | 'post'>>;
  /** Who accepted; given only to the person who recorded it. */
  contact?: Contact | undefined;
  /** The next customer to confirm where the form was opened. */
  next?: Pick<Customer, 'id' | 'name'> | undefined;
  /** The list or reminder that the form was opened from. */
  view?: ViewData | undefined;
  /** The reader's; UTC when not given. */
  timeZone?: string | undefined;
}

const outcomeData = z.object({
  sign: signBefore,
  tone: z.enum(['good', 'attention', 'warning']),
  headline: z.string(),
  line: z.string(),
  text: z.string(),
  advice: z.string().optional(),
  customerId: userText,
  /** What was typed is looked up by it when the form is opened again. */
  confirmationId: userText,
  customer: userText,
  contact: userText.optional(),
  email: userText.optional(),
  phone: userText.optional(),
  code: userText.optional(),
  reopenVerb: z.enum(['confirmation.open', 'confirmation.again']).optional(),
  canTryAgain: z.boolean(),
  /** What an administrator needs to find the refusal: nothing of a person. */
  report: userText.optional(),
  canShowDetails: z.boolean(),
  pageUrl: z.string().optional(),
  canRepeat: z.boolean(),
  ...wayOn.shape,
});

const LOOKS = {
  confirmed: { sign: '✅', tone: 'good' },
  refused: { sign: '⛔', tone: 'attention' },
  attention: { sign: '⚠️', tone: 'warning' },
} as const;

/** How a confirmation ended and what to do next. Nothing of the contact unless it is given. */
export function confirmationOutcomeCard(
  cards: Cards,
  language: Language,
  input: ConfirmationOutcomeInput,
): Card {
  const { customer, outcome, confirmation, contact } = input;
  const isOutdated = countsNoLonger(input);
  const isConfirmed = outcome.kind === 'confirmed' && !isOutdated;
  const data = outcomeData.parse({
    ...LOOKS[isOutdated ? 'attention' : outcome.kind],
    headline: cards.phrase(
      language,
      `confirmation-outcome.${isOutdated ? 'outdated-title' : headlineOf(outcome)}`,
      { customer: customer.name },
    ),
    line: isConfirmed
      ? confirmedLine(cards, language, input, outcome)
      : sideBySide(markUserText(customer.name), recordedLine(cards, language, confirmation)),
    customerId: customer.id,
    confirmationId: confirmation.id,
    customer: customer.name,
    ...(contact && {
      contact: `${contact.firstName} ${contact.lastName}`,
      email: contact.email,
      phone: contact.phoneNumber || undefined,
    }),
    canTryAgain: outcome.kind === 'refused' && mayPassLater(outcome.reason),
    report: reportOf(cards, language, input),
    canShowDetails: !contact && isRetired(outcome),
    pageUrl: isInNationalCloud(outcome) ? undefined : cards.pageOf(customer.id),
    canRepeat: isConfirmed && cards.route === 'classic',
    ...wayOnData(cards, language, leadsOn(outcome) ? input : { view: input.view }),
    ...(outcome.kind === 'confirmed'
      ? confirmedData(cards, language, input, outcome)
      : {
          ...openEndData(cards, language, input, outcome),
          reopenVerb: mayFormMend(outcome) ? reopenVerb(outcome, confirmation.again) : undefined,
        }),
  });
  return cards.render('confirmation-outcome', language, data);
}

/**
 * Partner Center refuses what is confirmed already. For the partner that is no bad news, so it has a headline of its own.
 */
function headlineOf(outcome: Outcome) {
  return outcome.kind === 'refused' && outcome.reason === 'nothing-new' ? outcome.reason : outcome.kind;
}

function confirmedData(
  cards: Cards,
  language: Language,
  input: ConfirmationOutcomeInput,
  outcome: Extract<Outcome, { kind: 'confirmed' }>,
) {
  const { customer } = input;
  const { how } = outcome;
  return {
    text: cards.phrase(
      language,
      `confirmation-outcome.${countsNoLonger(input) ? 'outdated' : outcome.acceptedOn === null ? outcome.via : how}`,
      { customer: customer.name },
    ),
    reopenVerb: countsNoLonger(input) ? 'confirmation.open' : undefined,
  };
}

function viaLine(cards: Cards, language: Language, via: Customer['confirmedVia']): string | undefined {
  if (via === 'direct') return cards.phrase(language, 'common.route-direct');
  return via ? cards.phrase(language, `confirmation-outcome.via-${via}`) : undefined;
}

/** When it was accepted and who recorded it here; or when and by which other route it was confirmed. */
function confirmedLine(
  cards: Cards,
  language: Language,
  { customer, confirmation, timeZone }: ConfirmationOutcomeInput,
  { how, acceptedOn }: Extract<Outcome, { kind: 'confirmed' }>,
): string {
  if (how !== 'found') return recordedLine(cards, language, { ...confirmation, acceptedOn });
  const { confirmedVia, confirmedAt, confirmedBy } = customer;
  return sideBySide(
    acceptedOn === null ? undefined : acceptedLine(cards, language, acceptedOn, confirmation.submittedAt),
    viaLine(cards, language, confirmedVia),
    confirmedAt
      ? cards.phrase(language, 'confirmation-outcome.confirmedOn', {
          date: recentDayAt(language, confirmedAt, { timeZone, now: confirmation.submittedAt }),
        })
      : undefined,
    confirmedBy ? cards.phrase(language, 'common.recordedBy', { name: confirmedBy.name }) : undefined,
  );
}

/** Whether Partner Center has the confirmation but no longer counts it, because its date is too old. */
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

/** Where the old service has been retired, no form opens again: the details are shown, to be typed on Microsoft's page. */
const isRetired = (outcome: Outcome) => outcome.kind === 'refused' && outcome.reason === 'retired';

/** Where the fault is the partner's own, the next customer would end the same way. */
const leadsOn = (outcome: Outcome): boolean =>
  outcome.kind !== 'refused' || !(isRetired(outcome) || isAccountReason(outcome.reason));

const mayFormMend = (outcome: Outcome): boolean =>
  outcome.kind !== 'refused' || mayTypingMend(outcome.reason);

/**
 * What to copy for an administrator where no person's typing mends a refusal: reason, code, id and time, and no person's
 * details.
 */
function reportOf(
  cards: Cards,
  language: Language,
  { customer, outcome, confirmation }: ConfirmationOutcomeInput,
): string | undefined {
  if (outcome.kind !== 'refused' || mayTypingMend(outcome.reason)) return undefined;
  const { post, firstAttemptAt, submittedAt, correlationId } = confirmation;
  const at = post?.at ?? firstAttemptAt ?? submittedAt;
  return cards.say(language, 'confirmation-outcome.report', {
    reason: cards.say(language, `refusals.${outcome.reason}`),
    customerId: customer.id,
    code: outcome.code || '–',
    correlationId: correlationId ?? '–',
    time: at ? at.toISOString() : '–',
  });
}

/**
 * Returns the verb that opens the form again: for one more confirmation where there is one; undefined where nothing can
 * be filed.
 */
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
      advice: cards.phrase(language, `confirmation-outcome.${outcome.reason}-next`),
    };
  }
  return {
    text: cards.phrase(language, `refusals.${outcome.reason}`),
    advice: cards.phrase(language, `refusals.${outcome.reason}-next`),
    code: outcome.code || undefined,
  };
}
