import { searchable } from '../../domain/customers/customer.ts';
import type { Clock } from '../ports/clock.ts';
import type { FaqStore, MissCount, VoteCount } from '../ports/faq-store.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A question without an answer, in all its spellings. */
export interface MissedQuestion {
  /** Its most frequent spelling. */
  question: string;
  languages: string[];
  times: number;
  /** How many of these times the bot asked "did you mean …" rather than saying that it does not know. */
  suggested: number;
}

export interface FaqReport {
  /** Most frequent first. */
  misses: MissedQuestion[];
  /** Most often not helpful first, then by the number of votes. */
  votes: VoteCount[];
}

/** What the last days say about the FAQ: the to-do list of the person who curates it. */
export async function faqReport(
  { database, clock }: { database: { faq: Pick<FaqStore, 'missesSince' | 'votesSince'> }; clock: Clock },
  days: number,
): Promise<FaqReport> {
  const since = new Date(clock.now().getTime() - days * DAY_MS);
  const [misses, votes] = await Promise.all([
    database.faq.missesSince(since),
    database.faq.votesSince(since),
  ]);
  return { misses: groupMisses(misses), votes: votes.sort(byComplaints) };
}

/** Questions that differ in case, accents and punctuation only are one; most frequent first. */
export function groupMisses(counts: readonly MissCount[]): MissedQuestion[] {
  const alike = Map.groupBy(counts, ({ question }) => searchable(question) || question);
  return [...alike.values()]
    .map((same) => ({
      question: same.reduce((most, each) => (each.times > most.times ? each : most)).question,
      languages: [...new Set(same.map(({ language }) => language))].sort(),
      times: timesOf(same),
      suggested: timesOf(same.filter(({ outcome }) => outcome === 'suggestions')),
    }))
    .sort((a, b) => b.times - a.times || a.question.localeCompare(b.question));
}

const timesOf = (counts: readonly MissCount[]) => counts.reduce((sum, { times }) => sum + times, 0);

const byComplaints = (a: VoteCount, b: VoteCount) =>
  b.notHelpful - a.notHelpful || b.helpful - a.helpful || a.entryId.localeCompare(b.entryId);
