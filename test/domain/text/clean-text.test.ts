import { describe, expect, it } from '@jest/globals';
import {
  cleanDate,
  cleanEmail,
  cleanKey,
  cleanName,
  cleanPhone,
} from '../../../src/domain/text/clean-text.ts';

describe('a name', () => {
  it.each([
    ['loses marks of direction and joiners that join nothing', '\u200eExemple\u2060 \u200d', 'Exemple'],
    ['loses a soft hyphen and a blank of no width', 'Ex\u00adem\u200bple', 'Exemple'],
    ['loses the letter that fills a Korean cell', 'Kim\u3164', 'Kim'],
    ['has plain blanks', 'Le\u00a0Goff\u3000', 'Le Goff'],
    ['is composed', 'He\u0301le\u0300ne', 'Hélène'],
    ['has its entities decoded', 'Smith &amp; Co', 'Smith & Co'],
    ['has its entities decoded to their end', 'H&amp;eacute;l&#232;ne', 'Hélène'],
    ['keeps a joiner that Persian needs', 'علی\u200cرضا', 'علی\u200cرضا'],
    ['keeps a joiner that Sinhala needs', 'ශ්\u200dරී', 'ශ්\u200dරී'],
    ['keeps the form of a Chinese sign', '葛\u{e0100}城', '葛\u{e0100}城'],
    ['keeps its apostrophe, its dash and its quotes', 'D’Hôpital–"Mick"', 'D’Hôpital–"Mick"'],
    ['keeps full-width letters, as its keyboard made them', 'ＴＡＲＯ', 'ＴＡＲＯ'],
    ['has one blank between its words', 'Le  \u00a0Goff', 'Le Goff'],
    ['has letters where a page joined them', 'Griﬃth', 'Griffith'],
    ['has letters where they were drawn as signs of mathematics', '𝐀𝐧𝐚', 'Ana'],
    ['loses the quotes around the whole', "'O’Neil'", 'O’Neil'],
    ['loses them with an apostrophe inside', "'O'Neil'", "O'Neil"],
    ['loses those of print', '“Ana”', 'Ana'],
    ['keeps quotes around its parts', '"Mick" and "Bo"', '"Mick" and "Bo"'],
    ['keeps the apostrophe that it begins with', "'t Hart", "'t Hart"],
  ])('%s', (_what, typed, clean) => {
    expect(cleanName(typed)).toBe(clean);
    expect(cleanName(clean)).toBe(clean);
  });
});

describe('an address', () => {
  it.each([
    ['\u202aana@client\u200b.example\u202c', 'ana@client.example'],
    ['ana@cli\u00adent.example', 'ana@client.example'],
    ['ａｎａ＠ｃｌｉｅｎｔ．ｅｘａｍｐｌｅ', 'ana@client.example'],
    ['o’neil@client.example', "o'neil@client.example"],
    ['ana‑marie@client–west.example', 'ana-marie@client-west.example'],
    ['ﬁona@client.example', 'fiona@client.example'],
    ['r&amp;d@client.example', 'r&d@client.example'],
    ['mailto:ana@client.example', 'ana@client.example'],
    ['élodie@société.fr', 'élodie@société.fr'],
    ['<ana@client.example>', 'ana@client.example'],
    ['<mailto:ana@client.example>', 'ana@client.example'],
    ['ana@client.example; ', 'ana@client.example'],
    ["'ana@client.example'", 'ana@client.example'],
    ['“ana@client.example”', 'ana@client.example'],
    ["o'neil'@client.example", "o'neil'@client.example"],
  ])('%j is %s', (typed, clean) => {
    expect(cleanEmail(typed)).toBe(clean);
  });
});

describe('a phone number', () => {
  it.each([
    ['０３-１２３４-５６７８', '03-1234-5678'],
    ['＋４６　７０　４００', '+46 70 400'],
    ['\u202d+46 70 400 78 58\u202c', '+46 70 400 78 58'],
    ['03‑1234–5678', '03-1234-5678'],
    ['03ー1234ー5678', '03-1234-5678'],
    ['٠٣ ١٢٣', '03 123'],
    ['+33\u00a01\u202f55', '+33 1 55'],
    ['tel:+33155501001', '+33155501001'],
    ['‘0155501001', '0155501001'],
    ['ext. 12, ask for Ana', 'ext. 12, ask for Ana'],
    ['Tél. : 01 55 50 10 01', '01 55 50 10 01'],
    ['Téléphone +33 1 55', '+33 1 55'],
    ['+33 1  55;', '+33 1 55'],
    ['33155501001.0', '33155501001'],
    ['01.55.50.10.00', '01.55.50.10.00'],
  ])('%j is %s', (typed, clean) => {
    expect(cleanPhone(typed)).toBe(clean);
  });
});

it('a day has the digits and dashes of a keyboard', () => {
  expect(cleanDate('２０１８－１０－１３')).toBe('2018-10-13');
  expect(cleanDate('\u200e13‑10‑2018')).toBe('13-10-2018');
});

it('an id or a domain has nothing that cannot be seen', () => {
  expect(cleanKey('\ufeffcontoso\u200b.example ')).toBe('contoso.example');
});
