import { describe, expect, it } from '@jest/globals';
import {
  isPlaceholder,
  isPlaceholderName,
  isSpreadsheetError,
} from '../../../src/domain/text/placeholder.ts';

describe('what stands for no value', () => {
  it.each([
    ...[
      '-',
      '--',
      '.',
      '?',
      '…',
      '####',
      '#NV',
      '#N/A',
      '#N/D',
      '#REF!',
      '#NOM?',
      '#¡VALOR!',
      '0',
      '000 000',
    ],
    ...[
      'NULL',
      'null',
      '(null)',
      '<NULL>',
      'N/A',
      'n/a',
      'N.A.',
      'n.a.',
      'NaN',
      'nan',
      'NONE',
      'none',
      'undefined',
    ],
    ...[
      'TRUE',
      'VRAI',
      'WAHR',
      'k.A.',
      's/o',
      'S/O',
      'inconnu',
      'Non renseigné',
      'Unbekannt',
      'TBD',
      'xx',
      'xxx',
      'x',
    ],
    ...['12345', 'keine Angabe', 'Desconocido'],
  ])('is no name: %s', (text) => {
    expect(isPlaceholderName(text, 'Ana')).toBe(true);
  });

  it.each([
    ['Null', 'Christopher'],
    ['True', 'John'],
    ['None', 'Ana'],
    ['Na', 'Min-ji'],
    ['NA', 'MIN-JI'],
    ['nan', 'li'],
    ['Nil', 'Joan'],
    ['K.A.', 'Smith'],
    ['X', 'Malcolm'],
    ['Xu', 'Li'],
    ['Vide', 'Anne'],
    ['So', 'Ken'],
    ['Ka', 'Lo'],
    ['Noname-Smith', 'Ana'],
    ['3rd', 'John'],
    ['나', '민지'],
  ])('is never a person’s name: %s', (name, otherName) => {
    expect(isPlaceholderName(name, otherName)).toBe(false);
  });

  it('is no other value in any case', () => {
    for (const text of ['', 'Null', 'K.A.', 'k. A.', 'NA', 'Nr', 'x', '-', '0'])
      expect(isPlaceholder(text)).toBe(true);
    for (const text of ['12', '+33 1', 'ext. 12, ask for Ana', 'ana@b.example', 'contoso.example'])
      expect(isPlaceholder(text)).toBe(false);
  });

  it('is an error of a spreadsheet only where it is nothing else', () => {
    expect(['#N/A', '#NV', '#DIV/0!', '#BEZUG!', '#NAME?'].every(isSpreadsheetError)).toBe(true);
    expect(['#1 Ana', 'N/A', '#', '#Ana!'].some(isSpreadsheetError)).toBe(false);
  });
});
