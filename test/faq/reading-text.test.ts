import { describe, expect, it } from '@jest/globals';
import { boundedEditDistance } from '../../src/faq/edit-distance.ts';
import { phoneticKey } from '../../src/faq/phonetic.ts';
import { sentencesOf } from '../../src/faq/sentences.ts';
import { createSpelling } from '../../src/faq/spelling.ts';
import { stem } from '../../src/faq/stem.ts';
import { fold, tokensOf } from '../../src/faq/tokens.ts';

const words = (text: string) => tokensOf(fold(text)).join(' ');

describe('words of a text', () => {
  it.each([
    ['L’été où l’on a DÉJÀ signé', 'l ete ou l on a deja signe'],
    ['I don’t know what’s due, we’re late', 'i do not know what due we are late'],
    ['can’t', 'can not'],
    ['un e-mail à œuvrer', 'un email a oeuvrer'],
    ['re-confirm', 'reconfirm'],
    ['see https://example.com/a?b=c or jo@example.com now', 'see or now'],
    ['Straße für Größe', 'strasse fur grosse'],
    ['10 → 12 sièges', '10 12 sieges'],
  ])('are folded: %s', (text, expected) => {
    expect(words(text)).toBe(expected);
  });

  it('of a very long text are those of its beginning and its end', () => {
    const tokens = tokensOf(fold(`first ${'middle '.repeat(20_000)}last`));

    expect(tokens[0]).toBe('first');
    expect(tokens.at(-1)).toBe('last');
    expect(tokens.length).toBeLessThan(600);
  });
});

describe('stems', () => {
  it.each([
    ['confirmer', 'confirmation'],
    ['clients', 'client'],
    ['obligatoire', 'obligatoires'],
    ['confirming', 'confirmed'],
  ])('are the same for %s and %s', (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });

  it('leaves short words and numbers alone', () => {
    expect([stem('api'), stem('2018'), stem('date')]).toEqual(['api', '2018', 'date']);
  });
});

describe('sentences', () => {
  it('are told apart, short ones joined to the one before', () => {
    expect(sentencesOf('We are new here. Really. When does it start?\nThank you very much')).toEqual([
      'We are new here. Really.',
      'When does it start?',
      'Thank you very much',
    ]);
  });

  it('are none in an empty text', () => {
    expect(sentencesOf('  \n ')).toEqual([]);
  });
});

describe('how alike words are', () => {
  it.each([
    ['confirm', 'confrim', 1],
    ['phone', 'fone', 2],
    ['date', 'dates', 1],
    ['abc', 'xyz', 3],
  ])('counts letters left out, added, changed or swapped: %s, %s', (one, other, distance) => {
    expect(boundedEditDistance(one, other, 4)).toBe(distance);
  });

  it('stops counting beyond the limit', () => {
    expect(boundedEditDistance('abcdefgh', 'zyxwvuts', 2)).toBe(3);
  });

  it.each([
    ['quel', 'kel'],
    ['nouveau', 'nouvo'],
    ['client', 'clien'],
  ])('hears that %s and %s sound the same', (one, other) => {
    expect(phoneticKey(one)).toBe(phoneticKey(other));
  });
});

describe('spelling', () => {
  const vocabulary = {
    en: [
      ['confirm', 40],
      ['required', 30],
      ['date', 20],
      ['rain', 1],
    ] as [string, number][],
    fr: [
      ['attestation', 30],
      ['obligatoire', 20],
      ['nouveau', 10],
      ['api', 9],
    ] as [string, number][],
    es: [['raiz', 5]] as [string, number][],
    de: [
      ['kunden', 5],
      ['fur', 3],
    ] as [string, number][],
  };
  const spelling = createSpelling(vocabulary, { fr: { koi: 'quoi', jai: 'j ai' } });

  it('puts right what is close to one known word', () => {
    expect(spelling.correct(['confrim', 'requird', 'date'], 'en')).toEqual(['confirm', 'required', 'date']);
  });

  it('writes out shorthand of the language only', () => {
    expect(spelling.correct(['koi', 'jai'], 'fr')).toEqual(['quoi', 'j', 'ai']);
    expect(spelling.correct(['koi'], 'en')).toEqual(['koi']);
  });

  it('parts a lost apostrophe and follows the sound in French', () => {
    expect(spelling.correct(['lattestation', 'lapi', 'nouvo'], 'fr')).toEqual([
      'l',
      'attestation',
      'l',
      'api',
      'nouveau',
    ]);
  });

  it('reads umlauts written out in German', () => {
    expect(spelling.correct(['fuer'], 'de')).toEqual(['fur']);
  });

  it('does not correct into a word of another language, nor what is far from all', () => {
    expect(spelling.correct(['raiz', 'zebra'], 'en')).toEqual(['raiz', 'zebra']);
  });
});
