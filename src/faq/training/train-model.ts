import { analyse } from '../analyse.ts';
import { conceptFeatures, CONCEPT_BITS, wordFeatures, WORD_BITS } from '../features.ts';
import { LANGUAGE_BITS, languageFeatures } from '../language.ts';
import { packLinearModel } from '../linear-model.ts';
import { createUnderstanding } from '../model.ts';
import type { DecisionLimits, FaqModel, Understanding } from '../model.ts';
import { fold } from '../tokens.ts';
import { variantsOf } from './augment.ts';
import type { Corpus, Example } from './read-corpus.ts';
import { seededRandom, trainSoftmax } from './softmax-regression.ts';
import type { LabelledVector } from './softmax-regression.ts';
import { vocabularyOf } from './vocabulary.ts';

const SMALLEST_WEIGHT = 0.02;

/** Trains everything but the limits on a corpus. */
export function trainModel(corpus: Corpus, limits: DecisionLimits): FaqModel {
  const { lexicon, shorthand, hash } = corpus;
  const vocabulary = vocabularyOf(corpus.examples);
  const understanding = createUnderstanding({ lexicon, shorthand, vocabulary });
  const classes = [...new Set(corpus.examples.map((example) => example.label))].sort();
  return {
    dataHash: hash,
    lexicon,
    shorthand,
    vocabulary,
    language: trainLanguage(corpus.examples),
    ...trainClasses(corpus.examples, classes, understanding),
    limits,
  };
}

function trainClasses(examples: readonly Example[], classes: string[], understanding: Understanding) {
  const words: LabelledVector[] = [];
  const concepts: LabelledVector[] = [];
  const random = seededRandom(11);
  for (const example of examples) {
    const label = classes.indexOf(example.label);
    for (const { text, weight } of variantsOf(example, random)) {
      const analysis = analyse(text, example.language, understanding);
      if (example.language === 'en' || example.language === 'fr')
        words.push({ features: wordFeatures(analysis), label, weight });
      concepts.push({ features: conceptFeatures(analysis), label, weight });
    }
  }
  const settings = { classes: classes.length, epochs: 12, rate: 0.35, decay: 2e-5 };
  const wordTable = trainSoftmax(words, { ...settings, bits: WORD_BITS });
  const conceptTable = trainSoftmax(concepts, { ...settings, bits: CONCEPT_BITS });
  return {
    words: packLinearModel(classes, WORD_BITS, wordTable, SMALLEST_WEIGHT),
    concepts: packLinearModel(classes, CONCEPT_BITS, conceptTable, SMALLEST_WEIGHT),
  };
}

function trainLanguage(examples: readonly Example[]) {
  const classes = ['de', 'en', 'es', 'fr'];
  const sizes = new Map(
    classes.map((name) => [name, examples.filter(({ language }) => language === name).length]),
  );
  const most = Math.max(...sizes.values());
  const vectors = examples.flatMap(({ text, language }) => {
    const label = classes.indexOf(language);
    const weight = Math.min(4, Math.sqrt(most / Math.max(1, sizes.get(language)!)));
    return [text, fold(text)].map((version) => ({ features: languageFeatures(version), label, weight }));
  });
  const settings = { classes: classes.length, bits: LANGUAGE_BITS, epochs: 8, rate: 0.3, decay: 1e-5 };
  return packLinearModel(classes, LANGUAGE_BITS, trainSoftmax(vectors, settings), 0);
}
