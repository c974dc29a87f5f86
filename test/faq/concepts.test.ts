import { describe, expect, it } from '@jest/globals';
import { createConceptFinder } from '../../src/faq/concepts.ts';
import type { QuestionLanguage } from '../../src/faq/concepts.ts';

const finder = createConceptFinder({
  'thing.phone': { en: ['phone*', 'cell'], fr: ['tel', 'telephone*'], de: ['telefon*'] },
  'who.reseller': { en: ['reseller|resellers'], fr: ['revendeur*'] },
  'role.i-am-reseller': { en: ['i|we am|are .. <who.reseller>'], fr: ['en tant que <who.reseller>'] },
  'role.our-reseller-role': { en: ['role? of <who.reseller>'.replace('role? ', '')] },
  'ask.how': { fr: ['!comment'], en: ['how'] },
  'word.number': { en: ['#'] },
  'time.from-to': { en: ['from <word.number> to? <word.number>'] },
});

const find = (text: string, language?: QuestionLanguage) =>
  finder.find(text.split(' '), language).map(({ concept }) => concept);

describe('finding concepts', () => {
  it('finds whole words, beginnings and alternatives', () => {
    expect(find('phones or cell', 'en')).toEqual(['thing.phone', 'thing.phone']);
    expect(find('microphone', 'en')).toEqual([]);
    expect(find('resellers', 'en')).toEqual(['who.reseller']);
  });

  it('bridges up to three words', () => {
    expect(find('we are a very small reseller', 'en')).toContain('role.i-am-reseller');
    expect(find('we are not at all a big reseller', 'en')).not.toContain('role.i-am-reseller');
  });

  it('builds concepts on others, with numbers and optional words', () => {
    expect(find('en tant que revendeurs', 'fr')).toEqual(['role.i-am-reseller', 'who.reseller']);
    expect(find('from 10 to 12', 'en')).toContain('time.from-to');
    expect(find('from 10 12', 'en')).toContain('time.from-to');
  });

  it('says where a concept begins and ends', () => {
    expect(finder.find(['we', 'are', 'resellers'], 'en')[0]).toEqual({
      concept: 'role.i-am-reseller',
      start: 0,
      end: 3,
    });
  });

  it('counts a word marked for its own language only there', () => {
    expect(find('comment faire', 'fr')).toEqual(['ask.how']);
    expect(find('a comment', 'en')).toEqual([]);
  });

  it('looks inside German compounds', () => {
    expect(find('pflichttelefonnummer', 'de')).toEqual(['thing.phone']);
    expect(find('pflichttelefonnummer', 'en')).toEqual([]);
  });

  it.each(['.. word', 'maybe? word', 'a*', 'wörd', 'two,words'])(
    'refuses a pattern it cannot read: %s',
    (pattern) => {
      expect(() => createConceptFinder({ 'thing.odd': { en: [pattern] } })).toThrow(pattern.split(' ')[0]!);
    },
  );
});
