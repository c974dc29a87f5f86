import { FileRefused } from './file-refused.ts';

/**
 * Parts a text table into rows and cells as RFC 4180 has it, and as people and programs write it beside that: quotes inside
 * quotes (`"FOO "MICK" BAR"`), quotes with a backslash before them, any line ends, blanks before a quote. A line break in
 * quotes begins no row. Throws FileRefused `open-quote` with the row, counted from `firstNumber`, whose quotes have no end, or
 * only one in a row below, so that whole rows stand between them.
 */
export function* splitRows(text: string, delimiter: string, firstNumber = 1): Generator<string[]> {
  const reader = { text, delimiter, hasEscapes: ESCAPED.test(text) };
  let width = 0;
  let place = 0;
  for (let number = firstNumber; place < text.length; number += 1) {
    const end = lineEnd(text, place);
    const line = text.slice(place, end);
    let cells: string[];
    if (line.includes('"')) {
      const row = quotedRow(reader, place);
      if (!row || row.cells.some((cell) => holdsRows(cell, delimiter, width))) {
        throw new FileRefused({ kind: 'open-quote', row: number });
      }
      cells = row.cells;
      place = row.end;
    } else {
      cells = line.split(delimiter);
      place = end;
    }
    if (text.startsWith('\r\n', place)) place += 1;
    place += 1;
    width = Math.max(width, cells.length);
    yield cells;
  }
}

interface Reader {
  text: string;
  delimiter: string;
  /** The program that wrote the file put a backslash before quotes, rather than one more quote. */
  hasEscapes: boolean;
}

const ESCAPED = /\\"(?=[^",;|\s])/;

/** Cells of one row that has quotes, and where it ends; undefined where a quote has no end. */
function quotedRow(reader: Reader, start: number): { cells: string[]; end: number } | undefined {
  const { text, delimiter } = reader;
  const cells: string[] = [];
  for (let place = start; ; place += 1) {
    let opening = place;
    while (text[opening] === ' ') opening += 1;
    const cell = text[opening] === '"' ? quotedCell(reader, opening + 1) : plainCell(reader, place);
    if (!cell) return undefined;
    cells.push(cell.text);
    place = cell.end;
    if (text[place] !== delimiter) return { cells, end: place };
  }
}

interface ReadCell {
  text: string;
  /** Where its delimiter or the end of its line stands. */
  end: number;
}

function plainCell({ text, delimiter }: Reader, start: number): ReadCell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text[end])) end += 1;
  return { text: text.slice(start, end), end };
}

/** A quote ends a cell where nothing but its delimiter or the end of the line follows; any other is one of the text. */
function quotedCell(reader: Reader, start: number): ReadCell | undefined {
  const { text, hasEscapes } = reader;
  let cell = '';
  let from = start;
  // Quotes that are neither doubled nor escaped come in pairs, so the last one may stand right before the end.
  let isInner = false;
  const firstLineEnd = lineEnd(text, start);
  for (;;) {
    const quote = text.indexOf('"', from);
    // `"Mick" Bar`: its quotes are closed within the line, and are no quotes around the cell.
    if (isInner && isBeyondLine(text, from, quote)) return plainCell(reader, start - 1);
    if (quote < 0) return undefined;
    if (hasEscapes && quote > from && text[quote - 1] === '\\') {
      cell += `${text.slice(from, quote - 1)}"`;
      from = quote + 1;
      continue;
    }
    cell += text.slice(from, quote);
    const isDoubled = text[quote + 1] === '"';
    const end = cellEnd(reader, quote + (isDoubled ? 2 : 1));
    if (isDoubled && isInner && end !== undefined) return { text: `${cell}"`, end };
    if (!isDoubled && end !== undefined) return { text: cell, end };
    // On a line below, such a quote begins a cell of a row that this one would swallow.
    if (
      !isInner &&
      isDoubled === (end !== undefined) &&
      quote > firstLineEnd &&
      beginsCell(reader, quote, isDoubled)
    ) {
      return undefined;
    }
    if (!isDoubled) isInner = !isInner;
    cell += '"';
    from = quote + (isDoubled ? 2 : 1);
  }
}

/** Whether a delimiter or a line end stands before a quote; a lone quote may begin a line of its cell's text. */
function beginsCell({ text, delimiter }: Reader, quote: number, isDoubled: boolean): boolean {
  let place = quote - 1;
  while (text[place] === ' ') place -= 1;
  return text[place] === delimiter || (!isDoubled && isLineEnd(text[place]));
}

/** Where a cell ends whose quotes are closed; undefined where it goes on. */
function cellEnd({ text, delimiter }: Reader, start: number): number | undefined {
  let place = start;
  while (text[place] === ' ') place += 1;
  return place >= text.length || text[place] === delimiter || isLineEnd(text[place]) ? place : undefined;
}

/** Whether a cell of several lines has swallowed rows: one of its lines is as wide as the table and has an address in it. */
function holdsRows(cell: string, delimiter: string, width: number): boolean {
  if (width < ROW_WIDTH || !/[\r\n]/.test(cell)) return false;
  const [, ...lines] = cell.split(/\r\n|\n|\r/);
  return lines.some((line) => line.includes('@') && line.split(delimiter).length >= width);
}
/** Narrower tables have no row that could be told from a sentence. */
const ROW_WIDTH = 4;

function isBeyondLine(text: string, from: number, place: number): boolean {
  const end = lineEnd(text, from);
  return place < 0 || place > end;
}

const isLineEnd = (sign: string | undefined) => sign === '\n' || sign === '\r';

function lineEnd(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.exec(text)?.index ?? text.length;
}
const LINE_END = /[\r\n]/g;
