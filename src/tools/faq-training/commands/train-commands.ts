import { COMMAND_BITS, commandFeatures } from '../../../faq/commands/command-features.ts';
import { QUESTION, type CommandModel } from '../../../faq/commands/command-model.ts';
import type { WordRun } from '../../../faq/commands/find-name.ts';
import { createKnownWords, type KnownWords } from '../../../faq/commands/known-words.ts';
import { NAME_BITS, nameFeatures } from '../../../faq/commands/name-features.ts';
import { spokenWords, type SpokenWord } from '../../../faq/commands/spoken-words.ts';
import { packLinearModel, unpackLinearModel } from '../../../faq/linear-model.ts';
import { findName } from '../../../faq/commands/find-name.ts';
import { misspelt } from '../augment.ts';
import { seededRandom, trainSoftmax, type LabelledVector } from '../softmax-regression.ts';
import { chooseCommandLimit, type ScoredText } from './choose-command-limit.ts';
import type { CommandCorpus, CommandExample } from './read-commands.ts';

const SETTINGS = { epochs: 6, rate: 0.35, decay: 1e-5 };
const SMALLEST_WEIGHT = 0.08;
const NAME_CLASSES = ['other', 'name'];
const FOLDS = 4;
/** In how many lines of questions a word must be to be known, for these name customers too. */
const FEWEST_IN_QUESTIONS = 12;
const WEIGHT_OF_MISSPELT = 0.5;
/** Questions teach little about names beyond that they hold none. */
const NAMES_IN_QUESTIONS = 0.03;
/** Words of names are few among all. */
const WEIGHT_OF_NAME = 3;

interface Read {
  example: CommandExample;
  text: string;
  words: SpokenWord[];
  run: WordRun | undefined;
  weight: number;
}

/** Trains what finds names and what tells commands apart, on the same corpus each time to the same weights. */
export function trainCommands({ examples, hash }: CommandCorpus): { model: CommandModel; report: string } {
  const words = wordsOf(examples);
  const known = createKnownWords(words);
  const read = examples.flatMap(readings);
  const names = packLinearModel(NAME_CLASSES, NAME_BITS, trainNames(read, known), SMALLEST_WEIGHT);
  const finder = unpackLinearModel(names);
  const classes = [...new Set(examples.map(({ label }) => label))].sort();
  // Half the texts teach with the name as it was found, for that is how they come.
  const asFound = read.map((each, index) =>
    index % 2 === 0 ? { ...each, run: findName(each.words, finder, known) } : each,
  );
  const vectors = asFound.map((each) => ({ each, vector: vectorOf(each, classes) }));
  const scored = heldOut(vectors, classes);
  const { commandFrom, report } = chooseCommandLimit(scored, QUESTION);
  const table = train(vectors, classes.length);
  const commands = packLinearModel(classes, COMMAND_BITS, table, SMALLEST_WEIGHT);
  return { model: { dataHash: hash, words, names, commands, commandFrom }, report };
}

interface Vectored {
  each: Read;
  vector: LabelledVector;
}

function train(vectors: readonly Vectored[], classes: number): Float32Array {
  const settings = { classes, bits: COMMAND_BITS, ...SETTINGS };
  return trainSoftmax(
    vectors.map(({ vector }) => vector),
    settings,
  );
}

function heldOut(vectors: readonly Vectored[], classes: readonly string[]): ScoredText[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const isHeld = ({ each }: Vectored) => each.example.line % FOLDS === fold;
    const table = train(
      vectors.filter((one) => !isHeld(one)),
      classes.length,
    );
    const model = unpackLinearModel(packLinearModel(classes, COMMAND_BITS, table, SMALLEST_WEIGHT));
    return vectors
      .filter((one) => isHeld(one) && one.each.weight === 1)
      .map(({ each, vector }) => ({
        label: each.example.label,
        scores: model.score(vector.features),
        classes,
      }));
  }).flat();
}

function vectorOf({ example, text, words, run, weight }: Read, classes: readonly string[]): LabelledVector {
  return { features: commandFeatures(text, words, run), label: classes.indexOf(example.label), weight };
}

/** A text as it stands, and as it is typed in a hurry. */
function readings(example: CommandExample, index: number): Read[] {
  const random = seededRandom(index);
  const { text, name } = example;
  const asTyped = readingOf(example, text, name, 1);
  const start = name?.start ?? text.length;
  const before = misspelt(text.slice(0, start), random);
  const after = misspelt(text.slice(name?.end ?? text.length), random);
  const called = text.slice(start, name?.end ?? text.length);
  const hurried = `${before}${called}${after}`.toLowerCase();
  const moved = name && { start: before.length, end: before.length + called.length };
  return [asTyped, readingOf(example, hurried, moved, WEIGHT_OF_MISSPELT)];
}

function readingOf(
  example: CommandExample,
  text: string,
  name: CommandExample['name'],
  weight: number,
): Read {
  const words = spokenWords(text);
  const inName = words.flatMap(({ start, end }, at) =>
    name && start >= name.start && end <= name.end ? [at] : [],
  );
  const run = inName.length > 0 ? { start: inName[0]!, end: inName.at(-1)! + 1 } : undefined;
  return { example, text, words, run, weight };
}

function weightIn({ label }: CommandExample, weight: number, isName: boolean): number {
  return weight * (label === QUESTION ? NAMES_IN_QUESTIONS : 1) * (isName ? WEIGHT_OF_NAME : 1);
}

function trainNames(read: readonly Read[], known: KnownWords): Float32Array {
  const vectors = read.flatMap(({ example, words, run, weight }) =>
    nameFeatures(words, known).map((features, at) => ({
      features,
      label: run && at >= run.start && at < run.end ? 1 : 0,
      weight: weightIn(example, weight, run !== undefined && at >= run.start && at < run.end),
    })),
  );
  return trainSoftmax(vectors, { classes: 2, bits: NAME_BITS, ...SETTINGS, epochs: 10 });
}

/** Words of phrasings outside names, and those that many questions have. */
function wordsOf(examples: readonly CommandExample[]): string {
  const words = new Set<string>();
  const asked = new Map<string, number>();
  for (const { text, name, label } of examples) {
    const outside = name ? `${text.slice(0, name.start)} ${text.slice(name.end)}` : text;
    for (const { folded } of spokenWords(outside)) {
      if (label === QUESTION) asked.set(folded, (asked.get(folded) ?? 0) + 1);
      else words.add(folded);
    }
  }
  for (const [word, count] of asked) if (count >= FEWEST_IN_QUESTIONS) words.add(word);
  return [...words].sort().join(' ');
}
