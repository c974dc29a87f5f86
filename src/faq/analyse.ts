import type { ConceptFinder, ConceptHit, QuestionLanguage } from './concepts.ts';
import type { Spelling } from './spelling.ts';
import { fold, tokensOf } from './tokens.ts';

/** What is known of a text before it is scored. */
export interface Analysis {
  language: QuestionLanguage | undefined;
  /** Folded words, shorthand written out and mistakes put right. */
  tokens: string[];
  hits: ConceptHit[];
  /** Words of the text that neither the vocabulary nor a correction could make known. */
  unknown: number;
}

export interface AnalysisTools {
  spelling: Spelling;
  concepts: ConceptFinder;
}

/** Words and concepts of a text in a language, given or unclear. */
export function analyse(
  text: string,
  language: QuestionLanguage | undefined,
  tools: AnalysisTools,
): Analysis {
  const raw = tokensOf(fold(text));
  const tokens = tools.spelling.correct(raw, language);
  const hits = tools.concepts.find(tokens, language);
  const unknown = tokens.filter(
    (token) => token.length > 2 && !/\d/.test(token) && !tools.spelling.knows(token),
  ).length;
  return { language, tokens, hits, unknown };
}
