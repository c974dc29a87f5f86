import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CommandError, stopWith } from './console.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Known extends Options> = ReturnType<
  typeof parseArgs<{ options: Known; allowPositionals: true; strict: true }>
>;

/** What a command takes: its options, how many words beside them, and its usage line. */
export interface Arguments<Known extends Options> {
  options: Known;
  /** How many words may stand beside the options; 0 when left out. */
  words?: number;
  usage: string;
}

/**
 * Reads a command's arguments. Ends the process with the usage when an option is unknown or mistyped, or there is a word
 * too many.
 */
export function readArguments<const Known extends Options>(known: Arguments<Known>): Parsed<Known> {
  try {
    const parsed = parseArgs({ options: known.options, allowPositionals: true, strict: true });
    if (parsed.positionals.length <= (known.words ?? 0)) return parsed;
  } catch (error) {
    return stopWith(new CommandError(known.usage, { cause: error }));
  }
  return stopWith(new CommandError(known.usage));
}
