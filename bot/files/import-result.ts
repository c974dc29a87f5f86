import type { Import, ImportLine } from '../../src/domain/importing/import.ts';
import type { Language } from '../../src/domain/language.ts';
import { customerNamed, rowOutcome, rowReason } from '../cards/importing/import-rows.ts';
import { messageToCustomer } from '../cards/customers/message-to-customer.ts';
import { withoutMarks } from '../cards/kit/user-text.ts';
import type { BotNeeds } from '../turn/needs.ts';
import { csvFile, type TextFile } from './text-file.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database'>;

const PAGE = 250;

/**
 * One line for each row of an import that was not empty: its number, customer, outcome and why. Nothing of the contact. For
 * a list of customers to ask, also the message to each customer that was noted as asked, in the language asked for.
 */
export async function importResultFile(
  { cards, database }: Needs,
  language: Language,
  { id: importId, purpose }: Pick<Import, 'id' | 'purpose'>,
  messageLanguage: Language = language,
): Promise<TextFile> {
  const isOfAsks = purpose === 'asks';
  const rows: (string | number | null)[][] = [
    [
      cards.say(language, 'import-rows.column-row'),
      cards.say(language, 'import-template.customer'),
      cards.say(language, 'import-template.customerId'),
      cards.say(language, 'import-rows.column-outcome'),
      cards.say(language, 'import-rows.column-reason'),
      ...(isOfAsks ? [cards.say(language, 'import-rows.column-message')] : []),
    ],
  ];
  for (let after = 0; ;) {
    const lines = await database.imports.lines(importId, after, PAGE);
    const messageOf = (line: ImportLine) => (isOfAsks ? [messageTo(cards, messageLanguage, line)] : []);
    rows.push(...lines.map((line) => [...rowOf(cards, language, line), ...messageOf(line)]));
    const last = lines.at(-1);
    if (!last || lines.length < PAGE) break;
    after = last.number;
  }
  return csvFile(language, cards.say(language, 'import-rows.resultName'), rows);
}

function rowOf(cards: Needs['cards'], language: Language, line: ImportLine) {
  return [
    line.number,
    customerNamed(line),
    line.customer?.id ?? line.keys.customerId ?? null,
    withoutMarks(rowOutcome(cards, language, line)),
    withoutMarks(rowReason(cards, language, line)),
  ];
}

/** Only for a customer that was noted: the others are not to be asked. */
const messageTo = (cards: Needs['cards'], language: Language, { state, customer }: ImportLine) =>
  state === 'asked' && customer ? withoutMarks(messageToCustomer(cards, language, customer)) : null;
