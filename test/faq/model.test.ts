import { describe, expect, it } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadFaqModel } from '../../src/faq/load-faq-model.ts';
import { readCorpus } from '../../src/tools/faq-training/read-corpus.ts';
import { FAQ_FOLDER, readKnownQuestions } from './faq-files.ts';

describe('the trained model', () => {
  it('is as new as the content it was trained on (else run: node src/tools/faq-train.ts)', () => {
    expect(loadFaqModel(FAQ_FOLDER).dataHash).toBe(readCorpus(FAQ_FOLDER).hash);
  });

  it('knows every entry of the FAQ', () => {
    const { entries } = JSON.parse(readFileSync(join(FAQ_FOLDER, 'en.json'), 'utf8')) as {
      entries: { id: string }[];
    };

    const { classes } = loadFaqModel(FAQ_FOLDER).words;

    expect(classes).toEqual(expect.arrayContaining(entries.map(({ id }) => id)));
    expect(classes.filter((name) => name !== 'outside')).toHaveLength(entries.length);
  });

  it('is under three megabytes', () => {
    expect(statSync(join(FAQ_FOLDER, 'model.json')).size).toBeLessThan(3_000_000);
  });

  it('was not trained on the questions it is judged by', () => {
    const plain = (text: string) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
    const examples = new Set(readCorpus(FAQ_FOLDER).examples.map(({ text }) => plain(text)));
    const questions = [
      ...readKnownQuestions('validation'),
      ...readKnownQuestions('today'),
      ...readKnownQuestions('other-languages'),
    ];

    const shared = questions.filter(({ text }) => examples.has(plain(text)));

    // Greetings and the like are so short that two people write the same.
    expect(shared.length / questions.length).toBeLessThan(0.02);
  });
});
