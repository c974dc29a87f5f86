/**
 * Whether a word mixes letters of Latin with those of a script that has the same shapes, as `сlient` with a Cyrillic с: no one
 * is called so, and no registry gives out such a domain (Unicode Technical Standard 39, section 5). Words of one script may
 * stand beside those of another.
 */
export function mixesScripts(text: string): boolean {
  return MIXED.test(text);
}

const LATIN = String.raw`\p{Script=Latin}`;
const ALIKE = String.raw`[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]`;
const MIXED = new RegExp(String.raw`${LATIN}\p{M}*${ALIKE}|${ALIKE}\p{M}*${LATIN}`, 'u');
