import type { CalendarDate } from '../domain/calendar-date.ts';
import { createTableChecker } from '../domain/check-table.ts';
import type { CheckedFile } from '../domain/import-file.ts';
import { decodeText } from './decode-text.ts';
import { FileRefused } from './file-refused.ts';
import { readDelimited } from './read-delimited.ts';
import { readSheet } from './read-sheet.ts';
import { readDateStyles, readSharedStrings, readWorkbook } from './workbook.ts';
import { openZip } from './zip-archive.ts';

/** Nobody spreads one list over more sheets. */
const SHEETS_TRIED = 20;

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

/** The first sheet that has the columns; where none has, what is wrong with the first one that holds anything. */
async function checkWorkbook(bytes: Buffer, latestDate: CalendarDate): Promise<CheckedFile> {
  const zip = await openZip(bytes);
  const { visibleSheets, is1904, sharedStrings, styles } = await readWorkbook(zip);
  const strings = await readSharedStrings(zip, sharedStrings);
  const dateStyles = await readDateStyles(zip, styles);
  let refused: CheckedFile = { kind: 'refused', problem: { kind: 'empty' } };
  for (const { path, name } of visibleSheets.slice(0, SHEETS_TRIED)) {
    const checker = createTableChecker(latestDate);
    await readSheet(zip, path, { strings, dateStyles, is1904 }, checker);
    const checked = checker.finish();
    if (checked.kind === 'checked') {
      const sheet = visibleSheets.length > 1 ? name.slice(0, 100) : null;
      return { ...checked, notes: { ...checked.notes, sheet } };
    }
    const isFirst = refused.kind === 'refused' && refused.problem.kind === 'empty';
    if (isFirst || checked.problem.kind === 'too-many-rows') refused = checked;
    if (checked.problem.kind === 'too-many-rows') break;
  }
  return refused;
}
