import { z } from 'zod';
import type { AcceptanceField } from '../../../src/domain/confirming/acceptance.ts';
import type { ImportCounts, ImportLine } from '../../../src/domain/importing/import.ts';
import { fateOf } from '../../../src/domain/importing/import.ts';
import type { FileNotes } from '../../../src/domain/importing/import-file.ts';
import type { RowProblem } from '../../../src/domain/importing/import-row.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { dayInWords } from '../kit/dates.ts';

export const factsData = z.array(z.object({ title: z.string(), value: z.string() }));
export const problemsData = z.array(z.object({ text: z.string() }));

/** Shows how a day is written; any day will do. */
const EXAMPLE_DAY = '2018-10-03';
/** A number that no country gives to anyone. */
const EXAMPLE_PHONE = '+33 1 99 00 12 34';
const LONGEST_NAME = 80;

/** What became of a row, in a word or two. */
export function rowOutcome(cards: Cards, language: Language, line: ImportLine): string {
  const name = line.state === 'recorded' ? fateOf(line.confirmation ?? NOT_KNOWN) : line.state;
  return cards.phrase(language, `import-rows.outcome-${name}`);
}
const NOT_KNOWN = { state: 'recorded', outcome: null } as const;

/** Why a row was not taken, or why its confirmation did not confirm the customer; empty where there is nothing to say. */
export function rowReason(cards: Cards, language: Language, line: ImportLine): string {
  const customer = customerNamed(line);
  switch (line.state) {
    case 'wrong':
      return [
        ...new Set(line.problems.map((problem) => problemReason(cards, language, problem, customer))),
      ].join(' ');
    case 'unknown-customer':
      return cards.phrase(language, 'import-rows.unknown-customer', { typed: customer });
    case 'duplicate':
    case 'conflict':
      return cards.phrase(language, `import-rows.${line.state}`, { other: line.otherRow ?? 0 });
    case 'already-confirmed':
    case 'in-progress':
    case 'exempt':
    case 'dropped':
      return cards.phrase(language, `import-rows.${line.state}`);
    case 'ready':
    case 'asked':
      return '';
    case 'recorded':
      return confirmationReason(cards, language, line, customer);
  }
}

/** « Row 12, Contoso: the e-mail address is missing. » */
export function rowLine(cards: Cards, language: Language, line: ImportLine): { text: string } {
  const values = {
    row: line.number,
    customer: customerNamed(line),
    reason: rowReason(cards, language, line),
  };
  return { text: cards.phrase(language, `import-rows.line${values.customer ? '' : 'Alone'}`, values) };
}

/** The customer by its name in the database, else as the row names it. */
export function customerNamed({ customer, keys }: ImportLine): string {
  const name = customer?.name ?? keys.customer ?? keys.domain ?? keys.customerId ?? '';
  return shortened(name);
}

/** A customer's name in a line of a list. */
export function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).trimEnd()}…` : name;
}

/** The figures that are not zero, in the order given. */
export function countFacts(
  cards: Cards,
  language: Language,
  counts: ImportCounts,
  names: readonly (keyof ImportCounts)[],
  notes?: FileNotes | null,
) {
  const fact = (name: keyof ImportCounts | 'blank' | 'hidden', value: number) =>
    value > 0 ? [{ title: cards.phrase(language, `import-rows.count-${name}`), value: String(value) }] : [];
  return [
    ...names.flatMap((name) => fact(name, counts[name])),
    ...fact('blank', notes?.blankRows ?? 0),
    ...fact('hidden', notes?.hiddenRows ?? 0),
  ];
}

function problemReason(
  cards: Cards,
  language: Language,
  { field, problem, typed = '', readings }: RowProblem,
  customer: string,
): string {
  switch (problem) {
    case 'missing':
      return cards.phrase(language, `import-rows.missing-${field}`);
    case 'too-long':
      return cards.phrase(language, `import-rows.too-long-${field}`);
    case 'not-a-date': {
      const example = dayInWords(language, EXAMPLE_DAY);
      return cards.phrase(language, 'import-rows.not-a-date', { typed, example });
    }
    case 'in-the-future':
    case 'too-early':
      return cards.phrase(language, `import-rows.${problem}`, { date: dayInWords(language, typed) });
    case 'ambiguous-date': {
      const [one, other] = (readings ?? ['', '']).map((day) => dayInWords(language, day));
      return cards.phrase(language, 'import-rows.ambiguous-date', { typed, one: one!, other: other! });
    }
    case 'part-of-date': {
      const example = dayInWords(language, EXAMPLE_DAY);
      return cards.phrase(language, 'import-rows.part-of-date', { example });
    }
    case 'number-for-phone':
      return cards.phrase(language, 'import-rows.number-for-phone', { example: EXAMPLE_PHONE });
    case 'one-name':
    case 'placeholder':
    case 'address-for-name':
      return cards.phrase(language, `import-rows.${problem}-${field === 'firstName' ? field : 'lastName'}`);
    case 'garbled':
      return cards.phrase(language, `import-rows.garbled-${isDetail(field) ? field : 'lastName'}`);
    case 'shortened-number':
    case 'number-for-date':
      return cards.phrase(language, `import-rows.${problem}`, { typed });
    case 'unknown-customer':
      return cards.phrase(language, 'import-rows.unknown-customer', { typed: customer });
    case 'not-an-email':
    case 'not-one-line':
    case 'formula-date':
    case 'formula':
    case 'not-computed':
    case 'spreadsheet-error':
    case 'ambiguous-customer':
    case 'contradicting-customer':
    case 'unknown-tenant':
      return cards.phrase(language, `import-rows.${problem}`);
  }
}

type Detail = 'firstName' | 'lastName' | 'email' | 'phoneNumber';
const isDetail = (field: AcceptanceField): field is Detail =>
  field !== 'customerId' && field !== 'acceptanceDate';

function confirmationReason(cards: Cards, language: Language, line: ImportLine, customer: string): string {
  const outcome = line.confirmation?.outcome;
  if (!outcome) return '';
  switch (outcome.kind) {
    case 'confirmed':
      return outcome.how === 'found' ? cards.phrase(language, 'import-rows.already-confirmed') : '';
    case 'refused':
      return [
        cards.phrase(language, `refusals.${outcome.reason}`),
        cards.phrase(language, `refusals.${outcome.reason}-next`),
      ].join(' ');
    case 'attention':
      return cards.phrase(language, `confirmation-outcome.${outcome.reason}`, { customer });
  }
}
