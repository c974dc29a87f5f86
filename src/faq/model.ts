import { createConceptFinder } from './concepts.ts';
import type { ConceptFinder, ConceptLexicon } from './concepts.ts';
import { unpackLinearModel } from './linear-model.ts';
import type { LinearModel, PackedLinearModel } from './linear-model.ts';
import { createSpelling } from './spelling.ts';
import type { Shorthand, Spelling, Vocabulary } from './spelling.ts';

/** The class of questions that the FAQ does not answer. */
export const OUTSIDE = 'outside';

/** When an entry is shown at once, and when it is offered; all chosen by cross-validation. */
export interface DecisionLimits {
  /** Divides scores before they become probabilities. */
  temperature: number;
  /** Part of the score that comes from words, the rest from concepts alone; English and French only. */
  wordShare: number;
  /** Probability from which the first entry is shown, and how far it must lead the second. */
  answerFrom: number;
  leadFrom: number;
  /** Probability of all entries together from which they are offered. */
  suggestFrom: number;
}

/** The trained and stored model of the matcher. */
export interface FaqModel {
  /** Fingerprint of the content it was trained on. */
  dataHash: string;
  lexicon: ConceptLexicon;
  shorthand: Shorthand;
  vocabulary: Vocabulary;
  language: PackedLinearModel;
  words: PackedLinearModel;
  concepts: PackedLinearModel;
  limits: DecisionLimits;
}

export interface Understanding {
  concepts: ConceptFinder;
  spelling: Spelling;
}

/** The parts that read a text, before anything is scored. */
export function createUnderstanding(
  model: Pick<FaqModel, 'lexicon' | 'shorthand' | 'vocabulary'>,
): Understanding {
  return {
    concepts: createConceptFinder(model.lexicon),
    spelling: createSpelling(model.vocabulary, model.shorthand),
  };
}

export interface Scorers {
  language: LinearModel;
  words: LinearModel;
  concepts: LinearModel;
}

export function unpackScorers(model: Pick<FaqModel, 'language' | 'words' | 'concepts'>): Scorers {
  return {
    language: unpackLinearModel(model.language),
    words: unpackLinearModel(model.words),
    concepts: unpackLinearModel(model.concepts),
  };
}
