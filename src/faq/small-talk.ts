import type { Analysis } from './analyse.ts';

const KINDS = ['who-are-you', 'thanks', 'goodbye', 'greeting'] as const;
const MOST_OTHER_WORDS = 2;

export type SmallTalk = (typeof KINDS)[number];

/** The kind of small talk a text is, if it is nothing more than that. */
export function smallTalkOf(analysis: Analysis): SmallTalk | undefined {
  const kind = KINDS.find((candidate) => analysis.hits.some((hit) => hit.concept === `talk.${candidate}`));
  if (!kind) return undefined;
  const spoken = new Set<number>();
  for (const hit of analysis.hits) {
    if (!hit.concept.startsWith('talk.')) continue;
    for (let at = hit.start; at < hit.end; at++) spoken.add(at);
  }
  return analysis.tokens.length - spoken.size <= MOST_OTHER_WORDS ? kind : undefined;
}
