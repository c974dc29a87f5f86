import { z } from 'zod';
import type { Outcome } from '../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { askedLine } from './asked-line.ts';
import { assignment, assignmentOf, type Viewer } from './assignment.ts';
import { renewalInWords, waitInWords, weekdayOf } from '../kit/dates.ts';
import { failureText } from '../kit/failure-text.ts';
import { shortName } from '../kit/short-name.ts';
import { markUserText, userText } from '../kit/user-text.ts';

/** What a line about a waiting customer shows. */
export type WaitingCustomer = Pick<Customer, 'id' | 'name' | 'waitingSince' | 'assignee'> &
  Partial<Pick<Customer, 'domain' | 'reseller' | 'asked' | 'acceptedOn' | 'pause'>> & {
    /** What colleagues should know of it, where the reader may see that. */
    colleagueNote?: string | undefined;
    /** How its latest confirmation ended, where that is what is looked at. */
    failure?: Outcome | undefined;
  };

export const customerRow = z.object({
  customerId: userText,
  name: userText,
  /** How long it waits, which acceptance has to be renewed, and who asked it. */
  wait: z.string().optional(),
  assigned: z.string().optional(),
  /** How long it waits, and where it is on the web. */
  first: z.string().optional(),
  /** Who has it, and through whom it buys. */
  second: z.string().optional(),
  colleagueNote: userText.optional(),
  /** Why it is not confirmed although a member confirmed it. */
  failure: z.string().optional(),
  /** Captions stand alone: a person who hears them one after the other knows whom each is about. */
  confirmShort: z.string(),
  confirmTitle: z.string(),
  statusTitle: z.string(),
  ...assignment.shape,
});

/** A waiting customer's line as card data. */
export function rowOf(
  cards: Cards,
  language: Language,
  customer: WaitingCustomer,
  now: Date,
  viewer?: Viewer,
): z.input<typeof customerRow> {
  const { id, name, domain, waitingSince, assignee, reseller, failure, pause } = customer;
  const waits = waitingSince ? waitInWords(cards, language, waitingSince, now) : undefined;
  const renewal = renewalInWords(cards, language, { ...customer, agreementState: 'unconfirmed' });
  const paused =
    pause && cards.phrase(language, 'common.pausedUntil', { until: weekdayOf(language, pause.until) });
  const wait = sideBySide(waits, renewal, askedLine(cards, language, customer, now), paused);
  const assigned = assignee
    ? cards.phrase(language, 'common.assignedTo', { assignee: assignee.name })
    : undefined;
  const via = reseller ? cards.phrase(language, 'common.via', { reseller: reseller.name }) : undefined;
  return {
    customerId: id,
    name,
    wait,
    assigned,
    first: sideBySide(wait, domain && markUserText(domain)),
    second: sideBySide(assigned, via),
    colleagueNote: customer.colleagueNote,
    failure: failure && failureText(cards, language, failure, name),
    confirmShort: cards.phrase(language, 'common.confirmOne', { customer: shortName(name) }),
    confirmTitle: cards.phrase(language, 'common.confirmOne', { customer: name }),
    statusTitle: cards.phrase(language, 'common.statusOf', { customer: name }),
    ...assignmentOf(cards, language, customer, viewer),
  };
}

/** Facts that have nothing to do with each other, on one line. */
function sideBySide(...facts: (string | undefined)[]): string | undefined {
  return facts.filter(Boolean).join(' · ') || undefined;
}
