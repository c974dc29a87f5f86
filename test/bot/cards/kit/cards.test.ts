import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCards, summaryOf } from '../../../../bot/cards/kit/cards.ts';
import { cards, CARDS_DIRECTORY, contentOf } from '../support.ts';

describe('loadCards', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cards-'));
    await cp(CARDS_DIRECTORY, directory, { recursive: true });
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('fails at once when a template is missing', async () => {
    await rm(join(directory, 'digest.card.json'));

    expect(() => loadCards(directory)).toThrow('digest.card.json');
  });

  it('fails at once when a language lacks a text, naming it', async () => {
    const path = join(directory, 'strings', 'fr.json');
    const texts = JSON.parse(await readFile(path, 'utf8')) as { help: Record<string, string> };
    delete texts.help.title;
    await writeFile(path, JSON.stringify(texts));

    expect(() => loadCards(directory)).toThrow('Texts missing in fr: help.title');
  });

  it('fails at once when a card names a text that does not exist', async () => {
    const path = join(directory, 'help.card.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('words.intro', 'words.introduction'));

    expect(() => loadCards(directory)).toThrow('Card help names a text that does not exist: introduction');
  });
});

describe('render', () => {
  it('refuses a card that lacks what its template shows, rather than showing a placeholder', () => {
    expect(() => cards.render('digest-done', 'en', {})).toThrow('Nothing given for');
  });

  it('makes an attachment for Teams', () => {
    const attachment = cards.render('digest-done', 'fr', { total: 2 });

    expect(attachment.contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(contentOf(attachment)).toMatchObject({ lang: 'fr', version: '1.5' });
  });

  it('gives the same template other words each time', () => {
    const first = cards.render('digest-done', 'en', { total: 2 });
    const second = cards.render('digest-done', 'fr', { total: 1 });

    expect(JSON.stringify(first)).toContain('All 2 customers are confirmed.');
    expect(JSON.stringify(second)).toContain('Votre client est confirmé.');
  });
});

describe('say', () => {
  it('gives a plain text, a person’s own words as typed', () => {
    expect(cards.say('en', 'common.confirmOne', { customer: 'A*B [GmbH]' })).toBe('Confirm A*B [GmbH]');
  });

  it('throws when a value is missing', () => {
    expect(() => cards.say('en', 'common.confirmOne')).toThrow('customer');
  });
});

describe('summaryOf', () => {
  it('tells a card in plain text', () => {
    const card = cards.render('faq-suggestions', 'fr', { entries: [] });

    expect(summaryOf(card)).toBe('Vouliez-vous poser l’une de ces questions\u00a0?');
  });
});
