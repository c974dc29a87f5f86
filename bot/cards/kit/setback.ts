import type { ErrorCode } from '../../../src/domain/errors.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from './cards.ts';

/** Why a filled-in card comes back, and whether it still has all that was typed. */
export interface Setback {
  why: ErrorCode;
  isComplete: boolean;
}

/** Returns the text above the inputs that says what happened to the press. */
export function setbackText(cards: Cards, language: Language, { why, isComplete }: Setback): string {
  const what = cards.phrase(language, why === 'outcome-unknown' ? 'common.pressAgain' : `errors.${why}`);
  return isComplete ? `${what} ${cards.phrase(language, 'common.stillHere')}` : what;
}
