import { describe, expect, it } from '@jest/globals';
import { isGarbled, isGarbledName } from '../../../src/domain/text/encoding-leftovers.ts';

describe('what a wrong encoding left', () => {
  it.each([
    ...[
      'HÃ©lÃ¨ne',
      'MÃ¼ller',
      'FranÃ§ois',
      'MÃ–LLER',
      'Voil\u00c3\u00a0',
      'Jos\u00c3\u00ad',
      'WÃ³jcik',
      'CÅ“ur',
    ],
    ...['Oâ€™Neil', 'Ã‰lodie', 'GÃ¶ÄŸÃ¼ÅŸ', 'Ä°brahim', 'È˜tefan', 'Ð¡ÐµÑ€Ð³ÐµÐ¹', 'ÎœÎ±Ï', '×“×•×“', 'Ø§Ù„'],
    ...['Nguyá»…n', 'å±±ç”°', 'H√©l√®ne', 'H\ufffdl\ufffdne', 'Ana\u0085', '\ue000Ana', '\ud800Ana'],
    // A Cyrillic А and с, a Greek Ε.
    ...['Аna', 'Εxemple', 'ana@сlient.example'],
    ...['M&bogus;ller', 'H&eacutelène', 'Le_x000D_Goff'],
  ])('is seen in any text: %j', (text) => {
    expect(isGarbled(text)).toBe(true);
    expect(isGarbledName(text)).toBe(true);
  });

  it.each([
    ...['Micha³', '£ukasz', 'Mu¨ller', 'H?lène', '?ukasz', 'Andr?', 'Jos‚Mari', 'BrugnolÃ\u00a0'],
    ...['H\\u00e9lène', 'H%C3%A9lène', 'H=C3=A9lène', '=?UTF-8?Q?H?=', '<b>Ana</b>', 'voilÃ la'],
    // A backslash that escaped a sign.
    ...['Ana \\Pla\\'],
  ])('is seen in a name: %j', (text) => {
    expect(isGarbledName(text)).toBe(true);
  });

  it.each([
    ...[
      'Élodie',
      'Le Goff',
      'KÓŠA',
      'MATÚŠ',
      'JOSÉ’S',
      'MAÇÃ’S',
      'JOÃO',
      'ÎLE',
      'Mª José',
      'O´Neill',
      'O’Neil',
    ],
    ...['D’Hôpital-Ngũgĩ', 'Nguyễn', 'Łukasz', 'Þór', 'Ørsted', 'ÇELİK', 'GÖĞÜŞ', 'İbrahim', 'Đặng', 'Ñusta'],
    ...[
      '«Nano»',
      'FOO "MICK" BAR',
      'Smith & Co',
      'R&D',
      'BLÅ – GUL',
      'SMÅ’S',
      'Müller–Lüdenscheid',
      'Sr. (Bob)',
    ],
    ...['Αλέξης', 'Сергей', '山田 太郎', '김나', 'علی\u200cرضا', 'नमिता', 'ÄÖÜ', 'Ž', 'Ÿ', 'Françoise…'],
  ])('is not seen in a name that is one: %j', (text) => {
    expect(isGarbledName(text)).toBe(false);
  });

  it('is not seen in phone numbers and addresses as people have them', () => {
    for (const text of [
      '+33 (0)1 55 50 10 01',
      '020 7946 0958 ext. 12?',
      "o'neil+mca@b.example",
      'élodie@société.fr',
    ])
      expect(isGarbled(text)).toBe(false);
  });
});
