import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainModel } from '../faq/training/train-model.ts';
import { readCorpus } from '../faq/training/read-corpus.ts';

const directory = join(import.meta.dirname, '../../cards/faq');
const started = performance.now();
const corpus = readCorpus(directory);
const limits = { temperature: 1, wordShare: 0.5, answerFrom: 0.5, leadFrom: 0.15, suggestFrom: 0.35 };
const { lexicon: _lexicon, shorthand: _shorthand, ...trained } = trainModel(corpus, limits);
const text = JSON.stringify(trained);
writeFileSync(join(directory, 'model.json'), `${text}\n`);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`${corpus.examples.length} examples, ${(text.length / 1e6).toFixed(2)} MB, ${seconds} s`);
