import { describe, expect, it } from '@jest/globals';
import { languageOfLocale } from '../../src/domain/language.ts';

describe('the language of a locale', () => {
  it.each([
    ['fr-FR', 'fr'],
    ['fr-CA', 'fr'],
    ['FR', 'fr'],
    ['fr_BE', 'fr'],
    ['en-GB', 'en'],
    ['en', 'en'],
    ['de-DE', undefined],
    ['french', undefined],
    ['-fr', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (locale, expected) => {
    expect(languageOfLocale(locale)).toBe(expected);
  });
});
