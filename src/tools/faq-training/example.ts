import type { QuestionLanguage } from '../../faq/concepts.ts';

/** One way of asking, with the entry that answers it, or `outside` when none does. */
export interface Example {
  text: string;
  language: QuestionLanguage;
  label: string;
  /** How much it counts in training; made-up examples count less than written ones. */
  weight: number;
}
