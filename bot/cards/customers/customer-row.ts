import { z } from 'zod';
import { daysBetween } from '../../../src/domain/time/calendar-date.ts';
import type { Outcome } from '../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { askedLine } from './asked-line.ts';
import { assignment, assignmentOf, type Viewer } from './assignment.ts';
import { toBeRenewed } from '../../../src/domain/customers/renewal.ts';
import { weekdayOf } from '../kit/dates.ts';
import { shortName } from '../kit/short-name.ts';
import { failureText } from '../kit/failure-text.ts';
import { markUserText, userText } from '../kit/user-text.ts';

/** What a line about a waiting customer shows. */
export type WaitingCustomer = Pick<Customer, 'id' | 'name' | 'waitingSince' | 'assignee'> &
  Partial<Pick<Customer, 'domain' | 'reseller' | 'asked' | 'acceptedOn' | 'pause'>> & {
    /** What colleagues should know of it, where the reader may see that. */
    colleagueNote?: string | undefined;
    /** How its latest confirmation failed, where the list is about failed ones. */
    failure?: Outcome | undefined;
  };

export const customerRow = z.object({
  customerId: userText,
  name: userText,
  /** How long it waits, which acceptance has to be renewed, who asked it, and whose it is. */
  line: z.string(),
  colleagueNote: userText.optional(),
  /** Why it is not confirmed although a member confirmed it. */
  failure: z.string().optional(),
  confirmShort: z.string(),
  /** A tip names the customer where a caption cannot. */
  confirmTitle: z.string(),
  statusTitle: z.string(),
  assignTip: z.string(),
  ...assignment.shape,
});

/** How many days a customer waits before the number is set in bold. */
const LONG_DAYS = 30;

/** How many letters of a name stand in a tip. */
const TIP_LETTERS = 100;

/** A waiting customer's line as card data. `namesakes`: other customers beside it, told apart by their domains. */
export function rowOf(
  cards: Cards,
  language: Language,
  customer: WaitingCustomer,
  now: Date,
  viewer?: Viewer,
  namesakes: readonly Pick<WaitingCustomer, 'name'>[] = [],
): z.input<typeof customerRow> {
  const { id, name, domain, assignee, failure, pause } = customer;
  const isNameShared = namesakes.filter((other) => other.name === name).length > 1;
  const told = nameInTips(name, isNameShared ? domain : undefined);
  return {
    customerId: id,
    name,
    line: sideBySide(
      daysWaiting(cards, language, customer, now),
      toBeRenewed({ ...customer, agreementState: 'unconfirmed' })
        ? cards.phrase(language, 'common.renewShort')
        : undefined,
      askedLine(cards, language, customer, now),
      pause && cards.phrase(language, 'common.pausedUntil', { until: weekdayOf(language, pause.until) }),
      assignee ? markUserText(assignee.name) : cards.phrase(language, 'common.unassigned'),
      isNameShared && domain ? markUserText(domain) : undefined,
    ),
    colleagueNote: customer.colleagueNote,
    failure: failure && failureText(cards, language, failure, name),
    confirmShort: cards.phrase(language, 'common.confirmShort'),
    confirmTitle: cards.phrase(language, 'common.confirmOne', { customer: told }),
    statusTitle: cards.phrase(language, 'common.statusOf', { customer: told }),
    assignTip: cards.phrase(language, 'common.assignOtherTip', { customer: told }),
    ...assignmentOf(cards, language, { ...customer, name: told }, viewer),
  };
}

function daysWaiting(
  cards: Cards,
  language: Language,
  { waitingSince }: WaitingCustomer,
  now: Date,
): string | undefined {
  if (!waitingSince) return undefined;
  const days = daysBetween(waitingSince, now);
  const words = cards.phrase(language, 'common.days', { days });
  return days >= LONG_DAYS ? `**${words}**` : words;
}

/**
 * A customer's name as tips repeat it, with its domain where others have the same name. Cut, because the row says it in full
 * and a message has its limits.
 */
export function nameInTips(name: string, domain?: string): string {
  if (!domain) return shortName(name, TIP_LETTERS);
  return `${shortName(name, TIP_LETTERS / 2)} (${shortName(domain, TIP_LETTERS / 2)})`;
}

/** Facts that have nothing to do with each other, on one line. */
export function sideBySide(...facts: (string | undefined)[]): string {
  return facts.filter(Boolean).join(' · ');
}
