import { describe, expect, it } from '@jest/globals';
import { productMatcher } from './faq-files.ts';

const WHEN = 'when-is-the-new-functionality-available';
const INFORMATION = 'what-customer-information-is-required-to-complete-the-confirmation-process';
const API_TROUBLE = 'what-if-im-having-difficulty-implementing-the-partner-center-api';
const RESELLER = 'i-am-a-csp-indirect-reseller-working-with-csp-indirect-providers-what-is-my-responsibility';
const REGIONS = 'which-regions-does-this-requirement-apply-to';

const first = (question: string) => productMatcher().match(question).entries[0]?.id;

describe('matching a question', () => {
  it.each([
    ['When does this become mandatory?', WHEN],
    ['à partir de quand est-ce obligatoire', WHEN],
    ['is the phone number of the signatory compulsory', INFORMATION],
    ['notre développeur n’arrive pas à faire marcher l’API, on peut le faire à la main ?', API_TROUBLE],
    ['I buy through a distributor, what is expected of me as a reseller?', RESELLER],
    ['does it apply in Portugal too', REGIONS],
  ])('puts the right entry first: %s', (question, expected) => {
    expect(first(question)).toBe(expected);
  });

  it.each([
    ['c obligatoir a partir de kan', WHEN],
    ['le tel es til obligatoir', INFORMATION],
    ['wich countrys dose it aply to', REGIONS],
  ])('reads hurried and misspelt words: %s', (question, expected) => {
    expect(first(question)).toBe(expected);
  });

  it.each([
    ['¿Desde cuándo es obligatorio confirmar?', WHEN],
    ['Ab wann ist die Bestätigung Pflicht?', WHEN],
    ['¿El teléfono del firmante es obligatorio?', INFORMATION],
    ['Für welche Länder gilt das?', REGIONS],
  ])('finds the entry for Spanish and German: %s', (question, expected) => {
    expect(first(question)).toBe(expected);
  });

  it('finds the question buried in a long story', () => {
    const story =
      'Hello everybody. We are a small company of twelve people in Bristol. Yesterday I spent two hours on the ' +
      'phone with a very kind lady. My colleague is on holiday until Monday. The weather is dreadful. ' +
      'From which date is confirming mandatory? Thanks in advance for your help. Kind regards, Paul';

    const match = productMatcher().match(story);

    expect(match.entries[0]?.id).toBe(WHEN);
    expect(match.outcome).not.toBe('none');
  });

  it('owns up to what the FAQ does not answer', () => {
    const outcomes = [
      'How do I download my invoices?',
      'recette de la tarte aux pommes',
      'price of an Azure VM',
    ].map((question) => productMatcher().match(question).outcome);

    expect(outcomes).toEqual(['none', 'none', 'none']);
  });

  it('lists five entries at most, best first, with probabilities', () => {
    const { entries } = productMatcher().match('who has to confirm, the provider or the reseller?');

    const scores = entries.map(({ score }) => score);
    expect(entries).toHaveLength(5);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeLessThanOrEqual(1.001);
  });

  it('gives the same answer to the same question', () => {
    const question = 'what happens if I do nothing';

    expect(productMatcher().match(question)).toEqual(productMatcher().match(question));
  });

  it.each(['', '   ', '\n', '???', '🙏'])('finds nothing in a text without words: %j', (question) => {
    expect(productMatcher().match(question)).toEqual({
      lang: 'en',
      langIsClear: false,
      outcome: 'none',
      entries: [],
    });
  });

  it.each([
    ['one word repeated', 'mandatory '.repeat(10_000)],
    ['no spaces', 'a'.repeat(100_000)],
    ['many addresses', 'a@b.c '.repeat(16_000)],
    ['many sentences', 'And then? '.repeat(10_000)],
    ['unknown words', 'qsdf wxcv azer '.repeat(6_600)],
  ])('reads a text of 100,000 characters at once: %s', (_, text) => {
    // Time that grows with the square of the length would outlast this test.
    const match = productMatcher().match(text);

    expect(match.entries.length).toBeLessThanOrEqual(5);
  });
});

describe('the language to answer in', () => {
  it.each([
    ['Quelles informations dois-je fournir ?', 'fr'],
    ['What information do I have to provide?', 'en'],
  ] as const)('is the question’s own where it is clear: %s', (question, lang) => {
    expect(productMatcher().match(question, lang === 'fr' ? 'en' : 'fr')).toMatchObject({
      lang,
      langIsClear: true,
    });
  });

  it.each(['¿Desde cuándo es obligatorio?', 'Ab wann ist das Pflicht?', 'MCA', 'fj'])(
    'is the reader’s where the question is in neither or unclear: %s',
    (question) => {
      expect(productMatcher().match(question, 'fr')).toMatchObject({ lang: 'fr', langIsClear: false });
      expect(productMatcher().match(question)).toMatchObject({ lang: 'en', langIsClear: false });
    },
  );
});

describe('small talk', () => {
  it.each([
    ['Hello!', 'greeting'],
    ['bonjour à tous', 'greeting'],
    ['merci beaucoup', 'thanks'],
    ['thanks a lot!', 'thanks'],
    ['thank you so much for your help', 'thanks'],
    ['merci beaucoup pour votre aide', 'thanks'],
    ['Who are you?', 'who-are-you'],
    ['c’est quoi ton nom', 'who-are-you'],
    ['au revoir', 'goodbye'],
  ])('is recognised: %s', (text, smallTalk) => {
    expect(productMatcher().match(text)).toMatchObject({ outcome: 'none', smallTalk });
  });

  it('does not hide a question behind a greeting', () => {
    const match = productMatcher().match('Hello, when does it become mandatory?');

    expect(match.smallTalk).toBeUndefined();
    expect(match.entries[0]?.id).toBe(WHEN);
  });
});
