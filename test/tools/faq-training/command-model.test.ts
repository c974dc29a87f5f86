import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { loadCommandModel } from '../../../src/faq/commands/command-model.ts';
import { readCommands } from '../../../src/tools/faq-training/commands/read-commands.ts';
import { readCorpus } from '../../../src/tools/faq-training/read-corpus.ts';

const CARDS = join(import.meta.dirname, '../../../cards');

describe('the trained model of commands', () => {
  it('is as new as the content it was trained on (else run: node src/tools/faq-train.ts)', () => {
    const { hash } = readCommands(join(CARDS, 'commands'), readCorpus(join(CARDS, 'faq')));

    expect(loadCommandModel(join(CARDS, 'commands')).dataHash).toBe(hash);
  });
});
