const SHORTEST = 3;

/**
 * The sentences of a text, as they stand in it, each with at least three words (a shorter one is joined to
 * the one before it). A text of one sentence gives one element, an empty text none.
 */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const piece of text.split(/(?<=[.!?;…])\s+|\n+/)) {
    const trimmed = piece.trim();
    if (trimmed === '') continue;
    const last = sentences.length - 1;
    const isShort = trimmed.split(/\s+/, SHORTEST).length < SHORTEST;
    if (isShort && last >= 0) sentences[last] = `${sentences[last]} ${trimmed}`;
    else sentences.push(trimmed);
  }
  return sentences;
}
