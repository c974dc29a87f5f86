import { fieldNamed } from '../domain/importing/import-columns.ts';
import type { TableChecker } from '../domain/importing/check-table.ts';
import { LONGEST_CELL, MOST_COLUMNS, type Cell } from '../domain/importing/import-table.ts';
import { splitRows } from './split-rows.ts';

const DELIMITERS = ['\t', ';', ',', '|'] as const;
/** The header is among these lines, whichever delimiter is the right one. */
const SAMPLE_LINES = 40;
const SAMPLE_LENGTH = 64 * 1024;

/**
 * Gives every row of a text table to the checker. A row is counted as a spreadsheet counts it: line breaks in quotes do not
 * begin a new one. Throws FileRefused `open-quote` where quotes are left open.
 */
export function readDelimited(text: string, checker: TableChecker): void {
  const { delimiter, body } = declaredDelimiter(text);
  let number = 0;
  const separator = delimiter ?? bestDelimiter(body);
  for (const whole of splitRows(body, separator)) {
    number += 1;
    const cells = whole.length === 1 ? partedAgain(whole[0]!, separator, number) : whole;
    const row = {
      number,
      cells: cells.slice(0, MOST_COLUMNS).map(cellOf),
      isCut: cells.length > MOST_COLUMNS,
    };
    if (!checker.add(row)) return;
  }
}

/**
 * Excel saves a table of commas that it opened as one column of whole rows in quotes; a sentence in quotes stays one
 * cell.
 */
function partedAgain(row: string, delimiter: string, number: number): string[] {
  if (row.split(delimiter).length < WIDTH_OF_A_ROW || /[\r\n]/.test(row)) return [row];
  const [cells = [row]] = splitRows(row, delimiter, number);
  return cells;
}
/** Customer, day, two names and an address, of which one may be missing. */
const WIDTH_OF_A_ROW = 4;

/** `sep=;` in the first line is how Excel is told; it shows no such row. */
function declaredDelimiter(text: string): { delimiter?: string; body: string } {
  const line = /^sep=(.)\r?\n/i.exec(text);
  return line ? { delimiter: line[1]!, body: text.slice(line[0].length) } : { body: text };
}

/** The one with which the most columns are known; where none is, the one that makes the most columns. */
function bestDelimiter(text: string): string {
  const sample = text
    .slice(0, SAMPLE_LENGTH)
    .split(/\r\n|\n|\r/)
    .slice(0, SAMPLE_LINES);
  const scores = DELIMITERS.map((delimiter) => {
    const perLine = sample.map((line) => line.split(delimiter));
    const known = perLine.map((cells) => cells.filter((cell) => fieldNamed(unquoted(cell))).length);
    return {
      delimiter,
      known: Math.max(...known),
      columns: Math.max(...perLine.map(({ length }) => length)),
    };
  });
  return scores.reduce((best, each) =>
    each.known > best.known || (each.known === best.known && each.columns > best.columns) ? each : best,
  ).delimiter;
}

const unquoted = (cell: string) => cell.trim().replace(/^"(.*)"$/, '$1');

function cellOf(text: string): Cell | undefined {
  if (text.trim() === '') return undefined;
  return { text: text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL) : text, kind: 'text' };
}
