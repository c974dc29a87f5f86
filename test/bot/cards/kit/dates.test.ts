import { describe, expect, it } from '@jest/globals';
import {
  dayInWords,
  dayOf,
  recentDay,
  recentDayAt,
  shortDay,
  waitInWords,
} from '../../../../bot/cards/kit/dates.ts';
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
    ['en', '2018-11-02', 'Friday 2 November 2018'],
    ['fr', '2018-11-01', 'jeudi 1er novembre 2018'],
    ['en', '2018-10-25', 'Thursday 25 October 2018'],
    ['en', '2018-10-24', '24 October 2018'],
    ['fr', '2016-05-05', '5 mai 2016'],
    ['en', '02/11/2018', '02/11/2018'],
  ] as const)('%s: %s, told on 7 November 2018, is %s', (language, date, words) => {
    expect(recentDay(language, date, new Date('2018-11-07T09:00:00Z'))).toBe(words);
  });

  it('has no weekday where it is not known when it is told', () => {
    expect(recentDay('en', '2018-11-02', undefined)).toBe('2 November 2018');
  });

  it('is the reader’s own day of an instant', () => {
    const night = new Date('2018-10-31T23:30:00Z');
    const now = new Date('2018-11-07T09:00:00Z');

    expect(recentDayAt('en', night, { timeZone: 'Europe/Paris', now })).toBe('Thursday 1 November 2018');
    expect(recentDayAt('en', night, { now })).toBe('Wednesday 31 October 2018');
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
