import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

interface Entry {
  id: string;
  title: string;
  question: string;
  now?: string;
  answer: string;
  since?: string;
  here?: Record<string, string>;
  ways?: string[];
  related: string[];
  source?: { title: string; url: string };
}

interface Faq {
  language: string;
  source: { title: string; url: string; about: Record<string, string> };
  entries: Entry[];
}

const OF_2018 = [
  'what-is-the-new-functionality-for-confirming-customer-acceptance-of-the-microsoft-cloud-agreement-mca',
  'when-is-the-new-functionality-available',
  'how-does-the-functionality-work',
  'what-customer-information-is-required-to-complete-the-confirmation-process',
  'what-will-happen-if-i-do-not-take-action',
  'which-regions-does-this-requirement-apply-to',
  'which-partners-are-responsible-for-confirming-customer-acceptance-to-the-mca',
  'what-customer-scenarios-require-confirmation-of-customer-acceptance-of-the-mca',
  'what-happens-when-microsoft-updates-the-mca-do-i-need-obtain-re-confirmation-of-the-new-mca',
  'can-i-confirm-the-acceptance-for-existing-customers-separate-from-their-new-purchases-or-seat-additions',
  'what-if-im-having-difficulty-implementing-the-partner-center-api',
  'what-are-the-requirements-for-customers-that-have-multiple-csp-partners',
  'i-am-a-csp-indirect-reseller-working-with-csp-indirect-providers-what-is-my-responsibility',
  'i-am-a-csp-indirect-provider-do-i-need-to-coordinate-with-my-csp-indirect-reseller-to-be-prepared',
];

const OF_TODAY = [
  'how-is-acceptance-confirmed-today',
  'can-the-customer-accept-directly-with-microsoft',
  'cloud-agreement-or-customer-agreement',
  'do-acceptances-before-april-2023-have-to-be-renewed',
  'who-at-the-customer-may-accept',
  'what-proof-of-acceptance-has-to-be-kept',
  'where-is-the-text-of-the-agreement',
  'what-if-the-customer-refuses-or-withdraws',
  'are-renewals-and-running-services-blocked',
  'what-do-partner-center-error-codes-mean',
  'which-role-may-confirm-in-partner-center',
  'how-is-a-wrong-confirmation-corrected',
  'what-does-microsoft-do-with-the-contact-details',
  'does-an-acceptance-expire',
];
const IDS = [...OF_2018, ...OF_TODAY];

const MONTHS = {
  en: 'January February March April May June July August September October November December'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
};

const faq = { en: read('en'), fr: read('fr') };
const pairs = faq.en.entries.map((en, index) => ({ id: en.id, en, fr: faq.fr.entries[index] as Entry }));
const all = [...faq.en.entries, ...faq.fr.entries].map((entry) => ({ id: entry.id, entry }));
const french = faq.fr.entries.map((entry) => ({ id: entry.id, entry }));

function read(language: 'en' | 'fr'): Faq {
  return JSON.parse(
    readFileSync(new URL(`../../cards/faq/${language}.json`, import.meta.url), 'utf8'),
  ) as Faq;
}

const withoutUrls = (text: string): string =>
  text.replace(/\]\([^)]*\)/g, ']').replace(/\b[a-z]+(?:\.[a-z]+)+\/[^\s\]]*/g, '');
const hereOf = (entry: Entry): string[] => Object.values(entry.here ?? {});
/** All a reader may see of an entry: the line for this bot is one of several. */
const shownOf = ({ answer, now = '', since = '', ...entry }: Entry): string[] => [
  now,
  answer,
  since,
  hereOf({ answer, ...entry }).reduce((longest, text) => (text.length > longest.length ? text : longest), ''),
];
const textsOf = (entry: Entry): string[] => [
  entry.title,
  entry.question,
  entry.now ?? '',
  entry.answer,
  entry.since ?? '',
  ...hereOf(entry),
];
const linksOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)]*)\)/g)].map((match) => match[1] as string);

/** Dates as `2018-08-07` or `2018-10`, then every number left over, sorted: the same in each language. */
function figuresOf(text: string, months: readonly string[]): string[] {
  const date = new RegExp(`(?:(\\d{1,2})(?:er)? )?(${months.join('|')}) (\\d{4})`, 'g');
  const figures: string[] = [];

  const rest = withoutUrls(text).replace(
    date,
    (_all, day: string | undefined, month: string, year: string) => {
      const number = String(months.indexOf(month) + 1).padStart(2, '0');
      figures.push([year, number, ...(day ? [day.padStart(2, '0')] : [])].join('-'));
      return '';
    },
  );
  return [...figures, ...(rest.match(/\d+/g) ?? [])].sort();
}

/** What is left of the answer once bold, lists and https links, the only markdown a card shows, are taken out. */
function withoutAllowedMarkdown(answer: string): string {
  return answer
    .replace(/\[([^[\]]+)\]\(https:\/\/[^\s()]+\)/g, '$1')
    .replace(/\*\*(\S(?:[^*\n]*\S)?)\*\*/g, '$1')
    .replace(/^- (?=\S)/gm, '');
}

describe('The FAQ in both languages', () => {
  it('holds the fourteen entries of the source in its order, then those about today', () => {
    expect(faq.en.entries.map((entry) => entry.id)).toEqual(IDS);
    expect(faq.fr.entries.map((entry) => entry.id)).toEqual(IDS);
  });

  it('names its language and the source page of that language', () => {
    expect([faq.en.language, faq.fr.language]).toEqual(['en', 'fr']);
    expect(faq.en.source.url).toBe('https://docs.microsoft.com/en-us/partner-center/confirm-consent-faq');
    expect(faq.fr.source.url).toBe('https://docs.microsoft.com/fr-fr/partner-center/confirm-consent-faq');
    expect(Object.keys(faq.fr.source.about)).toEqual(['cloud', 'customer']);
    expect(faq.en.source.title).toMatch(/\S/);
    expect(faq.fr.source.title).toMatch(/\S/);
  });

  it.each(pairs)('states the same dates and numbers in both languages: $id', ({ en, fr }) => {
    expect(figuresOf(fr.answer, MONTHS.fr)).toEqual(figuresOf(en.answer, MONTHS.en));
    expect(figuresOf(fr.since ?? '', MONTHS.fr)).toEqual(figuresOf(en.since ?? '', MONTHS.en));
    expect(figuresOf(fr.now ?? '', MONTHS.fr)).toEqual(figuresOf(en.now ?? '', MONTHS.en));
  });

  it.each(pairs)(
    'has a later note, links and neighbours in both languages or in neither: $id',
    ({ en, fr }) => {
      expect(fr.since === undefined).toBe(en.since === undefined);
      expect(linksOf(fr.answer)).toEqual(
        linksOf(en.answer).map((link) => link.replace('/en-us/', '/fr-fr/')),
      );
      expect(fr.related).toEqual(en.related);
      expect(fr.ways).toEqual(en.ways);
      expect(Object.keys(fr.here ?? {})).toEqual(Object.keys(en.here ?? {}));
      expect(fr.source?.url).toBe(en.source?.url.replace('/en-us/', '/fr-fr/'));
    },
  );

  it.each(pairs.filter(({ id }) => OF_2018.includes(id)))(
    'says before the rule of 2018 what holds today: $id',
    ({ en, fr }) => {
      expect(en.now).toMatch(/\S/);
      expect(fr.now).toMatch(/\S/);
    },
  );

  it.each(pairs.filter(({ id }) => OF_TODAY.includes(id)))(
    'names a source for what came later: $id',
    ({ en }) => {
      expect(en.source?.url).toMatch(/^https:\/\/(?:learn|docs)\.microsoft\.com\/|^https:\/\/aka\.ms\//);
    },
  );

  it.each(pairs)('uses month names of its own language only: $id', ({ en, fr }) => {
    const foreign = (months: readonly string[], flags: string) =>
      new RegExp(`(?<!\\p{L})(?:${months.join('|')})(?!\\p{L})`, flags);

    expect(textsOf(fr).filter((text) => foreign(MONTHS.en, 'iu').test(text))).toEqual([]);
    expect(textsOf(en).filter((text) => foreign(MONTHS.fr, 'iu').test(text))).toEqual([]);
  });

  it.each(all)('keeps every text short enough for a card: $id', ({ entry }) => {
    expect(shownOf(entry).join('').length).toBeLessThan(900);
    expect(entry.title.length).toBeLessThanOrEqual(40);
    expect(entry.title).toMatch(/[^\p{P}\s]$/u);
    expect(entry.question).toMatch(/\?$/);
    expect(entry.since ?? '-').toMatch(/^[^\n]{1,250}$/);
  });

  it.each(pairs)('begins with yes or no in both languages or in neither: $id', ({ en, fr }) => {
    const verdict = (answer: string): string | undefined => /^(?:Yes|No|Oui|Non)(?=[.,])/.exec(answer)?.[0];

    expect(verdict(fr.answer)).toBe({ Yes: 'Oui', No: 'Non' }[verdict(en.answer) ?? '']);
  });

  it.each(all)('suggests three other entries: $id', ({ entry }) => {
    expect(new Set(entry.related).size).toBe(3);
    expect(entry.related).not.toContain(entry.id);
    expect(IDS).toEqual(expect.arrayContaining(entry.related));
  });

  it.each(all)('uses bold, lists and links alone, each list in a block of its own: $id', ({ entry }) => {
    const mixed = entry.answer.split('\n\n').filter((block) => {
      const lines = block.split('\n');
      return lines.length > 1 && !lines.every((line) => line.startsWith('- '));
    });

    expect(mixed).toEqual([]);
    expect(withoutAllowedMarkdown(entry.answer)).not.toMatch(
      /[*_#`[\]<>~|\\]|^\s*(?:[-+]|\d+[.)])\s|\n{3}|https?:/m,
    );
    const plain = [entry.title, entry.question, entry.now ?? '', entry.since ?? '', ...hereOf(entry)];
    expect(plain.join('')).not.toMatch(/[*_#`[\]<>~|\\\n]/);
  });

  it.each(all)('uses the curly apostrophe: $id', ({ entry }) => {
    expect(textsOf(entry).map(withoutUrls).join('\n')).not.toMatch(/['"]/);
  });
});

describe('The FAQ in French', () => {
  it.each(french)('puts a no-break space before high punctuation and inside guillemets: $id', ({ entry }) => {
    const text = [...textsOf(entry), faq.fr.source.title].map(withoutUrls).join('\n');

    expect(text.match(/(?<![\u00a0\u202f])[;:?!»]|«(?![\u00a0\u202f])/gu) ?? []).toEqual([]);
  });
});
