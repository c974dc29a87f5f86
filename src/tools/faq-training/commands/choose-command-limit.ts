import { softmax } from '../../../faq/probabilities.ts';

export interface ScoredText {
  label: string;
  scores: ArrayLike<number>;
  classes: readonly string[];
}

/** What a mistake costs: a command that was not asked for is worst, an answer in place of a command does no harm. */
const COST = { questionTaken: 4, otherCommand: 1, missed: 1 };
/** The limits to choose from: what is hardly likelier than not is no command, however few such texts are known. */
const LIMITS = Array.from({ length: 8 }, (_, index) => Number((0.55 + index * 0.05).toFixed(2)));

/** Chooses from which probability a text is taken for a command, on texts scored by weights that never saw them. */
export function chooseCommandLimit(
  scored: readonly ScoredText[],
  question: string,
): { commandFrom: number; report: string } {
  const ranked = scored.map(({ label, scores, classes }) => {
    const chances = softmax(scores, 1);
    const best = chances.indexOf(Math.max(...chances));
    return { label, said: classes[best]!, chance: chances[best]! };
  });
  const questions = ranked.filter(({ label }) => label === question);
  const commands = ranked.filter(({ label }) => label !== question);
  const sharesAt = (limit: number) => {
    const isTaken = ({ said, chance }: (typeof ranked)[number]) => said !== question && chance >= limit;
    const right = commands.filter((one) => isTaken(one) && one.said === one.label).length / commands.length;
    const other = commands.filter((one) => isTaken(one) && one.said !== one.label).length / commands.length;
    return { right, other, taken: questions.filter(isTaken).length / questions.length };
  };
  const costAt = (limit: number) => {
    const { right, other, taken } = sharesAt(limit);
    return COST.questionTaken * taken + COST.otherCommand * other + COST.missed * (1 - right - other);
  };
  const commandFrom = LIMITS.reduce((best, limit) => (costAt(limit) < costAt(best) ? limit : best));
  const { right, other, taken } = sharesAt(commandFrom);
  const [rightly, otherwise, wrongly] = [right, other, taken].map((share) => share.toFixed(3));
  return { commandFrom, report: `right ${rightly}, another ${otherwise}, questions taken ${wrongly}` };
}
