import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFaq } from '../../src/faq/load-faq.ts';
import { openFaq } from '../../src/faq/open-faq.ts';
import { FAQ_FOLDER } from './faq-files.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faq-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const entry = (id: string, more: object = {}) => ({
  id,
  title: 'Who signs',
  question: 'Who signs here?',
  answer: 'Ms Petit.',
  ...more,
});

function writeFaq(language: string, entries: object[], more: object = {}): string {
  const path = join(folder, `${language}.json`);
  const source = { title: 'Handbook', url: 'https://handbook.example.com/faq' };
  writeFileSync(path, JSON.stringify({ language, source, entries, ...more }, null, 2));
  return path;
}

describe('loading the FAQ', () => {
  it('gives each entry in both languages with the link to its section', () => {
    const faq = loadFaq(FAQ_FOLDER);

    const id = 'when-is-the-new-functionality-available';
    expect(faq.entries.en).toHaveLength(28);
    expect(faq.entry(id, 'fr')?.link).toBe(`${faq.source.fr.url}#${id}`);
    expect(faq.entry(id, 'en')?.question).not.toBe(faq.entry(id, 'fr')?.question);
    expect(faq.entry('no-such-entry', 'en')).toBeUndefined();
  });

  it('lets one language serve both', () => {
    writeFaq('fr', [entry('who-signs')]);

    expect(loadFaq(folder).entry('who-signs', 'en')?.answer).toBe('Ms Petit.');
  });

  it('keeps an entry’s own link', () => {
    writeFaq('en', [entry('who-signs', { link: 'https://handbook.example.com/signing' })]);

    expect(loadFaq(folder).entry('who-signs', 'en')?.link).toBe('https://handbook.example.com/signing');
  });

  it.each([
    ['an empty answer', [entry('a'), entry('b', { answer: ' ' })], 18, 'answer'],
    ['a missing question', [entry('a', { question: undefined })], 8, 'question'],
    ['an id with capitals', [entry('Who')], 9, 'id'],
    ['an id twice', [entry('a'), entry('a')], 15, 'twice'],
    ['a field of no meaning', [entry('a', { answr: 'x' })], 8, 'answr'],
    ['a relation to nothing', [entry('a', { related: ['b'] })], 14, '"b"'],
  ])('refuses %s with file and line', (_, entries, line, word) => {
    const path = writeFaq('en', entries);

    expect(() => loadFaq(folder)).toThrow(`${path}:${line}: `);
    expect(() => loadFaq(folder)).toThrow(word);
  });

  it('refuses what is not JSON with file and line', () => {
    const path = join(folder, 'en.json');
    writeFileSync(path, '{\n  "language": "en",\n  "source": oops\n}');

    expect(() => loadFaq(folder)).toThrow(`${path}:3: not valid JSON`);
  });

  it('refuses languages that differ', () => {
    writeFaq('en', [entry('a'), entry('b')]);
    const path = writeFaq('fr', [entry('a'), entry('c')]);

    expect(() => loadFaq(folder)).toThrow(`${path}:15: `);
  });

  it('refuses a folder without a FAQ', () => {
    expect(() => loadFaq(folder)).toThrow('neither en.json nor fr.json');
  });
});

describe('an own FAQ beside the built-in one', () => {
  it('answers beside the built-in entries', () => {
    writeFaq('en', [entry('who-signs', { question: 'Who signs contracts at our company?' })]);
    mkdirSync(join(folder, 'phrasings', 'en'), { recursive: true });
    writeFileSync(
      join(folder, 'phrasings', 'en', 'who-signs.txt'),
      'whose signature do we need internally\n',
    );

    const { content, matcher } = openFaq(FAQ_FOLDER, folder);

    expect(content.entries.en).toHaveLength(29);
    expect(matcher.match('who signs contracts at our company')).toMatchObject({
      outcome: 'answer',
      entries: [{ id: 'who-signs' }, {}, {}, {}, {}],
    });
    expect(matcher.match('whose signature is needed internally?').entries[0]?.id).toBe('who-signs');
    expect(matcher.match('When does this become mandatory?').entries[0]?.id).toBe(
      'when-is-the-new-functionality-available',
    );
  });

  it('changes nothing for questions that have nothing to do with it', () => {
    writeFaq('en', [entry('who-signs', { question: 'Who signs contracts at our company?' })]);
    const question = 'does it apply to customers in Portugal';

    const alone = openFaq(FAQ_FOLDER).matcher.match(question);
    const beside = openFaq(FAQ_FOLDER, folder).matcher.match(question);

    expect(beside.outcome).toBe(alone.outcome);
    expect(beside.entries[0]?.id).toBe(alone.entries[0]?.id);
  });

  it('must not take the id of a built-in entry', () => {
    const path = writeFaq('en', [entry('how-does-the-functionality-work')]);

    expect(() => openFaq(FAQ_FOLDER, folder)).toThrow(
      `${path}:9: "how-does-the-functionality-work" is an entry`,
    );
  });

  it('refuses phrasings of no entry, and lines that are too long', () => {
    writeFaq('en', [entry('who-signs')]);
    mkdirSync(join(folder, 'phrasings', 'en'), { recursive: true });
    const stray = join(folder, 'phrasings', 'en', 'stray.txt');
    writeFileSync(stray, 'hello\n');

    expect(() => openFaq(FAQ_FOLDER, folder)).toThrow(`${stray}:1: `);

    rmSync(stray);
    const path = join(folder, 'phrasings', 'en', 'who-signs.txt');
    writeFileSync(path, `short\n${'long '.repeat(100)}\n`);

    expect(() => openFaq(FAQ_FOLDER, folder)).toThrow(`${path}:2: `);
  });
});
