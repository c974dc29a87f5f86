import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide } from '../../../src/faq/decide.ts';
import { loadFaq } from '../../../src/faq/load-faq.ts';
import { readLexicon } from '../../../src/tools/faq-training/read-lexicon.ts';
import { readCorpus } from '../../../src/tools/faq-training/read-corpus.ts';
import { FAQ_FOLDER } from '../../faq/faq-files.ts';
import { vectorOf } from '../../../src/faq/feature-bag.ts';
import { packLinearModel, unpackLinearModel } from '../../../src/faq/linear-model.ts';
import { softmax } from '../../../src/faq/probabilities.ts';
import { chooseLimits } from '../../../src/tools/faq-training/choose-limits.ts';
import { trainSoftmax } from '../../../src/tools/faq-training/softmax-regression.ts';
import { vocabularyOf } from '../../../src/tools/faq-training/vocabulary.ts';

const BITS = 8;
const CLASSES = ['cold', 'warm'];
const vector = (...names: string[]) => vectorOf([{ names, strength: 1 }], BITS);
const examples = [
  { features: vector('snow', 'today'), label: 0, weight: 1 },
  { features: vector('ice', 'today'), label: 0, weight: 1 },
  { features: vector('sun', 'today'), label: 1, weight: 1 },
  { features: vector('beach', 'today'), label: 1, weight: 1 },
];
const settings = { classes: CLASSES.length, bits: BITS, epochs: 20, rate: 0.3, decay: 1e-5 };

describe('training a classifier', () => {
  it('learns to tell classes apart, and still does once stored', () => {
    const model = unpackLinearModel(packLinearModel(CLASSES, BITS, trainSoftmax(examples, settings), 0.01));

    const [cold, warm] = model.score(vector('snow', 'ice', 'today'));

    expect(cold!).toBeGreaterThan(warm! + 0.5);
    expect([...model.score(vector('never', 'seen'))]).toEqual([0, 0]);
  });

  it('gives the same weights every time', () => {
    expect(trainSoftmax(examples, settings)).toEqual(trainSoftmax(examples, settings));
  });
});

describe('choosing limits', () => {
  const held = (label: number, scores: number[]) => ({
    text: '',
    language: 'en',
    label,
    words: scores,
    concepts: scores,
  });
  const classes = ['a', 'b', 'outside'];

  it('shows what is nearly always right and asks where it often is not', () => {
    const sure = Array.from({ length: 50 }, () => [
      held(0, [6, 0, 0]),
      held(1, [0, 6, 0]),
      held(2, [0, 0, 6]),
    ]).flat();
    const unsure = Array.from({ length: 20 }, (_, index) => held(index % 2, [2, 1.8, 0]));

    const limits = chooseLimits([...sure, ...unsure], classes);

    const outcomeOf = (scores: number[]) => {
      const [a, b] = softmax(scores, limits.temperature);
      return decide(
        new Map([
          ['a', a!],
          ['b', b!],
        ]),
        limits,
      ).outcome;
    };
    expect(outcomeOf([6, 0, 0])).toBe('answer');
    expect(outcomeOf([2, 1.8, 0])).toBe('suggestions');
    expect(outcomeOf([0, 0, 6])).toBe('none');
  });
});

describe('the vocabulary', () => {
  it('holds the words of the examples, but not what looks like a mistake for a commoner one', () => {
    const texts = [...Array.from({ length: 20 }, () => 'customers confirm'), 'custmers confirm', 'custom'];
    const finder = { find: () => [], words: () => [] };

    const { en } = vocabularyOf(
      texts.map((text) => ({ text, language: 'en' as const, label: 'x', weight: 1 })),
      finder,
    );

    expect(en).toEqual([
      ['confirm', 21],
      ['customers', 20],
      ['custom', 1],
    ]);
  });
});

describe('the written examples', () => {
  it('never teach to refuse what they teach to answer', () => {
    const written = readCorpus(FAQ_FOLDER).examples.filter(({ weight }) => weight === 1);
    const refused = new Set(written.filter(({ label }) => label === 'outside').map(({ text }) => text));

    const both = written.filter(({ text, label }) => label !== 'outside' && refused.has(text));

    expect(both.map(({ text }) => text)).toEqual([]);
  });
});

describe('questions made from frames', () => {
  const { examples } = readCorpus(FAQ_FOLDER);
  const madeUp = examples.filter(({ weight }) => weight < 1);

  it('belong to an entry or stand outside, in both languages, and are the same every time', () => {
    const entries = new Set(readFaqIds());

    expect(new Set(madeUp.map(({ language }) => language))).toEqual(new Set(['en', 'fr']));
    expect(madeUp.filter(({ label }) => !entries.has(label) && label !== 'outside')).toEqual([]);
    expect(readCorpus(FAQ_FOLDER).examples).toEqual(examples);
  });
});

describe('reading concepts', () => {
  it('names the file that is wrong', () => {
    const folder = mkdtempSync(join(tmpdir(), 'concepts-'));
    writeFileSync(join(folder, 'thing.json'), '{ "phone": { "nl": "telefoon" } }');

    expect(() => readLexicon(folder)).toThrow('thing.json is not a file of concepts');

    rmSync(folder, { recursive: true });
  });
});

function readFaqIds(): string[] {
  return loadFaq(FAQ_FOLDER).entries.en.map(({ id }) => id);
}
