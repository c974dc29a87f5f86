import { describe, expect, it } from '@jest/globals';
import { answerOffers, NO_OFFERS } from '../../../../bot/cards/asking/answer-offers.ts';
import { faqAnswerCard } from '../../../../bot/cards/asking/faq-answer.ts';
import { faqOutsideCard } from '../../../../bot/cards/asking/faq-outside.ts';
import { faqSuggestionsCard } from '../../../../bot/cards/asking/faq-suggestions.ts';
import { helpCard } from '../../../../bot/cards/conversations/help.ts';
import { REMARK_NAMES, remarkCard, type RemarkInput } from '../../../../bot/cards/kit/remark.ts';
import { welcomeCard } from '../../../../bot/cards/conversations/welcome.ts';
import { parseCommand } from '../../../../bot/commands/commands.ts';
import { LANGUAGES } from '../../../../src/domain/language.ts';
import {
  buttonFor,
  buttonsIn,
  cards,
  contentOf,
  nodesOfType,
  textIn,
  textsIn,
  type Node,
} from '../support.ts';

const links = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: `Question ${id}` }));

/** What a card tells people to type: the bold words. */
const boldIn = (card: Node): string[] =>
  [...textIn(card).matchAll(/\*\*([^*]+)\*\*/g)].map((match) => String(match[1]));

describe('an answer', () => {
  const input = {
    entry: { id: 'e1', question: 'What?', answer: 'It **is**:\n\n- one\n- [two](https://x.example)' },
    source: { title: 'FAQ', url: 'https://docs.example/faq' },
    related: links,
  };
  const card = contentOf(faqAnswerCard(cards, 'en', input));

  it('shows the curated text as it was written, under the question', () => {
    expect(textsIn(card)).toContain(input.entry.answer);
    expect(nodesOfType(card, 'TextBlock').find((text) => text.style === 'heading')?.text).toBe('What?');
  });

  it('links its source and up to three related questions', () => {
    const buttons = buttonsIn(card);

    expect(buttons.find((button) => button.type === 'Action.OpenUrl')).toMatchObject({
      url: 'https://docs.example/faq',
      tooltip: 'FAQ',
    });
    expect(buttons.filter((button) => button.verb === 'faq.show').map((button) => button.title)).toEqual([
      'Question a',
      'Question b',
      'Question c',
    ]);
  });

  it('asks whether it helped', () => {
    const votes = buttonsIn(card).filter((button) => button.verb === 'faq.feedback');

    expect(votes.map((vote) => vote.data)).toEqual([
      { entryId: 'e1', helpful: true, language: 'en' },
      { entryId: 'e1', helpful: false, language: 'en' },
    ]);
    expect(votes.map(({ mode }) => mode)).toEqual(['primary', 'primary']);
  });

  it('asks in its menu alone where Teams asks with thumbs of its own', () => {
    const below = contentOf(faqAnswerCard(cards, 'en', { ...input, hasThumbs: true }));

    const votes = buttonsIn(below).filter((button) => button.verb === 'faq.feedback');
    expect(votes.map(({ mode }) => mode)).toEqual(['secondary', 'secondary']);
    expect(nodesOfType(below, 'Action.OpenUrl').map(({ mode }) => mode)).toEqual([undefined]);
  });

  it('stays when the reader has said so, with thanks instead of the buttons', () => {
    const voted = contentOf(faqAnswerCard(cards, 'en', { ...input, voted: true }));

    expect(buttonsIn(voted).filter((button) => button.verb === 'faq.feedback')).toEqual([]);
    expect(textIn(voted)).toContain('Thank you');
    expect(textsIn(voted)).toContain(input.entry.answer);
  });

  it('sets apart what has changed since, where something has', () => {
    const since = { ...input, entry: { ...input.entry, since: 'Blocked since 2019.' } };

    expect(textIn(contentOf(faqAnswerCard(cards, 'en', since)))).toContain('Blocked since 2019.');
    expect(textIn(card)).not.toContain('What has changed since');
  });

  it('says first, at its own size, what overturns it, then what the answer is about', () => {
    const now = { ...input, entry: { ...input.entry, now: 'No longer so.' }, about: 'The rule of 2018:' };

    const shown = contentOf(faqAnswerCard(cards, 'en', now));

    const texts = textsIn(shown);
    const places = ['Today', 'No longer so.', 'The rule of 2018:', input.entry.answer].map((text) =>
      texts.indexOf(text),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const sizes = nodesOfType(shown, 'TextBlock').filter(({ text }) => text === 'No longer so.');
    expect(sizes.map(({ size }) => size ?? 'default')).toEqual(['default']);
    expect(textIn(card)).not.toContain('Today');
  });

  it('says what it means for this bot, and leads on to what the bot can do, where that is given', () => {
    const offers = { list: true, form: true };

    const shown = contentOf(faqAnswerCard(cards, 'en', { ...input, here: 'It watches.', offers }));

    expect(textIn(shown)).toContain('It watches.');
    expect(buttonFor(shown, 'customers.page')?.data).toMatchObject({ page: 1 });
    expect(buttonFor(shown, 'confirmation.open')).toBeDefined();
    expect([buttonFor(card, 'customers.page'), buttonFor(card, 'confirmation.open')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['classic', { list: true, form: true }],
    ['direct', { list: true, form: false }],
  ] as const)('offers on route %s only what that route has', (route, offers) => {
    expect(answerOffers(['list', 'form'], route)).toEqual(offers);
    expect(answerOffers([], route)).toEqual(NO_OFFERS);
  });

  it('links nothing but web pages', () => {
    const source = { title: 'FAQ', url: 'javascript:alert(1)' };

    expect(() => faqAnswerCard(cards, 'en', { ...input, source })).toThrow();
  });
});

describe('an uncertain question', () => {
  it('is answered by up to three guesses and the way out', () => {
    const buttons = buttonsIn(contentOf(faqSuggestionsCard(cards, 'en', { entries: links })));

    expect(buttons.map((button) => button.verb)).toEqual(['faq.show', 'faq.show', 'faq.show', 'help.show']);
  });

  it('that is none of the guesses leads to the expert, where there is one', () => {
    const card = contentOf(faqSuggestionsCard(cards, 'en', { entries: links, questionId: 'q1' }));

    expect(buttonsIn(card).slice(3)).toMatchObject([{ verb: 'faq.none', data: { questionId: 'q1' } }]);
  });
});

describe('a question from outside', () => {
  it('is answered by what the bot does know and the way on', () => {
    const card = contentOf(faqOutsideCard(cards, 'en', { examples: links }));

    expect(buttonsIn(card).map((button) => button.verb)).toEqual([
      'faq.show',
      'faq.show',
      'faq.show',
      'confirmation.open',
      'help.show',
    ]);
    expect(textIn(card)).not.toContain('pass your question on');
  });

  it.each([
    ['by name', 'Camille', 'votre question à Camille,', 'Demander à Camille'],
    ['without one', null, 'votre question à nos experts,', 'Demander à nos experts'],
  ])('can be passed on, where there is someone %s', (_how, name, said, title) => {
    const card = contentOf(
      faqOutsideCard(cards, 'fr', { examples: links, expert: { name, questionId: 'q1' } }),
    );

    expect(textIn(card)).toContain(said);
    expect(buttonsIn(card).find((button) => button.verb === 'faq.ask')).toMatchObject({
      title,
      data: { questionId: 'q1' },
    });
  });
});

describe.each(LANGUAGES)('help and welcome in %s', (language) => {
  const welcome = (input: { installedBy?: string; reminderHour?: number }) =>
    contentOf(welcomeCard(cards, language, { ...input, example: { id: 'e1', title: 'What?' } }));

  it('teach only words that the bot understands', () => {
    const taught = boldIn(contentOf(helpCard(cards, language, {})));

    expect(taught.length).toBeGreaterThan(7);
    expect(taught.filter((words) => parseCommand(words)?.language !== language)).toEqual([]);
  });

  it('welcome in under sixty words', () => {
    const text = textIn(welcome({ installedBy: 'Alexander von Rothenburg', reminderHour: 9 }));

    expect(text.match(/[\p{L}\p{N}’'-]+/gu)?.length).toBeLessThan(60);
  });

  it('say whether reminders will come and where to switch them', () => {
    expect(textIn(welcome({ reminderHour: 9 }))).toMatch(/9(:00|\u00a0h)/);
    expect(textIn(welcome({}))).not.toMatch(/9(:00|\u00a0h)/);
    expect(boldIn(welcome({}))).toContain(cards.say(language, 'common.openSettings'));
  });
});

describe('a remark', () => {
  const inputOf = (remark: (typeof REMARK_NAMES)[number]): RemarkInput => {
    if (remark === 'snoozed') return { remark, until: new Date('2018-11-08T00:00:00Z') };
    if (remark === 'question-passed') return { remark, expert: 'Camille' };
    if (remark === 'question-failed') return { remark, start: 'Why?' };
    if (remark === 'file-sent' || remark === 'file-declined') return { remark, name: 'a.csv' };
    if (remark === 'file-linked') return { remark, name: 'a.csv', url: 'http://127.0.0.1:4000/a' };
    if (remark === 'filing-paused' || remark === 'filing-resumed') {
      return { remark, reason: 'mfa-missing', code: '900421' };
    }
    return { remark };
  };

  it.each(LANGUAGES.flatMap((language) => REMARK_NAMES.map((remark) => ({ language, remark }))))(
    '$remark in $language says something and leads on',
    ({ language, remark }) => {
      const card = contentOf(remarkCard(cards, language, inputOf(remark)));

      expect(textIn(card)).toMatch(/\p{L}{2,} .*[.?!]/u);
      expect(buttonsIn(card).length).toBeGreaterThan(0);
      expect(buttonsIn(card).length).toBeLessThanOrEqual(3);
    },
  );

  it('of a pause names the day in the conversation’s time zone', () => {
    const input = {
      remark: 'snoozed',
      until: new Date('2018-11-30T23:30:00Z'),
      timeZone: 'Europe/Paris',
    } as const;

    expect(textIn(contentOf(remarkCard(cards, 'fr', input)))).toContain('jusqu’au samedi 1er décembre 2018');
  });
});
