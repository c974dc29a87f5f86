const SHORTEST_STEM = 4;

/**
 * Endings taken off, longest first: plural, gender, verb forms and the commonest noun endings of English and
 * French, and the plurals of Spanish and German. One list serves all, because a question often mixes them.
 */
const ENDINGS = [
  'issements', 'issement', 'aissent', 'eraient', 'issants', 'issions',
  'ations', 'ements', 'issant', 'erions', 'erait', 'eront', 'ation', 'ement', 'ments', 'aient', 'ables', 'ions', 'ment',
  'ings', 'erez', 'erai', 'eurs', 'euse', 'ants', 'ance', 'ence', 'able', 'ible', 'ites',
  'ing', 'ers', 'ees', 'era', 'ons', 'ent', 'ant', 'eur', 'ait', 'ais', 'ion', 'ite', 'ies', 'ied', 'ir', 'it',
  'er', 'ez', 'ed', 'es', 'ee', 'en', 'ly', 'e', 's', 'y', 'i',
].sort((a, b) => b.length - a.length); // prettier-ignore

/** A rough stem: the same for the forms of a word more often than not, never shorter than four letters. */
export function stem(token: string): string {
  if (token.length <= SHORTEST_STEM || /\d/.test(token)) return token;
  for (const ending of ENDINGS) {
    if (token.length - ending.length >= SHORTEST_STEM && token.endsWith(ending)) {
      return singleEnd(token.slice(0, -ending.length));
    }
  }
  return singleEnd(token);
}

function singleEnd(word: string): string {
  return /([b-df-hj-np-tv-z])\1$/.test(word) && word.length > SHORTEST_STEM ? word.slice(0, -1) : word;
}
