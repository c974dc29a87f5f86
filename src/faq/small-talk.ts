import type { Analysis } from './analyse.ts';

const KINDS = ['who-are-you', 'thanks', 'goodbye', 'greeting'] as const;
const MOST_OTHER_WORDS = 3;
const SAYS_SOMETHING = /^(?:who|act|thing|role|place|outside)\./;

export type SmallTalk = (typeof KINDS)[number];

export interface TalkReading {
  /** The kind of small talk a text is, if it is hardly more than that. */
  smallTalk: SmallTalk | undefined;
  /** True when no word says anything but small talk, `ok` and `sounds good` among it. */
  isOnlyTalk: boolean;
}

/** How much of a text is small talk, and of which kind. */
export function readTalk(analysis: Analysis): TalkReading {
  const talk = analysis.hits.filter(({ concept }) => concept.startsWith('talk.'));
  const spoken = new Set<number>();
  for (const { start, end } of talk) for (let at = start; at < end; at++) spoken.add(at);
  const others = analysis.tokens.length - spoken.size;
  const smallTalk = KINDS.find((kind) => talk.some(({ concept }) => concept === `talk.${kind}`));
  const saysMore =
    smallTalk !== 'who-are-you' &&
    analysis.hits.some(({ concept, start }) => SAYS_SOMETHING.test(concept) && !spoken.has(start));
  if (talk.length === 0 || saysMore || others > MOST_OTHER_WORDS)
    return { smallTalk: undefined, isOnlyTalk: false };
  return { smallTalk, isOnlyTalk: smallTalk !== undefined || others === 0 };
}
