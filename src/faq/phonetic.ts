const RULES: [RegExp, string][] = [
  [/ph/g, 'f'],
  [/qu|ck|q/g, 'k'],
  [/sch|sh|ch/g, 'X'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/tion/g, 'sion'],
  [/ge(?=[ao])/g, 'j'],
  [/g(?=[eiy])/g, 'j'],
  [/gu(?=[eiy])/g, 'g'],
  [/h/g, ''],
  [/eau|au/g, 'o'],
  [/oi|oy/g, 'wa'],
  [/ou/g, 'u'],
  [/(?:ain|ein|aim|in|im|yn|ym)(?![aeiouy])/g, 'I'],
  [/(?:an|am|en|em)(?![aeiouynm])/g, 'A'],
  [/(?:on|om)(?![aeiouynm])/g, 'O'],
  [/ai|ei|ay|ey/g, 'e'],
  [/y/g, 'i'],
  [/z/g, 's'],
  [/(.)\1+/g, '$1'],
  [/(?:er|ez|et|es|ent|e)$/, 'e'],
  [/[tdsxp]+$/, ''],
  [/e$/, ''],
];

/** How a folded word sounds, written for French ears: `kel`, `quel`, `quelle` and `quels` share one key. */
export function phoneticKey(word: string): string {
  let key = word;
  for (const [pattern, replacement] of RULES) key = key.replace(pattern, replacement);
  return key;
}
