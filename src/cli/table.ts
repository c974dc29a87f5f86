/** A line of a table; numbers stand to the right. */
export type Row = readonly (string | number)[];

const GAP = '  ';

/** Rows under their headings, in columns, for a terminal. What people typed cannot steer the terminal. */
export function table(headings: readonly string[], rows: readonly Row[]): string {
  const all = [headings, ...rows].map((row) => row.map((cell) => plainLine(String(cell))));
  const widths = headings.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  const isNumber = headings.map((_, column) => typeof rows[0]?.[column] === 'number');
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const blanks = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)));
          return isNumber[column] ? blanks + cell : cell + blanks;
        })
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Returns a text on one line, without characters that steer a terminal or turn the reading order. Long ones are cut. */
export function plainLine(text: string, longest = 120): string {
  const line = text
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  const letters = [...line];
  return letters.length <= longest
    ? line
    : `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

const widthOf = (text: string) => [...text].length;
