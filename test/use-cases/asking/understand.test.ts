import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFaq } from '../../../src/faq/open-faq.ts';
import { spokenWords } from '../../../src/faq/commands/spoken-words.ts';
import { understand } from '../../../src/use-cases/asking/understand.ts';

interface Known {
  text: string;
  command: string | null;
  argument?: string;
}

const ROOT = join(import.meta.dirname, '../../..');
const faq = openFaq(join(ROOT, 'cards/faq'));
const known = readFileSync(join(ROOT, 'test/faq/questions/commands.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Known)
  .map((one) => {
    const understood = understand(faq, one.text);
    return { ...one, said: understood.kind === 'command' ? understood.command : undefined };
  });
const commands = known.filter(({ command }) => command !== null);
const named = known.filter(({ argument }) => argument !== undefined);
const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean) =>
  items.filter(holds).length / items.length;

/** A name without the article before it, which belongs to it or not. */
const bare = (name = '') =>
  spokenWords(name)
    .map(({ folded }) => folded)
    .filter((word, at) => at > 0 || !['the', 'la', 'le', 'les', 'l', 'du', 'de'].includes(word))
    .join(' ');

describe('what busy people type, held back from training', () => {
  it('is taken for the right command, and hardly ever for another', () => {
    const isRight = ({ command, said }: (typeof known)[number]) => said?.name === command;

    expect(shareOf(commands, isRight)).toBeGreaterThanOrEqual(0.85);
    expect(shareOf(commands, (one) => one.said !== undefined && !isRight(one))).toBeLessThan(0.04);
  });

  it('has the customer’s name found in it', () => {
    const isFound = ({ argument, said }: (typeof known)[number]) => bare(said?.argument) === bare(argument);

    expect(shareOf(named, isFound)).toBeGreaterThanOrEqual(0.8);
  });

  it('stays a question where it is one about the rule', () => {
    const questions = known.filter(({ command }) => command === null);

    expect(shareOf(questions, ({ said }) => said !== undefined)).toBeLessThan(0.03);
  });
});
