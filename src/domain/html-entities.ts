/**
 * Decodes the entities of HTML that end in a semicolon: by number, and by the names of letters, of signs and of blanks.
 * What is written twice over (`&amp;eacute;`) is decoded to its end. Leaves a name that it does not know as it is.
 */
export function decodeEntities(text: string): string {
  let decoded = text;
  for (let times = 0; times < MOST_TIMES && decoded.includes('&') && decoded.includes(';'); times += 1) {
    const once = decoded.replace(ENTITY, (whole, name: string) => characterOf(name) ?? whole);
    if (once === decoded) break;
    decoded = once;
  }
  return decoded;
}

/** How many programs one after the other may have escaped a text. */
const MOST_TIMES = 3;

const ENTITY = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,9});/gi;

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#'))
    return SIGNS[name] ?? letterOf(name) ?? greekOf(name) ?? SIGNS[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  // Browsers read these numbers as windows-1252, for that is what those who write them mean (HTML, section 13.2.5.80).
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80];
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** `eacute` is an e with an acute accent: most names of letters are made so. */
function letterOf(name: string): string | undefined {
  const [, letter = '', accent = ''] = /^([a-z])([a-z]{3,6})$/i.exec(name) ?? [];
  const mark = MARKS[accent];
  const composed = mark === undefined ? '' : `${letter}${mark}`.normalize('NFC');
  return composed.length === 1 ? composed : undefined;
}

const MARKS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  macr: '\u0304',
  breve: '\u0306',
  dot: '\u0307',
  uml: '\u0308',
  ring: '\u030a',
  dblac: '\u030b',
  caron: '\u030c',
  cedil: '\u0327',
  ogon: '\u0328',
};

/** The Greek alphabet in the order of its code points. */
const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );

function greekOf(name: string): string | undefined {
  const place = GREEK.indexOf(name.charAt(0).toLowerCase() + name.slice(1));
  if (place < 0) return undefined;
  const isCapital = name.charAt(0) !== name.charAt(0).toLowerCase();
  return String.fromCodePoint((isCapital ? 0x391 : 0x3b1) + place);
}

/** Letters that no accent makes, and the signs that names, addresses and numbers are written with. */
const SIGNS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  shy: '\u00ad',
  zwnj: '\u200c',
  zwj: '\u200d',
  lrm: '\u200e',
  rlm: '\u200f',
  hyphen: '\u2010',
  ndash: '–',
  mdash: '—',
  minus: '−',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  lsaquo: '‹',
  rsaquo: '›',
  hellip: '…',
  middot: '·',
  bull: '•',
  iexcl: '¡',
  iquest: '¿',
  deg: '°',
  ordf: 'ª',
  ordm: 'º',
  copy: '©',
  reg: '®',
  trade: '™',
  sect: '§',
  euro: '€',
  plus: '+',
  lpar: '(',
  rpar: ')',
  num: '#',
  commat: '@',
  period: '.',
  comma: ',',
  colon: ':',
  semi: ';',
  sol: '/',
  lowbar: '_',
  dash: '\u2010',
  excl: '!',
  quest: '?',
  equals: '=',
  percnt: '%',
  dollar: '$',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oelig: 'œ',
  OElig: 'Œ',
  oslash: 'ø',
  Oslash: 'Ø',
  eth: 'ð',
  ETH: 'Ð',
  thorn: 'þ',
  THORN: 'Þ',
  lstrok: 'ł',
  Lstrok: 'Ł',
  dstrok: 'đ',
  Dstrok: 'Đ',
  hstrok: 'ħ',
  Hstrok: 'Ħ',
  tstrok: 'ŧ',
  Tstrok: 'Ŧ',
  inodot: 'ı',
  imath: 'ı',
  Tab: '\t',
  NewLine: '\n',
};
