import { containerBootstrap, Nlp } from '@nlpjs/basic';
import { LangEn } from '@nlpjs/lang-en';
import { LangFr } from '@nlpjs/lang-fr';
import FlexSearch from 'flexsearch';
import MiniSearch from 'minisearch';
import { WORD_BITS, wordFeatures } from '../../src/faq/features.ts';
import { packLinearModel, unpackLinearModel } from '../../src/faq/linear-model.ts';
import { softmax } from '../../src/faq/probabilities.ts';
import { fold, tokensOf } from '../../src/faq/tokens.ts';
import { trainSoftmax } from '../../src/tools/faq-training/softmax-regression.ts';
import type { Example } from '../../src/tools/faq-training/example.ts';

/** What an engine makes of a question: entries best first, and how sure it is that any of them answers. */
export interface EngineAnswer {
  ids: string[];
  sureness: number;
}

export interface Engine {
  name: string;
  answer(question: string, language: string): EngineAnswer | Promise<EngineAnswer>;
}

const MOST_HITS = 200;
const isOutside = (label: string) => label.startsWith('outside');

/** Entries in the order of their best hit; sure as far as the best entry beats the best outside example. */
function answerFrom(hits: readonly { label: string; score: number }[]): EngineAnswer {
  const best = new Map<string, number>();
  for (const { label, score } of hits) best.set(label, Math.max(best.get(label) ?? 0, score));
  const ranked = [...best].sort((a, b) => b[1] - a[1]);
  const inside = ranked.filter(([label]) => !isOutside(label));
  const outside = ranked.find(([label]) => isOutside(label))?.[1] ?? 0;
  const first = inside[0]?.[1] ?? 0;
  return { ids: inside.map(([label]) => label), sureness: first === 0 ? 0 : first / (first + outside) };
}

export const PLAIN = 'regression';
/** What the plain regression is trained with; the matcher's own settings. */
const PLAIN_SETTINGS = { bits: WORD_BITS, epochs: 6, rate: 0.35, decay: 2e-5 };

/** A logistic regression over the words and letters of every example, as they were typed; no concepts, no spelling. */
export function plainEngine(examples: readonly Example[]): Engine {
  const classes = [...new Set(examples.map(({ label }) => label))];
  const featuresOf = (text: string) => wordFeatures(tokensOf(fold(text)));
  const vectors = examples.map(({ text, label, weight }) => ({
    features: featuresOf(text),
    label: classes.indexOf(label),
    weight,
  }));
  const table = trainSoftmax(vectors, { ...PLAIN_SETTINGS, classes: classes.length });
  const model = unpackLinearModel(packLinearModel(classes, WORD_BITS, table, 0));
  return {
    name: PLAIN,
    answer: (question) => {
      const chances = softmax(model.score(featuresOf(question)), 1);
      const entries = classes
        .map((id, index) => ({ id, chance: chances[index]! }))
        .filter(({ id }) => !isOutside(id))
        .sort((a, b) => b.chance - a.chance);
      return { ids: entries.map(({ id }) => id), sureness: entries[0]!.chance };
    },
  };
}

/** MiniSearch over every example, with its fuzzy and prefix search on. */
export function miniSearchEngine(examples: readonly Example[]): Engine {
  const index = new MiniSearch({ fields: ['text'], searchOptions: { fuzzy: 0.2, prefix: true } });
  index.addAll(examples.map(({ text }, id) => ({ id, text })));
  return {
    name: 'MiniSearch',
    answer: (question) =>
      answerFrom(
        index.search(question).map(({ id, score }) => ({ label: examples[id as number]!.label, score })),
      ),
  };
}

/** FlexSearch over every example; it gives an order and no scores, so places serve as scores. */
export function flexSearchEngine(examples: readonly Example[]): Engine {
  const index = new FlexSearch.Index({ tokenize: 'forward', encoder: FlexSearch.Charset.LatinAdvanced });
  examples.forEach(({ text }, id) => index.add(id, text));
  return {
    name: 'FlexSearch',
    answer: (question) => {
      const ids = index.search(question, { limit: MOST_HITS, suggest: true }) as number[];
      return answerFrom(ids.map((id, place) => ({ label: examples[id]!.label, score: 1 / (1 + place) })));
    },
  };
}

/** nlp.js trained on every example, English and French each its own model. */
export async function nlpEngine(examples: readonly Example[]): Promise<Engine> {
  const container = await containerBootstrap();
  container.use(LangEn);
  container.use(LangFr);
  const nlp = new Nlp({ container, languages: ['en', 'fr'], autoSave: false, nlu: { log: false } });
  for (const { text, language, label } of examples) {
    if (language === 'en' || language === 'fr') nlp.addDocument(language, text, label);
  }
  await nlp.train();
  return {
    name: 'nlp.js',
    answer: async (question, language) => {
      const { classifications } = await nlp.process(language === 'fr' ? 'fr' : 'en', question);
      return answerFrom(classifications.map(({ intent, score }) => ({ label: intent, score })));
    },
  };
}
