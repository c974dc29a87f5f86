import type { CalendarDate } from '../domain/calendar-date.ts';
import { createTableChecker, type TableChecker } from '../domain/check-table.ts';
import type { CheckedFile, FileProblem } from '../domain/import-file.ts';
import { decodeText } from './decode-text.ts';
import { FileRefused } from './file-refused.ts';
import { readDelimited } from './read-delimited.ts';
import { readSheet, type SheetWords } from './read-sheet.ts';
import { readDateStyles, readSharedStrings, readWorkbook } from './workbook.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

/** Nobody spreads one list over more sheets. */
const SHEETS_TRIED = 20;
/** So many rows tell whether a sheet is filled in. */
const ROWS_LOOKED_AT = 200;

/**
 * Reads a CSV or XLSX file, told apart by what they hold and not by their names, and checks its rows. Hidden sheets and
 * rows are left out, macros never looked at. Takes all the time it needs: not for the thread that answers people.
 */
export async function checkFile(bytes: Buffer, latestDate: CalendarDate): Promise<CheckedFile> {
  try {
    if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return await checkWorkbook(bytes, latestDate);
    // An Excel file of before 2007, or one with a password, which is wrapped in the same way.
    if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new FileRefused({ kind: 'old-excel' });
    const checker = createTableChecker(latestDate);
    readDelimited(decodeText(bytes), checker);
    return checker.finish();
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
async function checkWorkbook(bytes: Buffer, latestDate: CalendarDate): Promise<CheckedFile> {
  const zip = await openZip(bytes);
  const { visibleSheets, is1904, sharedStrings, styles } = await readWorkbook(zip);
  const strings = await readSharedStrings(zip, sharedStrings);
  const words = { strings, dateStyles: await readDateStyles(zip, styles), is1904 };
  const sheets = visibleSheets.slice(0, SHEETS_TRIED);
  let closest: { problem: FileProblem; distance: number } = {
    problem: { kind: 'empty' },
    distance: Infinity,
  };
  for (const [place, { path, name }] of sheets.entries()) {
    const sheet = visibleSheets.length > 1 ? name.slice(0, 100) : null;
    const checker = createTableChecker(latestDate);
    await readSheet(zip, path, words, checker);
    const checked = checker.finish();
    if (checked.kind === 'checked') {
      const hasMore = await isOneFilledIn(zip, sheets.slice(place + 1), words, latestDate);
      return { ...checked, notes: { ...checked.notes, sheet, ...(hasMore && { hasMoreSheets: hasMore }) } };
    }
    if (checker.isBlank()) continue;
    const distance = distanceOf(checked.problem);
    const problem = sheet === null ? checked.problem : { ...checked.problem, sheet };
    if (distance < closest.distance) closest = { problem, distance };
    if (problem.kind === 'too-many-rows') break;
  }
  return { kind: 'refused', problem: closest.problem };
}

/** How far a sheet is from one that could be taken. */
function distanceOf(problem: FileProblem): number {
  switch (problem.kind) {
    case 'too-many-rows':
      return -1;
    case 'empty':
      return 0;
    case 'columns-missing':
      return 1 + problem.fields.length;
    default:
      return 1;
  }
}

/** Whether a sheet beside the one that is taken has the columns too, and rows. What cannot be read there harms nobody. */
async function isOneFilledIn(
  zip: ZipArchive,
  sheets: readonly { path: string }[],
  words: SheetWords,
  latestDate: CalendarDate,
): Promise<boolean> {
  for (const { path } of sheets) {
    const checker = createTableChecker(latestDate);
    let looked = 0;
    const add: TableChecker['add'] = (row, isHidden) =>
      checker.add(row, isHidden) && (looked += 1) < ROWS_LOOKED_AT;
    try {
      await readSheet(zip, path, words, { add });
    } catch (error) {
      if (error instanceof FileRefused) return false;
      throw error;
    }
    if (checker.finish().kind === 'checked') return true;
  }
  return false;
}
