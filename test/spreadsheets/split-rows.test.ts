import { describe, expect, it } from '@jest/globals';
import { FileRefused } from '../../src/spreadsheets/file-refused.ts';
import { splitRows } from '../../src/spreadsheets/split-rows.ts';

const rows = (text: string, delimiter = ',') => [...splitRows(text, delimiter)];
const HEADER = 'Customer,Date,First name,Last name,E-mail,Phone\r\n';

/** Of a text that is refused, the row that is named. */
function rowOfOpenQuote(text: string): number | undefined {
  try {
    rows(text);
  } catch (error) {
    const problem = error instanceof FileRefused ? error.problem : undefined;
    return problem?.kind === 'open-quote' ? problem.row : undefined;
  }
  return undefined;
}

describe('a row of text', () => {
  it.each([
    ['plain', 'a,b,,c', ['a', 'b', '', 'c']],
    ['with quotes', '"a,b","c"', ['a,b', 'c']],
    ['with doubled quotes', '"say ""hi"", then",""', ['say "hi", then', '']],
    ['with nothing but a doubled quote', '"""",x', ['"', 'x']],
    ['with quotes in quotes', '"FOO "MICK" BAR","Self"', ['FOO "MICK" BAR', 'Self']],
    ['with quotes in quotes at the end', '"FOO "MICK"",x', ['FOO "MICK"', 'x']],
    ['with a delimiter between such quotes', '"FOO "MICK, J" BAR",x', ['FOO "MICK, J" BAR', 'x']],
    ['with quotes behind a backslash', String.raw`"Ana \"Pla\"","x"`, ['Ana "Pla"', 'x']],
    ['with such quotes at the beginning', String.raw`"\"Ana\" Pla",x`, ['"Ana" Pla', 'x']],
    ['with a backslash at the end', String.raw`"C:\","x"`, ['C:\\', 'x']],
    ['with quotes of the text alone', 'Ana "Pla",x', ['Ana "Pla"', 'x']],
    ['that begins with quotes of the text', '"Mick" Bar,x', ['"Mick" Bar', 'x']],
    ['with blanks around its quotes', 'a, "b,c" ,d', ['a', 'b,c', 'd']],
    ['with a line break in quotes', '"a\r\nb",c', ['a\r\nb', 'c']],
  ])('%s comes out as it was meant', (_what, text, cells) => {
    expect(rows(text)).toEqual([cells]);
    expect(rows(`${text}\r\nx,y`)).toEqual([cells, ['x', 'y']]);
  });

  it('counts wherever its line ends, and empty ones count too', () => {
    expect(rows('a\r\nb\nc\rd\n\n"e"\r\n')).toEqual([['a'], ['b'], ['c'], ['d'], [''], ['e']]);
    expect(rows('')).toEqual([]);
  });
});

describe('a quote that is never closed', () => {
  it('names its row', () => {
    expect(
      rowOfOpenQuote(`${HEADER}A,2018-10-03,Ana,B,a@b.example,\r\nC,2018-10-03,"Bo,Two,b@b.example,\r\n`),
    ).toBe(3);
  });

  it('names its row where a quote further down would close it', () => {
    const swallowing = `${HEADER}A,2018-10-03,"Ana,B,a@b.example,\r\nC,2018-10-03,Bo,Two,b@b.example,\r\nD,2018-10-03,Cy,"Three",c@b.example,\r\n`;

    expect(rowOfOpenQuote(swallowing)).toBe(2);
  });

  it.each([
    ['the same column', '"Bo",Two'],
    ['a later one', 'Bo,"Two"'],
    ['a later one, with nothing in it', '"",Two'],
  ])(
    'names its row where %s has quotes in the row below, and its address stands outside them',
    (_where, names) => {
      const swallowing = `Customer,Date,First name,Last name,E-mail\r\nA,2018-10-03,"Ana,B,a@b.example\r\nC,2018-10-03,${names},b@b.example\r\n`;

      expect(rowOfOpenQuote(swallowing)).toBe(2);
    },
  );

  it.each(['"a\r\n""b"" c"', '"a\r\nb,"', '"a,\r\n"', '"a\r\n""b"""', '"a\n""\nb"'])(
    'is not seen in a cell of several lines with quotes of its own: %j',
    (cell) => {
      expect(rowOfOpenQuote(`${HEADER}${cell},2018-10-03,Ana,B,a@b.example,\r\n`)).toBeUndefined();
    },
  );

  it('is not seen in a cell of several lines', () => {
    expect(
      rowOfOpenQuote(`${HEADER}"A\r\nof the North",2018-10-03,Ana,B,a@b.example,"1\r\n2"\r\n`),
    ).toBeUndefined();
  });

  it('costs time in proportion to the file', () => {
    const text = `${HEADER}${'"a "b" c",'.repeat(100_000)}\r\n`;

    expect(rows(text)[1]).toHaveLength(100_001);
  });
});
