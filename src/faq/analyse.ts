import type { ConceptFinder, ConceptHit, QuestionLanguage } from './concepts.ts';
import type { Spelling } from './spelling.ts';
import { fold, tokensOf } from './tokens.ts';

/** What is known of a text before it is scored. */
export interface Analysis {
  language: QuestionLanguage | undefined;
  /** Folded words, shorthand written out and mistakes put right. */
  tokens: string[];
  hits: ConceptHit[];
  /** How many longer words belong to no concept and occurred at most once in training. */
  strange: number;
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
  const spoken = new Set<number>();
  for (const { start, end } of hits) for (let at = start; at < end; at++) spoken.add(at);
  const isStrange = (token: string, at: number) =>
    token.length > 3 && !spoken.has(at) && tools.spelling.isRare(token, language);
  return { language, tokens, hits, strange: tokens.filter(isStrange).length };
}
