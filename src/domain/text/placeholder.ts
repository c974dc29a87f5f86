/** Whether a cell that is no name holds only what people and programs write for no value, in any case. */
export function isPlaceholder(text: string): boolean {
  const lower = text.toLowerCase();
  return (
    hasNoSubstance(text) ||
    NEVER_A_NAME.has(folded(text)) ||
    MAYBE_A_NAME.has(lower) ||
    ABBREVIATIONS.has(lower)
  );
}

/** As `isPlaceholder`, for a phone number, which needs digits and has no @. */
export function isNoPhoneNumber(text: string): boolean {
  return !/\d/.test(text) || text.includes('@') || isPlaceholder(text);
}

/**
 * As `isPlaceholder`, for a name, where no real name may be refused. Signs alone count, and words that are no name in any
 * case. Words that are names too (Null, None, True, Nan, Na) count only as programs write them, all in capitals or all in
 * small letters. `otherName`: the person's other name; where it is written in the same way, `NA` and `nan` are names.
 * Initials such as K.A. are names, except N.A.
 */
export function isPlaceholderName(text: string, otherName: string): boolean {
  if (hasNoSubstance(text) || !/\p{L}/u.test(text) || ONLY_A_PLACEHOLDER.test(text)) return true;
  const bare = folded(text);
  if (NEVER_A_NAME.has(bare)) return true;
  const lower = text.toLowerCase();
  // « (null) »: a person does not write a whole name in brackets.
  if (bare !== lower && MAYBE_A_NAME.has(bare)) return true;
  const isLower = text === lower;
  if (!MAYBE_A_NAME.has(lower) || !(isLower || text === text.toUpperCase())) return false;
  return !(GIVEN_TO_MANY.has(lower) && isWrittenAlike(otherName, isLower));
}

/** `NaN`, `n.a.`, `k. A.`, one to four of x. With a longer row of x people may be trying out the form. */
const ONLY_A_PLACEHOLDER = /^(?:NaN|[nN]\. ?[aA]\.?|k\. ?[aA]\.?|x|[xX]{2,4})$/;

const isWrittenAlike = (name: string, inLowerCase: boolean) =>
  name !== '' && name === (inLowerCase ? name.toLowerCase() : name.toUpperCase());

/** Whether a cell holds an error as spreadsheets write it: `#N/A`, `#REF!`, translated as `#NOM?`, `#NV`, `#¡VALOR!`. */
export function isSpreadsheetError(text: string): boolean {
  return /^#(?:N\/?[ADVC]\.?|N\/DISP|[¡¿]?[A-ZÀ-Þ\d/ ]+[!?])$/u.test(text);
}

/** Whether a text has no letter or digit, or only zeros, or is an error of a spreadsheet. */
function hasNoSubstance(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text) || /^[0\s./-]{1,20}$/.test(text) || isSpreadsheetError(text);
}

/** Folds « N / A », « (null) » and « [Non renseigné] »: without blanks, brackets, case and accents. */
const folded = (text: string) =>
  (/^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, ''))
    .replace(/\s/g, '')
    .toLowerCase()
    .replace(/^[[<({'"]+|[\]>)}'"]+$/g, '');

/** Written folded. */
const NEVER_A_NAME: ReadonlySet<string> = new Set([
  ...['n/a', 'n/d', 'n/v', 'n/c', 's/o', 'k/a', 's/d', 'n/s', 'b/d', '\\n', '#n/a', 'undefined', '#null'],
  ...['unknown', 'notavailable', 'notapplicable', 'notprovided', 'notset', 'notgiven', 'nodata', 'novalue'],
  ...[
    'tobedefined',
    'tobecompleted',
    'tobeconfirmed',
    'tobedetermined',
    'missing',
    'nolastname',
    'nofirstname',
  ],
  ...['noname', 'nophone', 'noemail', 'nomail'],
  ...['inconnu', 'inconnue', 'nonrenseigne', 'nonrenseignee', 'nondisponible', 'nonapplicable', 'sansobjet'],
  ...['noncommunique', 'noncommuniquee', 'aucun', 'aucune', 'acompleter', 'adefinir', 'neant'],
  ...['unbekannt', 'keineangabe', 'keineangaben', 'nichtvorhanden', 'nichtbekannt', 'entfallt'],
  ...['desconocido', 'desconocida', 'noaplica', 'nodisponible', 'ninguno', 'ninguna', 'sindatos'],
  ...['sconosciuto', 'sconosciuta', 'nondisponibile', 'desconhecido', 'desconhecida', 'onbekend', 'n.v.t.'],
]);

const MAYBE_A_NAME: ReadonlySet<string> = new Set([
  ...['null', 'nil', 'nan', 'na', 'none', 'true', 'false', 'void', 'empty', 'blank', 'tbd', 'tbc'],
  ...[
    'vrai',
    'faux',
    'vide',
    'wahr',
    'falsch',
    'leer',
    'verdadero',
    'falso',
    'vero',
    'verdadeiro',
    'waar',
    'onwaar',
  ],
]);

/** Names that many people have: a list that writes every name in one case has them too. */
const GIVEN_TO_MANY: ReadonlySet<string> = new Set(['na', 'nan', 'nil']);

/** Placeholders in other cells only: in a name's cell they are initials or names. */
const ABBREVIATIONS: ReadonlySet<string> = new Set([
  ...[
    'n.a.',
    'n.a',
    'k.a.',
    'k. a.',
    'ka',
    's.o.',
    'so',
    'n.d.',
    'nd',
    'n.c.',
    'nc',
    'nr',
    'n.r.',
    'nv',
    'x',
    'xx',
    'xxx',
  ],
  ...['aucun', 'keine', 'kein', 'nein', 'no', 'non', 'ninguno', 'nessuno', 'geen'],
]);
