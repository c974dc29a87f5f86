import { z } from 'zod';
import type { CalendarDate } from '../../../src/domain/time/calendar-date.ts';
import type { Customer, Person } from '../../../src/domain/customers/customer.ts';
import type { ViewData } from '../../../src/domain/confirming/confirmation.ts';
import type { Waiting } from '../../../src/domain/confirming/filing-pause.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { wayOn, wayOnData } from '../customers/way-on.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';
import { recordedLine } from './recorded-line.ts';

export interface ConfirmationRecordedInput {
  /** For the buttons that lead on: a person who goes on from this card gets the outcome as a reply. */
  confirmationId: string;
  customer: Pick<Customer, 'id' | 'name'>;
  acceptedOn: CalendarDate;
  recordedBy: Pick<Person, 'name'>;
  recordedAt?: Date | undefined;
  again: boolean;
  /** Whether the outcome comes as a reply: the form stood in a digest, which is never replaced. */
  inReply: boolean;
  /** Whether the phone number seems to lack something. Given only where the person who typed it reads alone. */
  phoneLooksIncomplete?: boolean;
  /** Whether what was typed for a phone number was left out, for it is none. */
  phoneLeftOut?: boolean;
  /** What it waits for, where it takes longer than usual. */
  waiting?: Waiting | undefined;
  /** The list or reminder that the form was opened from. */
  view?: ViewData | undefined;
}

const recordedData = z.object({
  confirmationId: userText,
  customerId: userText,
  customer: userText,
  line: z.string(),
  again: z.boolean(),
  inReply: z.boolean(),
  phoneLooksIncomplete: z.boolean(),
  phoneLeftOut: z.boolean(),
  isUsual: z.boolean(),
  waiting: z.string().optional(),
  back: wayOn.shape.list,
  ...wayOn.pick({ list: true, backTitle: true }).shape,
});

/** Says what was recorded, before Partner Center has answered. Nothing of the contact. */
export function confirmationRecordedCard(
  cards: Cards,
  language: Language,
  input: ConfirmationRecordedInput,
): Card {
  const {
    confirmationId,
    customer,
    acceptedOn,
    recordedBy: submittedBy,
    recordedAt: submittedAt,
    view,
  } = input;
  const on = wayOnData(cards, language, { view });
  const data = recordedData.parse({
    confirmationId,
    customerId: customer.id,
    customer: customer.name,
    line: recordedLine(cards, language, { acceptedOn, submittedBy, submittedAt }),
    again: input.again,
    inReply: input.inReply,
    phoneLooksIncomplete: input.phoneLooksIncomplete ?? false,
    phoneLeftOut: input.phoneLeftOut ?? false,
    isUsual: input.waiting === undefined,
    waiting: input.waiting && cards.phrase(language, `confirmation-recorded.${input.waiting}`),
    ...on,
    back: { ...on.list, leaves: confirmationId },
  });
  return cards.render('confirmation-recorded', language, data);
}
