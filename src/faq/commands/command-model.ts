import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackedLinearModel } from '../linear-model.ts';

/** The class of texts that are no command. */
export const QUESTION = 'question';

/** The commands that plain words may mean. */
export const PLAIN_COMMANDS = [
  'help',
  'confirm',
  'unconfirmed',
  'my-unconfirmed',
  'status',
  'remind-now',
  'reminders-off',
  'reminders-on',
  'pause-reminders',
  'settings',
  'language-fr',
  'language-en',
  'assign-to-me',
  'export',
  'import',
] as const;
export type PlainCommand = (typeof PLAIN_COMMANDS)[number];

/** The trained and stored model of commands in plain words. */
export interface CommandModel {
  /** Fingerprint of the content it was trained on. */
  dataHash: string;
  /** Folded words that phrasings and questions are made of, separated by blanks. */
  words: string;
  /** Tells which words of a text are a customer's name. */
  names: PackedLinearModel;
  /** Tells the commands and questions apart. */
  commands: PackedLinearModel;
  /** Probability from which a text counts as a command. */
  commandFrom: number;
}

/** Reads the trained model of `cards/commands`. The project's training writes it, so it is not checked again. */
export function loadCommandModel(directory: string): CommandModel {
  return JSON.parse(readFileSync(join(directory, 'model.json'), 'utf8')) as CommandModel;
}
