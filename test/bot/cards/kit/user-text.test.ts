import { describe, expect, it } from '@jest/globals';
import {
  asMarkdown,
  asTitle,
  markUserText,
  unescapeMarkdown,
  userText,
  withoutMarks,
} from '../../../../bot/cards/kit/user-text.ts';

describe('text that a person typed', () => {
  it.each([
    ['a link', '[x](https://evil.example)', '\\[x\\]\\(https\\://evil.example)'],
    ['bold', '**b**', '\\*\\*b\\*\\*'],
    ['emphasis', '_i_ ~s~', '\\_i\\_ \\~s\\~'],
    ['a mention', '<at>all</at>', '\\<at\\>all\\</at\\>'],
    ['code', '`x`', '\\`x\\`'],
    ['a backslash before a bracket', '\\[x]', '\\\\\\[x\\]'],
    ['an entity', '&lt;at&#62;', '\\&lt;at\\&#62;'],
    ['a card date function', '{{DATE(2018-01-01T00:00:00Z)}}', '{\\{DATE(2018-01-01T00:00:00Z)}}'],
    ['a bare address', 'www.evil.example', 'www\\.evil.example'],
    ['an address to write to', 'mailto:a@evil.example', 'mailto:a\\@evil.example'],
    ['a list marker', '- one', '\\- one'],
    ['a numbered list', '1. one', '1\\. one'],
    ['a heading', '# one', '\\# one'],
    ['a heading on a second line', 'one\n# two', 'one # two'],
  ])('shows %s as typed where markdown is read', (_, typed, shown) => {
    expect(asMarkdown(`Hello ${markUserText(typed)}`)).toBe(`Hello ${shown}`);
  });

  it.each(['Contoso (France)', 'R&D Légère & Fils', 'C# Consulting', 'A-1 Supplies', '3.14 Ltd', "D'Arcy"])(
    'leaves the harmless name %s as it is',
    (name) => {
      expect(asMarkdown(markUserText(name))).toBe(name);
    },
  );

  it('leaves our own markdown alone', () => {
    expect(asMarkdown(`**confirm** ${markUserText('*')}`)).toBe('**confirm** \\*');
  });

  it('cannot turn the reading order or break the line of a text or a title', () => {
    const marked = markUserText('a\u202eb\u2066c\r\nd\te\u0007');

    expect([asMarkdown(marked), asTitle(marked)]).toEqual(['abc d e', 'abc d e']);
  });

  it('stands unescaped in titles and exactly as typed in values', () => {
    const typed = ' [x] \u202e\n${1+1}';

    expect(asTitle(markUserText('[x] ${1+1}'))).toBe('[x] ${1+1}');
    expect(withoutMarks(markUserText(typed))).toBe(typed);
  });

  it('cannot close its own marks', () => {
    const marked = markUserText('a\ufdd1**b**\ufdd0');

    expect(asMarkdown(marked)).toBe('a\\*\\*b\\*\\*');
  });

  it('is marked once however often it is marked', () => {
    const marked = markUserText('x');

    expect(markUserText(marked)).toBe(marked);
    expect(userText.parse(marked)).toBe(marked);
  });

  it('reads the same again as a plain text', () => {
    const typed = '[x](https://evil.example) **b** <at>all</at> & {{x}} 1. C:\\dir';

    expect(unescapeMarkdown(asMarkdown(markUserText(typed)))).toBe(typed);
  });
});
