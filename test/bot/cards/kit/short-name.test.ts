import { describe, expect, it } from '@jest/globals';
import { shortName } from '../../../../bot/cards/kit/short-name.ts';

describe('a name as a caption has room for it', () => {
  it.each([
    ['Contoso', 'Contoso'],
    ['Fourth Coffee Trading', 'Fourth Coffee…'],
    ['Wide World Importers', 'Wide World Importers'],
    ['Wide World Importers Ltd', 'Wide World Importers…'],
    ['Établissements Légère & Fils', 'Établissements…'],
    ['Coho, Vineyard & Sons GmbH', 'Coho, Vineyard…'],
    ['Donaudampfschifffahrtsgesellschaft', 'Donaudampfschifffahr…'],
    ['', ''],
  ])('%j is %j', (name, short) => {
    expect(shortName(name)).toBe(short);
  });

  it('keeps a letter and its accents together', () => {
    const letter = 'e\u0301';

    expect(shortName(letter.repeat(30))).toBe(`${letter.repeat(20)}…`);
  });
});
