import { LANGUAGES } from '../../faq/concepts.ts';
import type { ConceptLexicon, QuestionLanguage } from '../../faq/concepts.ts';
import { LANGUAGE_BITS, languageFeatures } from '../../faq/language.ts';
import { packLinearModel } from '../../faq/linear-model.ts';
import type { PackedLinearModel } from '../../faq/linear-model.ts';
import { fold } from '../../faq/tokens.ts';
import type { Example } from './example.ts';
import { trainSoftmax } from './softmax-regression.ts';

/** Languages with few examples count more, but not more than this many times. */
const MOST_WEIGHT = 4;
const WEIGHT_OF_PATTERN = 0.5;

/**
 * Trains what tells the languages apart, on the examples with and without accents and on the patterns of the
 * concepts, which also teach which words belong to several languages.
 */
export function trainLanguage(examples: readonly Example[], lexicon: ConceptLexicon): PackedLinearModel {
  const sizes = LANGUAGES.map(
    (language) => examples.filter((example) => example.language === language).length,
  );
  const most = Math.max(...sizes);
  const weightOf = (language: QuestionLanguage) =>
    Math.min(MOST_WEIGHT, Math.sqrt(most / Math.max(1, sizes[LANGUAGES.indexOf(language)]!)));
  const written = examples.flatMap(({ text, language }) =>
    [text, fold(text)].map((version) => ({ text: version, language, weight: weightOf(language) })),
  );
  const vectors = [...written, ...spokenPatterns(lexicon)].map(({ text, language, weight }) => ({
    features: languageFeatures(text),
    label: LANGUAGES.indexOf(language),
    weight,
  }));
  const settings = { classes: LANGUAGES.length, bits: LANGUAGE_BITS, epochs: 8, rate: 0.3, decay: 1e-5 };
  return packLinearModel(LANGUAGES, LANGUAGE_BITS, trainSoftmax(vectors, settings), 0);
}

function spokenPatterns(lexicon: ConceptLexicon) {
  return Object.values(lexicon).flatMap((patterns) =>
    LANGUAGES.flatMap((language) =>
      (patterns[language] ?? []).map((pattern) => ({
        text: pattern.replace(/<[^>]*>|[^a-z ]/g, ' '),
        language,
        weight: WEIGHT_OF_PATTERN,
      })),
    ),
  );
}
