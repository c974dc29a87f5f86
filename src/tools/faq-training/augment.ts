import type { Example } from './example.ts';

export interface Variant {
  text: string;
  weight: number;
}

const LETTERS = 'etaoinsrhldcum';

/** French as it is typed in a hurry. */
const SMS: [RegExp, string][] = [
  [/qu/g, 'k'],
  [/eau|au/g, 'o'],
  [/(.)\1/g, '$1'],
  [/é|è|ê/g, 'e'],
  [/(?<=[a-z]{3})(?:es|s|e|t|x)(?= |$)/g, ''],
  [/['’]/g, ''],
  [/ph/g, 'f'],
];

/** An example as it stands and as others would type it: hurried, misspelt, with the small words left out. */
export function variantsOf(example: Example, random: () => number): Variant[] {
  const { text, language } = example;
  const variants: Variant[] = [{ text, weight: 1 }];
  if (text.length < 8 || example.weight < 1) return variants;
  variants.push({ text: misspelt(text, random), weight: 0.5 });
  if (language === 'fr') variants.push({ text: hurried(text, random), weight: 0.5 });
  if (text.split(' ').length > 6) variants.push({ text: shortened(text, random), weight: 0.4 });
  return variants;
}

/** A text with a mistake of the fingers in about every third longer word. */
export function misspelt(text: string, random: () => number): string {
  return text
    .split(' ')
    .map((word) => (word.length > 3 && random() < 0.3 ? oneMistake(word, random) : word))
    .join(' ');
}

function oneMistake(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 1));
  const kind = random();
  if (kind < 0.35) return word.slice(0, at) + word.slice(at + 1);
  if (kind < 0.7) return word.slice(0, at - 1) + word[at]! + word[at - 1]! + word.slice(at + 1);
  if (kind < 0.85) return word.slice(0, at) + word[at]! + word.slice(at);
  return word.slice(0, at) + LETTERS[Math.floor(random() * LETTERS.length)]! + word.slice(at + 1);
}

function hurried(text: string, random: () => number): string {
  return SMS.reduce(
    (typed, [pattern, replacement]) => (random() < 0.5 ? typed.replace(pattern, replacement) : typed),
    text.toLowerCase(),
  );
}

function shortened(text: string, random: () => number): string {
  return text
    .split(' ')
    .filter((word) => random() < (word.length <= 3 ? 0.5 : 0.85))
    .join(' ');
}
