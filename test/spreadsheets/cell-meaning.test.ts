import { describe, expect, it } from '@jest/globals';
import { cellFormat } from '../../src/spreadsheets/cell-format.ts';
import { meaningOf, type RawCell } from '../../src/spreadsheets/cell-meaning.ts';

const FORMATS = [cellFormat(0, undefined), cellFormat(14, undefined), cellFormat(17, undefined)];
const words = { strings: ['Ana'], formats: FORMATS, is1904: false, isToBeComputed: false };
const meaning = (cell: Partial<RawCell>) =>
  meaningOf(
    { column: 0, type: 'n', style: 0, value: '', hasValue: 'value' in cell, isFormula: false, ...cell },
    words,
  );

describe('a cell of a workbook', () => {
  it.each<[string, Partial<RawCell>, object]>([
    ['a text by its place', { type: 's', value: '0' }, { text: 'Ana', kind: 'text' }],
    ['what is true', { type: 'b', value: '1' }, { text: 'TRUE', kind: 'text' }],
    ['what is false', { type: 'b', value: '0' }, { text: 'FALSE', kind: 'text' }],
    ['an error', { type: 'e', value: '#N/A' }, { text: '#N/A', kind: 'error' }],
    ['a number', { value: '3.3155501001E10' }, { text: '33155501001', kind: 'number' }],
    ['a day', { value: '43386.5', style: 1 }, { text: '2018-10-13', kind: 'date' }],
    ['a part of a day', { value: '43386', style: 2 }, { text: '2018-10-13', kind: 'part-of-date' }],
    ['a number that is no day', { value: '-1', style: 1 }, { text: '-1', kind: 'number' }],
    ['a day in ISO 8601', { type: 'd', value: '2018-10-13T00:00:00' }, { text: '2018-10-13', kind: 'date' }],
    ['a time in ISO 8601', { type: 'd', value: '12:30:00' }, { text: '12:30:00', kind: 'text' }],
    ['a style that the file does not have', { value: '7', style: 99 }, { text: '7', kind: 'number' }],
  ])('is %s', (_what, cell, expected) => {
    expect(meaning(cell)).toEqual(expected);
  });

  it('is nothing where a formula came to an empty text, and uncomputed where it came to nothing', () => {
    expect(meaning({ type: 'str', isFormula: true, value: '' })).toBeUndefined();
    expect(meaning({ type: 'str', isFormula: true })).toMatchObject({ kind: 'uncomputed' });
    expect(meaning({ isFormula: true, value: '' })).toMatchObject({ kind: 'uncomputed' });
  });
});
