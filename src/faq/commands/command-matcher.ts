import { unpackLinearModel } from '../linear-model.ts';
import { softmax } from '../probabilities.ts';
import { commandFeatures } from './command-features.ts';
import { QUESTION, type CommandModel, type PlainCommand } from './command-model.ts';
import { findName } from './find-name.ts';
import { createKnownWords } from './known-words.ts';
import { LONGEST_COMMAND, spokenWords, type SpokenWord } from './spoken-words.ts';

/** Commands that are about one customer. */
const TAKES_CUSTOMER: readonly PlainCommand[] = ['confirm', 'status', 'assign-to-me'];

/** Commands that change something for others. */
const FOR_OTHERS: readonly string[] = ['reminders-off', 'reminders-on', 'pause-reminders', 'assign-to-me'];
/** How likely it must be that a text is one of those. Below that, asking again costs a person less than undoing. */
const SURE = 0.8;

/** A command that a text says in plain words. */
export interface PlainMatch {
  command: PlainCommand;
  /** The customer's name as typed; empty where none is named. */
  argument: string;
  /** Probability that it is this command. */
  score: number;
}

export interface CommandMatcher {
  /** Returns the command that a text says, or undefined where it is rather a question. */
  match(text: string): PlainMatch | undefined;
  /** Returns what is likely a customer's name in a text, as typed; empty where nothing is. */
  nameIn(text: string): string;
}

/** Returns a matcher over a trained model. It takes time in proportion to the text, and none for a long one. */
export function createCommandMatcher(model: CommandModel): CommandMatcher {
  const known = createKnownWords(model.words);
  const names = unpackLinearModel(model.names);
  const commands = unpackLinearModel(model.commands);
  const read = (text: string) => {
    const words = text.length > LONGEST_COMMAND ? [] : spokenWords(text);
    const run = findName(words, names, known);
    const name = run ? text.slice(words[run.start]!.start, words[run.end - 1]!.end) : '';
    return { words, run, name };
  };
  return {
    nameIn: (text) => read(text).name,
    match: (text) => {
      const { words, run, name } = read(text);
      // Names and numbers alone are no command: the caller, which knows the customers, decides whether it is a customer.
      const isSaid = ({ folded }: SpokenWord, at: number) =>
        !(run && at >= run.start && at < run.end) && known.acquaintance(folded) !== 'unknown';
      if (!words.some(isSaid)) return undefined;
      const chances = softmax(commands.score(commandFeatures(text, words, run)), 1);
      const best = chances.indexOf(Math.max(...chances));
      const command = commands.classes[best]!;
      const score = chances[best]!;
      if (command === QUESTION || score < model.commandFrom) return undefined;
      const plain = command as PlainCommand;
      if (FOR_OTHERS.includes(plain) && forOthers(commands.classes, chances) < SURE) return undefined;
      return { command: plain, argument: TAKES_CUSTOMER.includes(plain) ? name : '', score };
    },
  };
}

/** Returns the probability that a text is one of the commands that change something for others. */
function forOthers(classes: readonly string[], chances: readonly number[]): number {
  return chances.reduce((sum, chance, at) => (FOR_OTHERS.includes(classes[at]!) ? sum + chance : sum), 0);
}
