import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from '../composition/read-arguments.ts';
import { readCorpus } from './faq-training/read-corpus.ts';
import { trainModel } from './faq-training/train-model.ts';

readArguments({ options: {}, usage: 'Usage: npm run faq:train' });
const directory = join(import.meta.dirname, '../../cards/faq');
const started = performance.now();
const corpus = readCorpus(directory);
const { model, report } = trainModel(corpus);
const text = JSON.stringify(model);
writeFileSync(join(directory, 'model.json'), `${text}\n`);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`${corpus.examples.length} examples, ${(text.length / 1e6).toFixed(2)} MB, ${seconds} s`);
console.log(`cross-validated: ${report}`);
console.log(`limits: ${JSON.stringify(model.limits)}`);
