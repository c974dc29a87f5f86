import type { ImportLine } from '../../src/domain/importing/import.ts';
import type { Language } from '../../src/domain/language.ts';
import { customerNamed, rowOutcome, rowReason } from '../cards/importing/import-rows.ts';
import { withoutMarks } from '../cards/kit/user-text.ts';
import type { BotNeeds } from '../turn/needs.ts';
import { csvFile, type TextFile } from './text-file.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database'>;

const PAGE = 250;

/** One line for each row of a file that said something: its number, customer, outcome and why. Nothing of the contact. */
export async function importResultFile(
  { cards, database }: Needs,
  language: Language,
  importId: string,
): Promise<TextFile> {
  const rows: (string | number | null)[][] = [
    [
      cards.say(language, 'import-rows.column-row'),
      cards.say(language, 'import-template.customer'),
      cards.say(language, 'import-template.customerId'),
      cards.say(language, 'import-rows.column-outcome'),
      cards.say(language, 'import-rows.column-reason'),
    ],
  ];
  for (let after = 0; ;) {
    const lines = await database.imports.lines(importId, after, PAGE);
    rows.push(...lines.map((line) => rowOf(cards, language, line)));
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
