import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Scope } from '../../../src/domain/reminding/scope.ts';
import type { Cards } from '../kit/cards.ts';

/** Whose customers a card counts. */
export interface About {
  kind: Scope['kind'];
  /** Where it is a reseller's and the reseller is known. */
  resellerName: string | null;
}

export const scopeKind = z.enum(['all', 'reseller', 'mine']);

/** The line that says so; none for everyone's. */
export function aboutLine(cards: Cards, language: Language, about: About | undefined): string | undefined {
  if (about?.kind === 'mine') return cards.phrase(language, 'digest.aboutMine');
  if (about?.kind !== 'reseller' || !about.resellerName) return undefined;
  return cards.phrase(language, 'digest.aboutReseller', { reseller: about.resellerName });
}
