/**
 * The letters beside a to z of a language that windows-1252 holds, or of that part of a language which is the same there.
 */
export const ALPHABETS: readonly string[] = [
  // French, German, Dutch, Spanish, Catalan, Portuguese, Italian.
  'àâçéèêëîïôœùûüÿæ',
  'äöüßé',
  'éèëïöüáóêç',
  'áéíñóúüç',
  'àèéíïòóúüç',
  'áâãàçéêíóôõúü',
  'àèéìíòóùúî',
  // Swedish and Finnish, Danish and Norwegian, Estonian, Welsh, Breton.
  'åäöéüæø',
  'åæøéòóôöüä',
  'äõöüšž',
  'âêîôûŵ',
  'ñùêàéèâëîïüôû',
  // Czech, Hungarian, Slovak, Turkish: words whose letters have the same place in their own code pages.
  'áéíóúýšžä',
  'áéíóöúü',
  'ôäáéíóúýšž',
  'âçöüî',
];

/**
 * Its ð, þ and ý are what Turkish and Baltic letters come out as, so it counts where people are called as Icelanders are.
 */
export const ICELANDIC = 'áéíóúýðþæö';

/** Signs that stand beside a letter only where they are letters in truth, and what no text has. */
export const STRAY_SIGNS: readonly RegExp[] = [
  /[\u007f-\u009fƒ¦¬¯¼½¾÷×¤¨¸ˆ˜]/,
  /\p{L}[†‡‰‹„‚•¡¿¢£¥§©«±³¶¹€“‘]|[†‡‰‹›…•¢§©ª±²³´µ¶·¹º€™®»¿¡£¥”]\p{L}/u,
  // The dashes are Mac Roman’s « ñ » and « ó », the blank that keeps a line together is the « á » of DOS, the dots its « à ».
  /—\p{L}|\p{L}–\p{Ll}|\p{L}…(?=[\t\r\n;,|"]|$)/u,
  /\p{L}\u00a0(?![\p{Lu}\d:!?»%(«&–-])/u,
  // Mac Roman’s « í »: an apostrophe within a word stands behind one letter or an elision, or before an s.
  /(?<!\p{L})(?:[^LDJSNCMTO\P{Lu}]’\p{Ll}|\p{Lu}’(?![aeiouyhéèêâîôû]\p{Ll}{2})\p{Ll})/u,
  /(?<=\p{L}{2})(?<!qu|ll|jourd|entr)’(?!(?<=\p{L}{3}’)s(?!\p{L}))\p{Ll}/iu,
  /(?<=[aeiou])’(?=[\t\r\n;,|"]|$)/u,
  // A capital within a word, a small letter before a capital.
  /\p{L}(?=\p{Lu}\p{Ll})[^\0-\u007f]|\p{Ll}(?=\p{Lu})[^\0-\u007f]|(?<!\p{L})[^\0-\u007f](?<=\p{Ll})\p{Lu}/u,
  /[^\0-\u007f“”‘’«»–—…\u00a0]{3}/,
];

const VOWELS = 'aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ';

/** Where a letter does not stand in a name. V: any vowel, K: anything else. */
const WRONG_PLACES: Readonly<Record<string, string>> = {
  à: '^à(?![nlfug]|$)|à(?!$|K)|(?<=V)à(?!$)',
  // German ß of DOS: « Straáe », « Schloáweg ».
  á: '(?<=[aeiu]|[^l]o)á$|[ae][iu]á|aá|oá(?!n|$)',
  // Latvian ā.
  â: '^â(?![nm])|â(?=[vdzk]|ris$|ra$|rl|rt|nis$)|â.*[kwz]|[kwz].*â',
  // Romanian ă.
  ã: 'ã(?![oe])(?<!(?:m|nh|ç)ã$)',
  // Polish ń of DOS.
  ä: '(?<=[aeiouy])ä|äe(?!n)',
  // Croatian and Polish ć, Lithuanian ę.
  æ: '(?<=V)æ|æ(?=V|w|$)|^æ(?![rgnbds])',
  // Latvian ē, Mac Roman’s Á.
  ç: 'ç(?!V|$)',
  // Czech č.
  è: '(?<=[aeéúáíó])è|(?<=[iuy])è$|è(?!K{1,2}(?:i?e|s?$|[aio]$)|$)|è.*[kwzšž]|[kwzšž].*è',
  // Polish ę.
  ê: '^ê(?!tre)|ê(?!K|$)|(?<=[aeio])ê|ê.*[kwz]|[kwz].*ê',
  ë: '(?<![aeiou])ë',
  // Czech ě.
  ì: 'ì(?!$)|(?<![dlrst])ì$',
  // Latvian ī.
  î: '(?<![ao]|^n|^)î|îK?$(?<!ît)|î.*[kwz]|[kwz].*î',
  // Slovak ď, Latvian ļ.
  ï: '^ï|(?<!V)ï(?!V)|eï(?:o|$)',
  // Polish ń, of which Spanish has none before a consonant.
  ñ: 'ñ(?!V)',
  // Czech ň, Latvian ņ.
  ò: 'ò(?!$|K)|(?<=V)ò',
  ô: '^ô|ô.*[kw]|[kw].*ô',
  // Hungarian ő: Estonian has its own in the first syllable.
  õ: 'õ(?!e)(?:(?<=V.*õ)|(?=.*[zcqwxy])|(?<=[zcqwxy].*õ))',
  // Czech ř.
  ø: '(?<=V)ø|ø(?=i[ck]|[aou])|øe(?![dgnrs]?$)',
  // Czech ů.
  ù: 'ù(?!$)',
  // Hungarian ű, Lithuanian ū.
  û: '(?<!o|br|^b)û|û.*[kwz]|[kwz].*û',
  // Turkish ı.
  ý: 'ý(?!$)(?!.*[áéíóúšž])(?<![áéíóúšž].*)|ý$(?<!(?:[sc]k|n|v|h)ý)',
  ÿ: '(?<![aeiou])ÿ',
  // Polish ś.
  œ: '(?<=V)œ|œ(?![uhnti])',
  ß: '(?<!V)ß',
  // Mac Roman’s ö and û, the Ü of DOS.
  š: '(?<=K)š|šb',
  ž: '(?<=[^Vrnldj])ž',
};

export const OUT_OF_PLACE: ReadonlyMap<string, RegExp> = new Map(
  Object.entries(WRONG_PLACES).map(([letter, places]) => [
    letter,
    new RegExp(
      places.replaceAll('[^V', `[^${VOWELS}`).replaceAll('V', `[${VOWELS}]`).replaceAll('K', `[^${VOWELS}]`),
    ),
  ]),
);
