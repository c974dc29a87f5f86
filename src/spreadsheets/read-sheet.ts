import type { TableChecker } from '../domain/importing/check-table.ts';
import { LONGEST_CELL, MOST_COLUMNS, type Cell } from '../domain/importing/import-table.ts';
import { meaningOf, type RawCell, type SheetWords } from './cell-meaning.ts';
import { isTrue } from './workbook.ts';
import type { ZipArchive } from './zip-archive.ts';

/**
 * Gives the rows of a sheet to the checker as they are read. A merged cell counts at its first place. Of a formula counts
 * what it came to when the file was saved; it is never computed here.
 */
export async function readSheet(
  zip: ZipArchive,
  path: string,
  words: SheetWords,
  checker: Pick<TableChecker, 'add'>,
): Promise<void> {
  let goesOn = true;
  let row = newRow(0, false);
  let cell = newCell(-1, {});
  let isValue = false;
  // How a name is spoken is written beside it and is no part of it.
  let isReading = true;

  await zip.readXml(path, {
    open(name, attributes) {
      switch (name) {
        case 'row': {
          const number = Number(attributes.r ?? row.number + 1);
          row = newRow(number, isTrue(attributes.hidden));
          cell = newCell(-1, {});
          return;
        }
        case 'c':
          cell = newCell(cell.column + 1, attributes);
          return;
        case 'f':
          cell.isFormula = true;
          return;
        case 'v':
        case 't':
          isValue = isReading;
          cell.hasValue = true;
          return;
        case 'rPh':
          isReading = false;
          return;
      }
    },
    text: (piece) => void (isValue && cell.value.length <= LONGEST_CELL && (cell.value += piece)),
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      if (name === 'rPh') isReading = true;
      if (name === 'c') {
        const meaning = meaningOf(cell, words);
        if (cell.column < MOST_COLUMNS) row.cells[cell.column] = meaning;
        else if (meaning) row.isCut = true;
      }
      if (name === 'row' && goesOn) goesOn = checker.add(row, row.isHidden);
    },
    goesOn: () => goesOn,
  });
}

const newRow = (number: number, isHidden: boolean) => ({
  number,
  isHidden,
  isCut: false,
  cells: [] as (Cell | undefined)[],
});

function newCell(next: number, { r, t = 'n', s = '0' }: Record<string, string>): RawCell {
  return {
    column: r === undefined ? next : columnOf(r),
    type: t,
    style: Number(s),
    value: '',
    hasValue: false,
    isFormula: false,
  };
}

/** « B3 » is the second column: 1. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const place = letter.charCodeAt(0) - 64;
    if (place < 1 || place > 26) break;
    column = column * 26 + place;
  }
  return column - 1;
}
