/** Longest text looked at, in characters, and how much of that is the end of a longer one. */
const LONGEST_TEXT = 3000;
const KEPT_AT_END = 1000;
const LONGEST_TOKEN = 32;

const LIGATURES: Record<string, string> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  '’': "'",
  '‘': "'",
  '`': "'",
  '´': "'",
};

const ADDRESS = /\bhttps?:\/\/\S{1,300}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/g;

const ELIDED = /^(l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quelqu)'(.+)$/;

const CONTRACTED: [RegExp, string[]][] = [
  [/^(can|won|shan)'?t$/, ['not']],
  [/n't$/, ['not']],
  [/'ll$/, ['will']],
  [/'re$/, ['are']],
  [/'ve$/, ['have']],
  [/^i'm$/, ['am']],
  [/'(s|d|m)$/, []],
];

/** The text itself, or the beginning and the end of one that is too long to be read whole. */
export function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT - KEPT_AT_END)}\n${text.slice(-KEPT_AT_END)}`;
}

/** Lower case without accents, ligatures opened, apostrophes made straight, addresses left out. */
export function fold(text: string): string {
  return shortened(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[œæßøł’‘`´]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(ADDRESS, ' ')
    .replace(/\be-(?=mail)/g, 'e')
    .replace(/\bre-(?=[a-z]{4})/g, 're');
}

/** The words and numbers of a folded text, elisions and contractions opened. */
export function tokensOf(folded: string): string[] {
  const tokens: string[] = [];
  for (const raw of folded.match(/[a-z0-9]+(?:'[a-z0-9]+)*/g) ?? []) {
    for (const token of openApostrophe(raw.slice(0, LONGEST_TOKEN))) tokens.push(token);
  }
  return tokens;
}

function openApostrophe(word: string): string[] {
  if (!word.includes("'")) return [word];
  const elided = ELIDED.exec(word);
  if (elided) return [elided[1]!, ...openApostrophe(elided[2]!)];
  for (const [ending, replacement] of CONTRACTED) {
    const match = ending.exec(word);
    if (!match) continue;
    const stem = word.slice(0, match.index) || (match[1] ?? '').replace(/'.*/, '');
    return [stem, ...replacement].filter((part) => part.length > 0);
  }
  return word.split("'");
}
