import { describe, expect, it } from '@jest/globals';
import { CSV_DELIMITER, csvLine } from '../../../src/domain/text/csv.ts';

describe('a line of a CSV file', () => {
  it.each([
    [['a', 1, null, ''], 'a,1,,'],
    [['one, two', 'say "hi"', 'two\nlines'], '"one, two","say ""hi""","two\nlines"'],
    [[' blank '], '" blank "'],
    [['é', '李'], 'é,李'],
  ])('%j', (cells, line) => {
    expect(csvLine(cells)).toBe(`${line}\r\n`);
  });

  it.each([
    ['=HYPERLINK("http://example.com")', `"'=HYPERLINK(""http://example.com"")"`],
    ['+33 1', `'+33 1`],
    ['-1+1', `'-1+1`],
    ['@sum', `'@sum`],
    ['\t=1', `'\t=1`],
    ['\r=1', `"'\r=1"`],
  ])('keeps a spreadsheet from running %j', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  it('parts cells as the reader’s spreadsheets do', () => {
    expect(csvLine(['a;b', 'c,d', 1], CSV_DELIMITER.fr)).toBe('"a;b";c,d;1\r\n');
  });

  it('leaves numbers as they are', () => {
    expect(csvLine([-5])).toBe('-5\r\n');
  });
});
