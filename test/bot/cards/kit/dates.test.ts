import { describe, expect, it } from '@jest/globals';
import { dayInWords, dayOf, shortDay, waitInWords } from '../../../../bot/cards/kit/dates.ts';
import { cards } from '../support.ts';

describe('dates in the reader’s form', () => {
  it.each([
    ['en', '2018-08-07', '7 August 2018'],
    ['fr', '2018-08-07', '7 août 2018'],
    ['fr', '2018-08-01', '1er août 2018'],
    ['fr', '2018-08-11', '11 août 2018'],
    ['fr', '07/08/2018', '07/08/2018'],
  ] as const)('%s: %s reads %s', (language, date, words) => {
    expect(dayInWords(language, date)).toBe(words);
  });

  it.each([
    ['en', '2018-10-01', '1 Oct'],
    ['fr', '2018-10-01', '1er oct.'],
    ['fr', '2018-10-11', '11 oct.'],
  ] as const)('%s: %s is %s in a chart', (language, date, words) => {
    expect(shortDay(language, date)).toBe(words);
  });

  it.each([
    ['Europe/Paris', '1er novembre 2018'],
    ['America/New_York', '31 octobre 2018'],
    ['Nowhere/Atlantis', '31 octobre 2018'],
    [undefined, '31 octobre 2018'],
  ])('are the day it is in %s', (timeZone, words) => {
    expect(dayOf('fr', new Date('2018-10-31T23:30:00Z'), timeZone)).toBe(words);
  });

  it.each([
    ['en', 0, 'New today'],
    ['en', 1, 'Waiting for 1 day'],
    ['en', 12, 'Waiting for 12 days'],
    ['fr', 0, 'Nouveau aujourd’hui'],
    ['fr', 1, 'En attente depuis 1 jour'],
    ['fr', 12, 'En attente depuis 12 jours'],
  ] as const)('%s: a wait of %i days reads %s', (language, days, words) => {
    const now = new Date('2018-11-07T09:00:00Z');
    const since = new Date(now.getTime() - days * 86_400_000);

    expect(waitInWords(cards, language, since, now)).toBe(words);
  });
});
