import { createTableChecker, type CheckRules, type TableChecker } from '../domain/importing/check-table.ts';
import type { CheckedFile, FileProblem } from '../domain/importing/import-file.ts';
import { decodeText } from './decode-text.ts';
import { FileRefused } from './file-refused.ts';
import { isBareExcel, isForeign, isForeignText } from './foreign-format.ts';
import { readDelimited } from './read-delimited.ts';
import type { SheetWords } from './cell-meaning.ts';
import { readSheet } from './read-sheet.ts';
import { readFormats, readSharedStrings, readWorkbook, type Sheet } from './workbook.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

/** How many sheets are looked at for the columns. */
const SHEETS_TRIED = 100;
/** How many rows tell whether a sheet is filled in. */
const ROWS_LOOKED_AT = 200;

/**
 * Reads a CSV or XLSX file, told apart by what they hold and not by their names, and checks its rows. Hidden sheets and
 * rows are left out, macros never looked at. Takes all the time it needs: not for the thread that answers people.
 */
export async function checkFile(bytes: Buffer, rules: CheckRules): Promise<CheckedFile> {
  try {
    if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return await checkWorkbook(bytes, rules);
    if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
      // A workbook with a password is wrapped as Excel files of before 2007 are.
      const isProtected = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
      throw new FileRefused({ kind: isProtected ? 'protected' : 'old-excel' });
    }
    if (isBareExcel(bytes)) throw new FileRefused({ kind: 'old-excel' });
    if (isForeign(bytes)) throw new FileRefused({ kind: 'not-a-table' });
    const { text, isGuess } = decodeText(bytes);
    if (isForeignText(text)) throw new FileRefused({ kind: 'not-a-table' });
    const checker = createTableChecker(rules);
    readDelimited(text, checker);
    const checked = checker.finish();
    if (checked.kind === 'refused' || !isGuess) return checked;
    return { ...checked, notes: { ...checked.notes, isGuessedWestern: true } };
  } catch (error) {
    if (error instanceof FileRefused) return { kind: 'refused', problem: error.problem };
    throw error;
  }
}

const beginsWith = (bytes: Buffer, magic: readonly number[]) =>
  magic.every((byte, place) => bytes[place] === byte);

/**
 * The first sheet that has the columns; where none has, what is wrong with the one that comes closest. Says of which sheet
 * it speaks where there are several.
 */
async function checkWorkbook(bytes: Buffer, rules: CheckRules): Promise<CheckedFile> {
  const zip = await openZip(bytes);
  const { visibleSheets, hiddenSheets, is1904, isToBeComputed, ...parts } = await readWorkbook(zip);
  const strings = await readSharedStrings(zip, parts.sharedStrings);
  const formats = await readFormats(zip, parts.styles);
  const words = { strings, formats, is1904, isToBeComputed };
  const sheets = visibleSheets.slice(0, SHEETS_TRIED);
  const sheetRules = { ...rules, needsTitles: visibleSheets.length > 1 };
  let closest: { problem: FileProblem; distance: number } = {
    problem: { kind: 'empty' },
    distance: Infinity,
  };
  for (const [place, { path, name }] of sheets.entries()) {
    const sheet = visibleSheets.length > 1 ? name.slice(0, 100) : null;
    const checker = createTableChecker(sheetRules);
    await readSheet(zip, path, words, checker);
    const checked = checker.finish();
    if (checked.kind === 'checked') {
      const hasMore = await filledIn(zip, sheets.slice(place + 1), words, sheetRules);
      return { ...checked, notes: { ...checked.notes, sheet, ...(hasMore && { hasMoreSheets: true }) } };
    }
    if (checker.isBlank()) continue;
    const distance = distanceOf(checked.problem);
    const problem = sheet === null ? checked.problem : { ...checked.problem, sheet };
    if (distance < closest.distance) closest = { problem, distance };
    if (problem.kind === 'too-many-rows') break;
  }
  if (closest.distance > 0) {
    if (visibleSheets.length > SHEETS_TRIED) return { kind: 'refused', problem: { kind: 'too-many-sheets' } };
    const hidden = await filledIn(zip, hiddenSheets.slice(0, SHEETS_TRIED), words, {
      ...rules,
      needsTitles: true,
    });
    if (hidden) return { kind: 'refused', problem: { kind: 'hidden', sheet: hidden.name.slice(0, 100) } };
  }
  return { kind: 'refused', problem: closest.problem };
}

/** How far a sheet is from one that could be taken. */
function distanceOf(problem: FileProblem): number {
  switch (problem.kind) {
    case 'too-many-rows':
      return -1;
    case 'hidden':
      return 0;
    case 'empty':
      return 0.5;
    case 'columns-missing':
      return 1 + problem.fields.length;
    default:
      return 1;
  }
}

/** The first sheet that has the columns, and rows. What cannot be read there harms no other sheet. */
async function filledIn(
  zip: ZipArchive,
  sheets: readonly Sheet[],
  words: SheetWords,
  rules: CheckRules,
): Promise<Sheet | undefined> {
  for (const sheet of sheets) {
    const checker = createTableChecker(rules);
    let looked = 0;
    const add: TableChecker['add'] = (row, isHidden) =>
      checker.add(row, isHidden) && (looked += 1) < ROWS_LOOKED_AT;
    try {
      await readSheet(zip, sheet.path, words, { add });
    } catch (error) {
      if (error instanceof FileRefused) return undefined;
      throw error;
    }
    if (checker.finish().kind === 'checked') return sheet;
  }
  return undefined;
}
