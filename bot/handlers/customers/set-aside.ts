import type { Customer } from '../../../src/domain/customers/customer.ts';
import {
  noteIn,
  pauseDays,
  problemOfNote,
  problemOfPause,
  type CustomerNote,
} from '../../../src/domain/customers/set-aside.ts';
import type { ErrorCode } from '../../../src/domain/errors.ts';
import { resumeCustomer, setAside } from '../../../src/use-cases/customers/set-aside.ts';
import { customerNoteCard, type CustomerNoteInput } from '../../cards/customers/customer-note.ts';
import { weekdayOf } from '../../cards/kit/dates.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';
import type { Turn } from '../../turn/turn.ts';
import { listBehind } from './ask.ts';
import { customerAnswer } from './customer-answer.ts';

/** Shows the card on which a person writes a note about a customer or chooses a pause. */
export async function openNote(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const customer = await needs.database.customers.find(textIn(data, 'customerId') ?? '');
  if (!customer) return unknownCustomer(needs, turn);
  const note = await noteOf(needs, customer.id);
  return draw(needs, turn, data, customer, {
    note: note?.text ?? '',
    until: customer.pause?.until ?? '',
    notedAt: note?.at ?? null,
  });
}

/** Saves what that card says, and shows the customer's card with what is new. */
export async function saveNote(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const customer = await needs.database.customers.find(textIn(data, 'customerId') ?? '');
  if (!customer) return unknownCustomer(needs, turn);
  const typed = typedIn(data);
  const until = typed.until ?? customer.pause?.until ?? '';
  const note = noteIn(typed.note);
  const noteProblem = problemOfNote(note);
  // A pause that is kept as it was needs no new day.
  const isKept = until === '' || until === customer.pause?.until;
  const pauseProblem = isKept ? undefined : problemOfPause(until, needs.clock.now(), turn.timeZone);
  const again = (state: Partial<CustomerNoteInput>) =>
    draw(needs, turn, data, customer, { note: typed.note, until, notedAt: notedAtIn(data), ...state });
  if (noteProblem || pauseProblem) return again({ noteProblem, pauseProblem });
  const saved = await setAside(needs, {
    customerId: customer.id,
    note,
    notedAt: notedAtIn(data),
    until: until === '' ? null : until,
    timeZone: turn.timeZone,
    actor: turn.person,
  });
  if (saved.kind === 'unknown-customer') return unknownCustomer(needs, turn);
  if (saved.kind === 'noted-meanwhile') return again({ notedAt: saved.note.at, theirs: saved.note });
  return customerAnswer(needs, turn, saved.customer, said(needs, turn, saved), listBehind(turn, data));
}

/** Ends the pause: reminders name the customer again. */
export async function resume(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const customerId = textIn(data, 'customerId') ?? '';
  const customer = await resumeCustomer(needs, { customerId, actor: turn.person });
  if (!customer) return unknownCustomer(needs, turn);
  const text = needs.cards.phrase(turn.language, 'customer-note.resumed', { customer: customer.name });
  return customerAnswer(needs, turn, customer, text, listBehind(turn, data));
}

/** The card as it was filled in, with why nothing was saved. Needs no database. */
export function noteGivenBack(
  { cards, names, clock }: Pick<BotNeeds, 'cards' | 'names' | 'clock'>,
  turn: Turn,
  data: PressData,
  why: ErrorCode,
): Answer {
  const id = textIn(data, 'customerId') ?? '';
  const { note, until = '' } = typedIn(data);
  const name = names.of(id) ?? cards.say(turn.language, 'common.chosenCustomer');
  return card(
    customerNoteCard(cards, turn.language, {
      customer: { id, name },
      ...{ note, until, notedAt: notedAtIn(data), canPause: true },
      days: pauseDays(clock.now(), turn.timeZone),
      setback: { why, isComplete: true },
      list: listBehind(turn, data),
    }),
    { inPlace: true },
  );
}

function draw(
  { cards, clock, names }: BotNeeds,
  turn: Turn,
  data: PressData,
  customer: Customer,
  state: Pick<CustomerNoteInput, 'note' | 'until' | 'notedAt'> & Partial<CustomerNoteInput>,
): Answer {
  names.note([customer]);
  return card(
    customerNoteCard(cards, turn.language, {
      customer,
      canPause: isOpen(customer),
      days: pauseDays(clock.now(), turn.timeZone),
      list: listBehind(turn, data),
      ...state,
    }),
    { inPlace: true },
  );
}

const isOpen = ({ agreementState }: Customer) =>
  agreementState === 'unconfirmed' || agreementState === 'unknown';

/**
 * Reads what a client sent. A note may be longer than any other text of a press. A day that was not sent stays as it was.
 */
function typedIn({ note, pausedUntil }: PressData): { note: string; until: string | undefined } {
  return {
    note: typeof note === 'string' ? note : '',
    until: typeof pausedUntil === 'string' ? pausedUntil.trim() : undefined,
  };
}

function notedAtIn(data: PressData): Date | null {
  const at = new Date(textIn(data, 'notedAt') ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at;
}

async function noteOf({ database }: BotNeeds, customerId: string): Promise<CustomerNote | undefined> {
  return (await database.asides.notes([customerId])).get(customerId);
}

function said(
  { cards }: BotNeeds,
  { language }: Turn,
  saved: Extract<Awaited<ReturnType<typeof setAside>>, { kind: 'saved' | 'settled' }>,
): string {
  const { customer } = saved;
  if (saved.kind === 'settled') {
    return cards.phrase(language, 'customer-note.settled', { customer: customer.name });
  }
  const until = customer.pause ? weekdayOf(language, customer.pause.until) : '';
  return cards.phrase(language, `customer-note.saved-${saved.changed}`, { customer: customer.name, until });
}

function unknownCustomer({ cards }: BotNeeds, turn: Turn): Answer {
  return card(remarkCard(cards, turn.language, { remark: 'unknown-customer' }));
}
