import { z } from 'zod';
import type { CalendarDate } from '../../../src/domain/time/calendar-date.ts';
import type { Confirmation, Outcome, PastConfirmation } from '../../../src/domain/confirming/confirmation.ts';
import type { Refusal } from '../../../src/domain/confirming/refusal.ts';
import type { Waiting } from '../../../src/domain/confirming/filing-pause.ts';
import { initialsOf } from '../../../src/domain/confirming/contact.ts';
import type { Customer, CustomerPause, Person } from '../../../src/domain/customers/customer.ts';
import type { CustomerNote } from '../../../src/domain/customers/set-aside.ts';
import { toBeRenewed } from '../../../src/domain/customers/renewal.ts';
import type { Language } from '../../../src/domain/language.ts';
import { captionNaming } from '../kit/caption.ts';
import type { Cards } from '../kit/cards.ts';
import type { StringKey } from '../kit/strings.ts';
import { dayInWords, dayOf, momentOf, recentDay, recentDayAt, weekdayOf } from '../kit/dates.ts';
import { askedLine } from './asked-line.ts';
import { customerState, customerStateData, unconfirmedText, type CustomerState } from './customer-state.ts';
import { viewData, type ListView } from './list-view.ts';
import { assignmentOf, assignment, type Viewer } from './assignment.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface CustomerInput {
  customer: Omit<Customer, 'checkedAt'>;
  /** The confirmation still being worked on, if there is one. */
  inProgress?: { by: Person; at: Date; acceptedOn: CalendarDate; waiting?: Waiting | undefined } | undefined;
  /** Details that wait for a person who may confirm. */
  collected?: Pick<Confirmation, 'id' | 'acceptedOn' | 'contact' | 'collected'> | undefined;
  /**
   * Why someone who wanted to confirm sees this card instead: `in-progress` when they had filled in the form,
   * `on-its-way` when they wanted to open it.
   */
  lead?: 'already-confirmed' | 'in-progress' | 'on-its-way' | undefined;
  /** What has just happened to it, as a finished text. */
  note?: string | undefined;
  /** What colleagues should know; only for readers who may see it. */
  colleagueNote?: CustomerNote | undefined;
  /** Whether the reader may write such a note. */
  canNote?: boolean | undefined;
  /** The list to go back to. */
  list?: ListView | undefined;
  /** Who reads the card. */
  viewer?: Viewer | undefined;
  /** Earlier confirmations, latest first. */
  past?: readonly PastConfirmation[];
  now: Date;
  /** The reader's; UTC when not given. */
  timeZone?: string | undefined;
}

/** How many earlier confirmations are listed. */
export const PAST_SHOWN = 5;

const customerData = z.object({
  ...customerState.shape,
  lead: z.string().optional(),
  text: z.string().optional(),
  confirmedBy: userText.optional(),
  contact: userText.optional(),
  asked: z.string().optional(),
  pause: z.string().optional(),
  colleagueNote: z.string().optional(),
  canNote: z.boolean(),
  list: z.record(z.string(), z.union([userText, z.number(), z.boolean()])),
  assignee: userText.optional(),
  collectedText: z.string().optional(),
  collectedId: userText.optional(),
  ...assignment.shape,
  past: z.array(z.object({ line: z.string() })),
  canCheck: z.boolean(),
  canRepeat: z.boolean(),
  isConfirmed: z.boolean(),
  canConfirm: z.boolean(),
  canAssign: z.boolean(),
  pageUrl: z.string().optional(),
  confirmTitle: z.string(),
  statusTitle: z.string(),
});

/** One customer: whether it is confirmed, when, by whom and by which route; and what can be done now. */
export function customerCard(cards: Cards, language: Language, input: CustomerInput): Card {
  const { customer, inProgress, lead, now, timeZone } = input;
  const state: CustomerState =
    customer.agreementState === 'confirmed'
      ? 'confirmed'
      : inProgress
        ? 'in-progress'
        : customer.agreementState;
  const isConfirmed = state === 'confirmed';
  const isDirect = cards.route === 'direct';
  const isOpen = !isConfirmed && state !== 'exempt';
  const { confirming, earlier } = history(input);
  const data = customerData.parse({
    ...customerStateData(cards, language, state, input),
    lead: input.note ?? (lead && leadText(cards, language, lead, input)),
    text: stateText(cards, language, state, input),
    ...(isConfirmed && {
      confirmedBy: customer.confirmedBy?.name,
      contact: confirming?.contactInitials || undefined,
    }),
    ...(isOpen && { asked: askedLine(cards, language, customer, now) }),
    ...(isOpen && customer.pause && { pause: pauseLine(cards, language, customer.pause) }),
    colleagueNote: input.colleagueNote && noteLine(cards, language, input.colleagueNote, { timeZone, now }),
    canNote: (isOpen || input.colleagueNote !== undefined) && (input.canNote ?? true),
    ...(state === 'unconfirmed' && !isDirect && collectedData(cards, language, input)),
    ...(isOpen && { assignee: customer.assignee?.name }),
    ...assignmentOf(cards, language, customer, input.viewer),
    past: earlier.map((each) => ({ line: pastLine(cards, language, each, timeZone) })),
    list: viewData(input.list ?? { page: 1 }),
    canCheck: isDirect && isOpen,
    canRepeat: isConfirmed && !isDirect,
    isConfirmed,
    canConfirm: state === 'unconfirmed' || state === 'unknown',
    canAssign: isOpen,
    confirmTitle: captionNaming(cards, language, 'common.confirmOne', customer.name),
    statusTitle: captionNaming(cards, language, 'common.statusOf', customer.name),
    // The customers of other clouds are in another Partner Center. Details that wait take its place: six buttons at most.
    pageUrl: state === 'exempt' || input.collected ? undefined : cards.pageOf(customer.id),
  });
  return cards.render('customer', language, data);
}

function pauseLine(cards: Cards, language: Language, { until, by }: CustomerPause): string {
  return cards.phrase(language, 'customer.pauseLine', {
    until: weekdayOf(language, until),
    pausedBy: by.name || cards.say(language, 'common.someone'),
  });
}

function noteLine(
  cards: Cards,
  language: Language,
  { text, by, at }: CustomerNote,
  reader: { timeZone?: string | undefined; now: Date },
): string {
  return cards.phrase(language, 'customer.noteLine', {
    text,
    noteBy: by.name || cards.say(language, 'common.someone'),
    noteDay: recentDayAt(language, at, reader),
  });
}

function collectedData(cards: Cards, language: Language, { collected: details, now }: CustomerInput) {
  if (!details?.contact || !details.collected) return {};
  return {
    collectedId: details.id,
    collectedText: cards.phrase(language, 'customer.collectedText', {
      collectedBy: details.collected.by.name || cards.say(language, 'common.someone'),
      collectedDate: recentDay(language, details.acceptedOn, now),
      initials: initialsOf(details.contact),
    }),
  };
}

/** Parts the confirmation that the card's facts already tell of from those to list. */
function history({ customer, past = [] }: CustomerInput) {
  const confirming = past.find(
    ({ outcome, acceptedOn }) =>
      customer.confirmedVia === 'bot' && isOurs(outcome) && acceptedOn === customer.acceptedOn,
  );
  return { confirming, earlier: past.filter((each) => each !== confirming).slice(0, PAST_SHOWN) };
}

function pastLine(
  cards: Cards,
  language: Language,
  { outcome, submittedBy, submittedAt, acceptedOn, contactInitials }: PastConfirmation,
  timeZone: string | undefined,
): string {
  const end = outcome.kind === 'confirmed' && outcome.how === 'found' ? outcome.how : outcome.kind;
  return cards.phrase(language, `customer.past-${end}`, {
    day: dayOf(language, submittedAt, timeZone),
    name: submittedBy.name || cards.say(language, 'common.someone'),
    date: dayInWords(language, acceptedOn),
    initials: contactInitials || '–',
    ...(outcome.kind === 'refused' && { reason: cards.phrase(language, `refusals.${outcome.reason}`) }),
  });
}

const isOurs = (outcome: Outcome): boolean => outcome.kind === 'confirmed' && outcome.how !== 'found';

const LEADS = {
  'in-progress': { mine: 'customer.leadInProgressMine', others: 'customer.leadInProgress' },
  'on-its-way': { mine: 'customer.leadOnItsWayMine', others: 'customer.leadOnItsWay' },
} as const;

function leadText(
  cards: Cards,
  language: Language,
  lead: NonNullable<CustomerInput['lead']>,
  { inProgress, viewer }: CustomerInput,
): string {
  if (lead === 'already-confirmed') return cards.phrase(language, 'customer.leadConfirmed');
  // Where others read along, "you" would mean each of them.
  const isMine = viewer?.isAlone === true && viewer.id === inProgress?.by.id;
  const progressBy = inProgress?.by.name || cards.say(language, 'common.someone');
  return cards.phrase(language, LEADS[lead][isMine ? 'mine' : 'others'], isMine ? {} : { progressBy });
}

/** Returns the text that says why Partner Center tells nothing of a customer, and what to do about it. */
function untoldKey(why: Refusal): StringKey {
  if (why === 'no-relationship' || why === 'customer-unknown') return `customer.untold-${why}`;
  return 'customer.untold-other';
}

const IN_PROGRESS = {
  usual: 'customer.inProgressText',
  checking: 'customer.checkingText',
  administrator: 'customer.administratorText',
} as const;

function stateText(
  cards: Cards,
  language: Language,
  state: CustomerState,
  { customer, inProgress, timeZone, now }: CustomerInput,
): string | undefined {
  if (customer.untold && state !== 'confirmed') {
    const untold = cards.phrase(language, untoldKey(customer.untold));
    // What is known of the time before stays true.
    return toBeRenewed(customer) ? `${cards.phrase(language, 'customer.toRenewText')}\n\n${untold}` : untold;
  }
  if (state === 'unconfirmed') return cards.phrase(language, unconfirmedText(customer));
  if (state === 'unknown') return cards.phrase(language, 'customer.unknownText');
  if (state === 'exempt') return cards.phrase(language, 'customer.exemptText');
  if (state !== 'in-progress' || !inProgress) return undefined;
  return cards.phrase(language, IN_PROGRESS[inProgress.waiting ?? 'usual'], {
    progressBy: inProgress.by.name || cards.say(language, 'common.someone'),
    progressAt: momentOf(language, inProgress.at, timeZone),
    progressDate: recentDay(language, inProgress.acceptedOn, now),
  });
}
