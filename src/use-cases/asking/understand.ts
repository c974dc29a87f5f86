import { commandInWords, type Command } from '../../domain/asking/command-words.ts';
import type { CommandMatcher } from '../../faq/commands/command-matcher.ts';
import type { FaqMatch, FaqMatcher } from '../../faq/matcher.ts';

/** The matchers that read a text: for commands in plain words, and for the FAQ. */
export interface Readers {
  matcher: FaqMatcher;
  commands: CommandMatcher;
}

/** What a text means; `match`: what the FAQ has for it, where the FAQ was asked. */
export type Understood =
  { kind: 'command'; command: Command; match?: FaqMatch } | { kind: 'question'; match: FaqMatch };

/** How many words a customer's name has at most; few have more. */
const WORDS_OF_A_NAME = 4;

/**
 * Returns what a text without mentions means: a command in exact words, else one in plain words, else a question. Where an
 * answer of the FAQ is likelier than a command, it is a question; so is a mere greeting.
 */
export function understand({ matcher, commands }: Readers, text: string): Understood {
  const exact = commandInWords(text);
  if (exact && exact.argument === '') return { kind: 'command', command: exact };
  const match = matcher.match(text);
  if (exact) {
    return resemblesQuestion(match, exact.argument)
      ? { kind: 'question', match }
      : { kind: 'command', command: exact, match };
  }
  const plain = match.smallTalk ? undefined : commands.match(text);
  const answered = match.outcome === 'answer' ? match.entries[0]!.score : 0;
  if (!plain || answered > plain.score) return { kind: 'question', match };
  const language = match.langIsClear ? match.lang : undefined;
  return { kind: 'command', command: { name: plain.command, language, argument: plain.argument }, match };
}

/** Returns whether what follows a command's word is rather the rest of a question than a name. */
export function resemblesQuestion({ outcome }: FaqMatch, argument: string): boolean {
  const isLong = argument.split(/\s+/).length > WORDS_OF_A_NAME || argument.includes('?');
  return outcome === 'answer' || (outcome === 'suggestions' && isLong);
}
