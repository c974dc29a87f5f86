import { describe, expect, it } from '@jest/globals';
import {
  beginningOf,
  noteIn,
  pauseDays,
  problemOfNote,
  problemOfPause,
} from '../../../src/domain/customers/set-aside.ts';

const NOW = new Date('2026-11-29T23:30:00Z');

describe('a note about a customer', () => {
  it('is kept on one line, without signs that cannot be seen', () => {
    expect(noteIn('  Ana is back\r\n\ton Friday\u0000 ')).toBe('Ana is back on Friday');
    expect(noteIn(' \n\t')).toBe('');
  });

  it.each([
    ['a'.repeat(500), undefined],
    ['a'.repeat(501), 'note-too-long'],
    ['a'.repeat(10_000), 'note-too-long'],
    // Counted as people see them: a family is one sign.
    ['👩‍👩‍👧‍👦'.repeat(500), undefined],
    ['👩‍👩‍👧‍👦'.repeat(501), 'note-too-long'],
  ])('has room for 500 letters', (note, problem) => {
    expect(problemOfNote(note)).toBe(problem);
  });
});

describe('a pause of a customer', () => {
  it.each([
    ['2026-11-30', 'UTC', undefined],
    // In Paris it is the thirtieth by now.
    ['2026-11-30', 'Europe/Paris', 'not-in-the-future'],
    ['2026-12-01', 'Europe/Paris', undefined],
    ['2026-11-29', 'UTC', 'not-in-the-future'],
    ['1999-01-01', 'UTC', 'not-in-the-future'],
    ['2027-11-30', 'UTC', undefined],
    ['2027-12-01', 'UTC', 'too-far'],
    ['9999-12-31', 'UTC', 'too-far'],
    ['2026-02-30', 'UTC', 'no-date'],
    ['04/12/2026 22:00:00', 'UTC', 'no-date'],
    ['Friday', 'UTC', 'no-date'],
  ])('until %s, chosen in %s: %s', (until, timeZone, problem) => {
    expect(problemOfPause(until, NOW, timeZone)).toBe(problem);
  });

  it('ends when its day begins where it was chosen, and in UTC where the time zone is unknown', () => {
    expect(beginningOf('2026-12-04', 'Europe/Paris')).toEqual(new Date('2026-12-03T23:00:00Z'));
    expect(beginningOf('2026-12-04', 'Atlantis')).toEqual(new Date('2026-12-04T00:00:00Z'));
    expect(pauseDays(NOW, 'Atlantis').first).toBe('2026-11-30');
  });
});
