import { z } from 'zod';
import type { ImportView, ReadyLine } from '../../../src/domain/importing/import.ts';
import type { NotedRows } from '../../../src/domain/importing/import-file.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { dayInWords } from '../kit/dates.ts';
import { countFacts, factsData, problemsData, rowLine, shortened } from './import-rows.ts';
import { signBefore } from '../kit/signs.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

const NOT_TAKEN = [
  'wrong',
  'unknown-customer',
  'already-confirmed',
  'in-progress',
  'exempt',
  'duplicate',
  'conflict',
] as const;

const previewData = z.object({
  importId: userText,
  ready: z.int().nonnegative(),
  sign: signBefore,
  tone: z.enum(['accent', 'warning']),
  facts: factsData,
  sheet: userText.optional(),
  hasMoreSheets: z.boolean(),
  unused: z.string().optional(),
  isGuess: z.boolean(),
  readyLines: problemsData,
  phonesLeftOut: z.string().optional(),
  phonesIncomplete: z.string().optional(),
  problems: problemsData,
  more: z.int().nonnegative(),
});

/** What a file holds, before anything of it is sent. It shows no more of the contacts than the view gives. */
export function importPreviewCard(cards: Cards, language: Language, view: ImportView): Card {
  const { counts, problems, ready } = view;
  const { id, fileName, notes } = view.import;
  const notTaken = NOT_TAKEN.reduce((sum, name) => sum + counts[name], 0);
  const file = cards.phrase(language, 'import-rows.fileTitle');
  const data = previewData.parse({
    importId: id,
    ready: counts.ready,
    sign: counts.ready > 0 ? undefined : '⚠️',
    tone: counts.ready > 0 ? 'accent' : 'warning',
    facts: [
      { title: file, value: fileNamed(cards, language, fileName) },
      ...countFacts(cards, language, counts, NOT_TAKEN, notes),
    ],
    sheet: notes?.sheet ?? undefined,
    hasMoreSheets: notes?.hasMoreSheets ?? false,
    unused: notes?.unusedColumns?.map((title) => userText.parse(title)).join(', '),
    isGuess: notes?.isGuessedWestern ?? false,
    readyLines: ready.map((line) => ({ text: readyLine(cards, language, line) })),
    phonesLeftOut: rowsNamed(cards, language, notes?.phones?.['left-out']),
    phonesIncomplete: rowsNamed(cards, language, notes?.phones?.incomplete),
    problems: problems.map((line) => rowLine(cards, language, line)),
    more: Math.max(0, notTaken - problems.length),
  });
  return cards.render('import-preview', language, data);
}

/** « Row 2, Contoso: Ana Exemple, a…@client.example, 3 October 2018 »; where others read along « Row 2, Contoso: A. E., … » */
function readyLine(cards: Cards, language: Language, line: ReadyLine): string {
  const row = {
    row: line.number,
    customer: shortened(line.customer),
    date: dayInWords(language, line.acceptedOn),
  };
  if ('initials' in line) {
    return cards.phrase(language, 'import-preview.readyLineShared', { ...row, initials: line.initials });
  }
  const { firstName, lastName, maskedEmail: email } = line;
  return cards.phrase(language, 'import-preview.readyLine', {
    ...row,
    name: `${firstName} ${lastName}`,
    email,
  });
}

/** « 2, 5, 9 and 12 more » */
function rowsNamed(cards: Cards, language: Language, noted: NotedRows | undefined): string | undefined {
  if (!noted) return undefined;
  const rows = noted.rows.join(', ');
  return cards.phrase(language, 'import-rows.rowsNamed', { rows, others: noted.count - noted.rows.length });
}

/** Returns a file's name as a person's own words; for pasted rows, which have none, a general one. */
export function fileNamed(cards: Cards, language: Language, fileName: string): string {
  return fileName === '' ? cards.phrase(language, 'import-rows.pasted') : userText.parse(fileName);
}
