import { describe, expect, it } from '@jest/globals';
import { plainLine, table } from '../../src/cli/table.ts';

describe('a table', () => {
  it('stands in columns, numbers to the right', () => {
    const lines = table(
      ['Times', 'Question'],
      [
        [12, 'Où ?'],
        [3, 'Quand ?'],
      ],
    );

    expect(lines.split('\n')).toEqual(['Times  Question', '   12  Où ?', '    3  Quand ?']);
  });

  it('is its headings alone without rows', () => {
    expect(table(['A', 'B'], [])).toBe('A  B');
  });
});

describe('a plain line', () => {
  it.each([
    ['breaks', 'one\r\n two\u2028three', 'one two three'],
    ['what steers a terminal', 'a\u001b[2Jb\u0007', 'a[2Jb'],
    ['what turns the reading order', 'a\u202eb\u2066c', 'abc'],
  ])('has no %s', (_what, text, line) => {
    expect(plainLine(text)).toBe(line);
  });

  it('is cut where it is too long, between letters', () => {
    expect(plainLine('👍👍👍👍', 3)).toBe('👍👍…');
  });
});
