import { createConceptFinder } from '../../faq/concepts.ts';
import { CONCEPT_BITS, WORD_BITS } from '../../faq/features.ts';
import { packLinearModel } from '../../faq/linear-model.ts';
import { createUnderstanding } from '../../faq/model.ts';
import type { FaqModel } from '../../faq/model.ts';
import { chooseLimits } from './choose-limits.ts';
import { heldOutScores, type Tables } from './cross-validate.ts';
import { reportOf } from './held-out-report.ts';
import { prepareExamples } from './prepare-examples.ts';
import type { PreparedExample } from './prepare-examples.ts';
import type { Corpus } from './read-corpus.ts';
import { trainLanguage } from './train-language.ts';
import { trainSoftmax } from './softmax-regression.ts';
import { vocabularyOf } from './vocabulary.ts';

const SMALLEST_WEIGHT = 0.06;
const SETTINGS = { epochs: 6, rate: 0.35, decay: 2e-5 };

export interface Trained {
  model: FaqModel;
  /** How it does on examples it was not trained on, in a line. */
  report: string;
}

/** Trains the matcher on a corpus and chooses its limits by cross-validation. */
export function trainModel(corpus: Corpus): Trained {
  const { examples, lexicon, shorthand, hash } = corpus;
  const vocabulary = vocabularyOf(examples, createConceptFinder(lexicon));
  const understanding = createUnderstanding({ lexicon, shorthand, vocabulary });
  const classes = [...new Set(examples.map((example) => example.label))].sort();
  const prepared = prepareExamples(examples, classes, understanding);
  const heldOut = heldOutScores(prepared, (part) => trainTables(part, classes.length), classes.length);
  const tables = trainTables(prepared, classes.length);
  const model: FaqModel = {
    dataHash: hash,
    lexicon,
    shorthand,
    vocabulary,
    language: trainLanguage(examples, lexicon),
    words: packLinearModel(classes, WORD_BITS, tables.words, SMALLEST_WEIGHT),
    concepts: packLinearModel(classes, CONCEPT_BITS, tables.concepts, SMALLEST_WEIGHT),
    limits: chooseLimits(heldOut, classes),
  };
  return { model, report: reportOf(heldOut, classes, model.limits) };
}

function trainTables(prepared: readonly PreparedExample[], classes: number): Tables {
  const hasWords = prepared.filter(({ example }) => example.language === 'en' || example.language === 'fr');
  return {
    words: trainSoftmax(
      hasWords.flatMap(({ words }) => words),
      { ...SETTINGS, classes, bits: WORD_BITS },
    ),
    concepts: trainSoftmax(
      prepared.flatMap(({ concepts }) => concepts),
      { ...SETTINGS, classes, bits: CONCEPT_BITS },
    ),
  };
}
