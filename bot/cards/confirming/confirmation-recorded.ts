import { z } from 'zod';
import type { CalendarDate } from '../../../src/domain/time/calendar-date.ts';
import type { Customer, Person } from '../../../src/domain/customers/customer.ts';
import type { Waiting } from '../../../src/domain/confirming/filing-pause.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { dayInWords } from '../kit/dates.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface ConfirmationRecordedInput {
  customer: Pick<Customer, 'id' | 'name'>;
  acceptedOn: CalendarDate;
  recordedBy: Pick<Person, 'name'>;
  again: boolean;
  /** The form stood in a digest, which is never replaced: the result will be a reply. */
  inReply: boolean;
  /** The phone number seems to lack something. Only for the eyes of who typed it. */
  phoneLooksIncomplete?: boolean;
  /** What was typed for a phone number is none. */
  phoneLeftOut?: boolean;
  /** What it waits for, where it takes longer than usual. */
  waiting?: Waiting | undefined;
}

const recordedData = z.object({
  customerId: userText,
  customer: userText,
  acceptedOn: z.string(),
  recordedBy: userText,
  again: z.boolean(),
  inReply: z.boolean(),
  phoneLooksIncomplete: z.boolean(),
  phoneLeftOut: z.boolean(),
  isUsual: z.boolean(),
  waiting: z.string().optional(),
});

/** Says what was recorded, before Partner Center has answered. Nothing of the contact. */
export function confirmationRecordedCard(
  cards: Cards,
  language: Language,
  input: ConfirmationRecordedInput,
): Card {
  const data = recordedData.parse({
    customerId: input.customer.id,
    customer: input.customer.name,
    acceptedOn: dayInWords(language, input.acceptedOn),
    recordedBy: input.recordedBy.name,
    again: input.again,
    inReply: input.inReply,
    phoneLooksIncomplete: input.phoneLooksIncomplete ?? false,
    phoneLeftOut: input.phoneLeftOut ?? false,
    isUsual: input.waiting === undefined,
    waiting: input.waiting && cards.phrase(language, `confirmation-recorded.${input.waiting}`),
  });
  return cards.render('confirmation-recorded', language, data);
}
