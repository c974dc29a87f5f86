import type { ErrorCode } from '../../../src/domain/errors.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from './cards.ts';

/** Why a card that was filled in comes back, and whether all that was typed is in it. */
export interface Setback {
  why: ErrorCode;
  isComplete: boolean;
}

/** Says what happened to a press, above the inputs that hold what was typed. */
export function setbackText(cards: Cards, language: Language, { why, isComplete }: Setback): string {
  const what = cards.phrase(language, why === 'outcome-unknown' ? 'common.pressAgain' : `errors.${why}`);
  return isComplete ? `${what} ${cards.phrase(language, 'common.stillHere')}` : what;
}
