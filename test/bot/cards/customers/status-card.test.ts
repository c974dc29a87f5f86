import { describe, expect, it } from '@jest/globals';
import { statusCard, type StatusInput } from '../../../../bot/cards/customers/status.ts';
import type { Figures } from '../../../../src/domain/customers/customer.ts';
import { buttonFor, cards, contentOf, nodesIn, nodesOfType, textIn, textsIn, type Node } from '../support.ts';
import { now, waiting as customers } from './sample-customers.ts';

const slicesIn = (card: Node) =>
  nodesOfType(card, 'Chart.HorizontalBar.Stacked')
    .flatMap((chart) => chart.data as Node[])
    .flatMap(({ data }) => (data as Node[]).map(({ value }) => value));

describe('the figures', () => {
  const render = (
    figures: Partial<Omit<Figures, 'oldestWaitingSince'>>,
    language: 'en' | 'fr' = 'en',
    about?: StatusInput['about'],
  ): Node =>
    contentOf(
      statusCard(cards, language, {
        figures: {
          total: 0,
          confirmed: 0,
          unconfirmed: 0,
          inProgress: 0,
          attention: 0,
          collected: 0,
          toRenew: 0,
          unknown: 0,
          ...figures,
        },
        oldest: customers,
        about,
        now,
      }),
    );

  it('stand in text as plain digits, thousands included', () => {
    const texts = textsIn(render({ total: 12_400, confirmed: 8_200, unconfirmed: 4_200 }));

    expect(texts).toEqual(expect.arrayContaining(['12400', '8200', '4200']));
    expect(texts).toContain('4200 of 12400 customers are still unconfirmed.');
  });

  it('are one bar in which no customer is counted twice', () => {
    const card = render({ total: 40, confirmed: 20, unconfirmed: 15, inProgress: 5, unknown: 5 });

    expect(slicesIn(card)).toEqual([20, 5, 10, 5]);
  });

  it('say that reading is not finished while it is not, and claim nothing', () => {
    const text = textIn(render({ total: 40, unknown: 40 }, 'fr'));

    expect(text).toContain('J’ai lu 0 client sur 40');
    expect(text).not.toMatch(/sont tous confirmés|à confirmer/);
  });

  it.each([
    ['en', 'I have read 12 of 40 customers'],
    ['fr', 'J’ai lu 12 clients sur 40'],
  ] as const)('say how far reading is (%s)', (language, words) => {
    expect(textIn(render({ total: 40, unconfirmed: 12, unknown: 28 }, language))).toContain(words);
  });

  it('are good news when all customers are confirmed', () => {
    expect(textIn(render({ total: 40, confirmed: 40 }))).toContain('All 40 customers are confirmed.');
  });

  it('begin with whose orders fail, then the one number, one sentence, and what needs a look', () => {
    const texts = textsIn(render({ total: 1_240, confirmed: 820, unconfirmed: 420, attention: 2 }));

    expect(texts.slice(1, 5)).toEqual([
      '⛔ Orders and seat changes fail for Customer 0, Customer 1, Customer 2 and 417 more customers until they are confirmed.',
      '420',
      '420 of 1240 customers are still unconfirmed.',
      expect.stringContaining('2 customers need attention') as unknown,
    ]);
  });

  it('say whose customers they count where it is not everyone’s', () => {
    const figures = { total: 2, unconfirmed: 2 };
    const mine = render(figures, 'en', { kind: 'mine', resellerName: null });

    expect(textIn(mine)).toContain('Customers assigned to you');
    expect(textIn(render(figures))).not.toContain('Customers assigned');
  });

  it('count who needs attention once, and lead to them', () => {
    const card = render({ total: 40, confirmed: 20, unconfirmed: 20, inProgress: 5, attention: 3 });

    expect(slicesIn(card)).toEqual([20, 5, 3, 12]);
    expect(buttonFor(card, 'customers.page')?.data).toMatchObject({ page: 1, attention: true });
  });

  it('tell of details that only have to be confirmed, and lead to them', () => {
    const card = render({ total: 40, confirmed: 20, unconfirmed: 20, collected: 2 });

    expect(textIn(card)).toContain('For 2 customers the details are filled in');
    expect(buttonFor(card, 'customers.page')).toMatchObject({
      title: 'See these 2 customers',
      data: { page: 1, collected: true },
    });
    expect(slicesIn(card)).toEqual([20, 20]);
  });

  it('name the three that have waited longest', () => {
    const text = textIn(render({ total: 40, unconfirmed: 7, confirmed: 33 }));

    const named = ['Customer 0', 'Customer 1', 'Customer 2'];
    expect(text.match(/Customer \d/g)).toEqual([...named, ...named]);
  });

  it.each([
    ['en', '2 customers accepted too long ago and have to accept again', 'See these 2 customers'],
    ['fr', '2 clients ont accepté il y a trop longtemps et doivent accepter à nouveau', 'Voir ces 2 clients'],
  ] as const)('count who has to renew, and lead to them, in %s', (language, sentence, title) => {
    const card = render({ total: 40, confirmed: 20, unconfirmed: 20, toRenew: 2 }, language);

    expect(textIn(card)).toContain(sentence);
    expect(buttonFor(card, 'customers.page')).toMatchObject({ title, data: { page: 1, renew: true } });
  });
});

describe('where it goes', () => {
  const weeks = (...left: (number | null)[]) =>
    left.map((each, index) => ({
      from: `2018-10-${String(8 + index * 7).padStart(2, '0')}`,
      confirmed: 2,
      left: each,
    }));
  const render = (input: Partial<StatusInput>, language: 'en' | 'fr' = 'en'): Node =>
    contentOf(
      statusCard(cards, language, {
        figures: {
          total: 40,
          confirmed: 20,
          unconfirmed: 20,
          inProgress: 0,
          attention: 0,
          collected: 0,
          toRenew: 0,
          unknown: 0,
        },
        oldest: [],
        now,
        ...input,
      }),
    );

  it('is told week by week in text, without a second chart', () => {
    const card = render({ trend: weeks(30, null, 24, 20) });

    const charts = nodesIn(card).filter(({ type }) => String(type).startsWith('Chart.'));
    expect(charts.map(({ fallback }) => fallback)).toEqual(['drop']);
    expect(textsIn(card)).toEqual(
      expect.arrayContaining(['Week of 15 Oct', '2 confirmed', 'Week of 29 Oct', '2 confirmed, 20 left']),
    );
  });

  it('is a sentence, with how long it will take at this pace', () => {
    const text = textIn(render({ trend: weeks(30, 27, 24, 20) }));

    expect(text).toContain('8 customers were confirmed in 4 weeks, 2 of them this week.');
    expect(text).toContain('all will be confirmed in about 6 weeks');
  });

  it.each([
    [[], 'nothing was noted yet'],
    [weeks(20), 'it is the first week'],
  ])('is left out where %#: %s', (trend) => {
    expect(textIn(render({ trend }))).not.toContain('The last weeks');
  });

  it('is told by person and by reseller, the largest by name and the others by number', () => {
    const share = (name: string) => ({ id: name, name, unconfirmed: 7, total: 9 });
    const top = ['A', 'B', 'C', 'D', 'E'].map(share);

    const text = textIn(
      render({ resellers: { top, more: 9_995 }, people: { top: [share('Ada')], more: 0 }, nobodys: 13 }),
    );

    expect(text).toContain('Ada\n7 of 9\nNot assigned\n13');
    expect(text).toContain('And 9997 more resellers.');
    expect(text).not.toContain('more people');
  });

  it.each([
    ['en', 'Unconfirmed customers of Ada', 'Unconfirmed customers via Alpine', 'Status of Customer 0'],
    ['fr', 'Ada : ses clients à confirmer', 'Alpine : clients à confirmer', 'Statut : Customer 0'],
  ] as const)('leads from a person, a reseller and a customer to theirs, in %s', (language, ...titles) => {
    const share = (id: string, name: string) => ({ id, name, unconfirmed: 7, total: 9 });
    const card = render(
      {
        people: { top: [share('p1', 'Ada')], more: 0 },
        nobodys: 13,
        resellers: { top: [share('r1', 'Alpine')], more: 2 },
        oldest: customers,
      },
      language,
    );

    const said = { language };
    const rows = nodesIn(card).flatMap(({ selectAction }) => (selectAction ? [selectAction as Node] : []));
    expect(rows.map(({ verb, data }) => [verb, data]).slice(0, 5)).toEqual([
      ['customers.page', { page: 1, assignee: 'p1', ...said }],
      ['customers.page', { page: 1, assignee: 'nobody', ...said }],
      ['customers.page', { page: 1, reseller: 'r1', ...said }],
      ['customers.page', { page: 1, ...said }],
      ['customer.status', { customerId: 'c0', list: { page: 1 }, ...said }],
    ]);
    const names = rows.map(({ title }) => String(title).replaceAll('\u00a0', ' '));
    expect(names).toEqual(expect.arrayContaining(titles));
    expect(new Set(names).size).toBe(names.length);
  });

  it('says who has left, and how many customers need a new assignee', () => {
    expect(textIn(render({ released: [{ name: 'Sam', customers: 2 }] }, 'fr'))).toContain(
      'Sam ne fait plus partie de votre organisation. 2 clients sont à attribuer à nouveau.',
    );
  });
});
