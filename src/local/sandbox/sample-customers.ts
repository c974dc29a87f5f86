import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Contact } from '../../domain/confirming/contact.ts';
import { mixed, picked, sampleId } from './sample-ids.ts';
import { FIRST_NAMES_OF_LIST, FRENCH, OTHERS, type NameStyle } from './sample-words.ts';

/** An invented customer. Everything about it follows from its index. */
export interface SampleCustomer {
  index: number;
  id: string;
  name: string;
  domain: string;
  country: string;
  culture: string;
  contact: Contact;
}

/** Customers outside the list, for what a list does not show. */
export const WITHOUT_RELATIONSHIP = 0xfffffff0;
export const LEFT_LONG_AGO = 0xfffffff1;

const FRENCH_OF_TEN = 6;

/** Places in the list with a history of their own. */
export const CONTOSO = 2;
export const CONFIRMED_ONCE = 1;
export const CONFIRMED_TWICE = 3;
export const DIRECTLY_SIGNED = 4;

export function sampleCustomer(index: number): SampleCustomer {
  const style = styleOf(index);
  const name = sampleName(index);
  const slug = slugOf(name, index);
  return {
    index,
    id: sampleId(index),
    name,
    domain: `${slug}.onmicrosoft.com`,
    country: style.country,
    culture: style.culture,
    contact: sampleContact(index, 0),
  };
}

/** The name alone, which is what searching a long list needs. */
export function sampleName(index: number): string {
  return FIRST_NAMES_OF_LIST[index]?.[0] ?? composedName(index);
}

/** A person of the customer; `which` tells several people of one customer apart. */
export function sampleContact(index: number, which: number): Contact {
  const style = styleOf(index);
  const firstName = picked(style.firstNames, index, 10 + which);
  const lastName = picked(style.lastNames, index, 20 + which);
  const mailbox = `${plain(firstName)}.${plain(lastName)}`;
  const number = String(mixed(index, 30 + which) % 10_000).padStart(4, '0');
  return {
    firstName,
    lastName,
    email: `${mailbox}@${slugOf(sampleName(index), index)}.example`,
    // 01 99 00 is kept free of subscribers for invented numbers.
    phoneNumber: style === FRENCH ? `01 99 00 ${number.slice(0, 2)} ${number.slice(2)}` : '',
  };
}

/** The days on which a customer's agreement was confirmed before the sandbox first started; a quarter have one. */
export function earlierConfirmations(index: number, from: CalendarDate, days: number): CalendarDate[] {
  if (index === CONTOSO || index === DIRECTLY_SIGNED || index >= WITHOUT_RELATIONSHIP || index === 0)
    return [];
  const dayOf = (which: number) => {
    const at = new Date(`${from}T00:00:00Z`).getTime() + (mixed(index, 40 + which) % days) * 86_400_000;
    return new Date(at).toISOString().slice(0, 10);
  };
  if (index === CONFIRMED_TWICE) return [dayOf(0), dayOf(1)].sort();
  return index === CONFIRMED_ONCE || mixed(index, 50) % 4 === 0 ? [dayOf(0)] : [];
}

function styleOf(index: number): NameStyle {
  const culture = FIRST_NAMES_OF_LIST[index]?.[1];
  if (culture) return OTHERS.find((style) => style.culture === culture) ?? FRENCH;
  return placeOf(index).style;
}

/** A style, and the how manieth of its names an index has. */
function placeOf(index: number): { style: NameStyle; place: number } {
  const [tens, ones] = [Math.floor(index / 10), index % 10];
  if (ones < FRENCH_OF_TEN) return { style: FRENCH, place: tens * FRENCH_OF_TEN + ones };
  const other = tens * (10 - FRENCH_OF_TEN) + ones - FRENCH_OF_TEN;
  return { style: OTHERS[other % OTHERS.length]!, place: Math.floor(other / OTHERS.length) };
}

/** The words run through all their combinations before a town, and at last a number, is added. */
function composedName(index: number): string {
  const { style, place } = placeOf(index);
  const { trades, owners, endings, towns, pattern } = style;
  const combinations = trades.length * owners.length * endings.length;
  const round = Math.floor(place / combinations);
  // 7919 is prime and divides none of the lists' sizes: neighbours differ, and none comes twice in a round.
  const shuffled = (place * 7_919) % combinations;
  const trade = trades[shuffled % trades.length]!;
  const owner = owners[Math.floor(shuffled / trades.length) % owners.length]!;
  const ending = endings[Math.floor(shuffled / (trades.length * owners.length))]!;
  const name = pattern.replace('{trade}', trade).replace('{owner}', owner).replace('{ending}', ending);
  return round === 0 ? name : `${name} ${towns[round - 1] ?? round + 1}`;
}

function slugOf(name: string, index: number): string {
  const slug = plain(name).slice(0, 24);
  return index < FIRST_NAMES_OF_LIST.length ? slug : `${slug}${index.toString(36)}`;
}

const SPECIAL: Record<string, string> = { œ: 'oe', ß: 'ss', ł: 'l', Ł: 'l' };

function plain(text: string): string {
  return text
    .replace(/[œßłŁ]/g, (letter) => SPECIAL[letter]!)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
