const CHOICE = /\(([^()]*\|[^()]*)\)/;

/**
 * Returns texts that a line of phrasings stands for: `(a|b|)` is a choice, which may be of nothing. At most `most`, chosen by
 * `random` where there are more.
 */
export function expandPhrasing(line: string, most: number, random: () => number): string[] {
  const texts = new Set<string>();
  for (let tries = 0; tries < most * 3 && texts.size < most; tries++) texts.add(oneOf(line, random));
  return [...texts];
}

function oneOf(line: string, random: () => number): string {
  let text = line;
  for (let choice = CHOICE.exec(text); choice; choice = CHOICE.exec(text)) {
    const options = choice[1]!.split('|');
    const chosen = options[Math.floor(random() * options.length)]!;
    text = text.slice(0, choice.index) + chosen + text.slice(choice.index + choice[0].length);
  }
  return text.replace(/\s+/g, ' ').trim();
}
