import { describe, expect, it } from '@jest/globals';
import {
  UNCONFIRMED_PAGE_SIZE,
  unconfirmedCard,
  type UnconfirmedInput,
} from '../../../../bot/cards/customers/unconfirmed.ts';
import { listViewIn } from '../../../../bot/cards/customers/list-view.ts';
import { buttonsIn, cards, contentOf, nodesIn, textIn, type Node } from '../support.ts';
import { now, unconfirmed } from './sample-customers.ts';

describe('the list of unconfirmed customers', () => {
  const list = (page: number, total: number, count: number): Node =>
    contentOf(
      unconfirmedCard(cards, 'en', {
        view: { page },
        pages: Math.max(1, Math.ceil(total / UNCONFIRMED_PAGE_SIZE)),
        total,
        customers: Array.from({ length: count }, (_, index) => ({ ...unconfirmed, id: `c${index}` })),
        now,
      }),
    );
  const pagesOf = (card: Node) =>
    nodesIn(card)
      .filter(({ type, title }) => type === 'Action.Execute' && (title === 'Previous' || title === 'Next'))
      .map((node) => [node.title, (node.data as Node).page]);

  it('says how many there are and has a form for each', () => {
    const card = list(1, 23, UNCONFIRMED_PAGE_SIZE);

    expect(textIn(card)).toContain('23 customers to confirm');
    expect(buttonsIn(card).filter((button) => button.verb === 'confirmation.open')).toHaveLength(10);
  });

  it.each([
    [1, 10, '1–10 of 23', [['Next', 2]]],
    [
      2,
      10,
      '11–20 of 23',
      [
        ['Previous', 1],
        ['Next', 3],
      ],
    ],
    [3, 3, '21–23 of 23', [['Previous', 2]]],
  ] as const)(
    'page %i of 23 customers leads both ways as far as there are pages',
    (page, rows, range, ways) => {
      const card = list(page, 23, rows);

      expect(textIn(card)).toContain(range);
      expect(pagesOf(card)).toEqual(ways);
    },
  );

  it('leads nowhere where there is one page', () => {
    expect(pagesOf(list(1, 10, 10))).toEqual([]);
  });

  it('shows 17 buttons at most for ten customers, the rest in menus', () => {
    const card = contentOf(
      unconfirmedCard(cards, 'en', {
        view: { page: 2, fromDigest: true },
        ...{ pages: 42, total: 412, now, canExport: true, quick: { mine: 12, nobodys: 212, long: 131 } },
        viewer: { id: 'p1', isAlone: true },
        customers: Array.from({ length: 10 }, (_, index) => ({ ...unconfirmed, id: `c${index}` })),
      }),
    );

    const hidden = nodesIn(card).filter(({ isVisible }) => isVisible === false);
    const seen = nodesIn(card).filter(
      (node) =>
        /^Action\.(Execute|Toggle)/.test(String(node.type)) &&
        node.mode !== 'secondary' &&
        !nodesIn(hidden).includes(node) &&
        !nodesIn(card).some(({ selectAction }) => selectAction === node),
    );
    expect(seen.map(({ title }) => title)).toEqual([
      'Search',
      'Mine (12)',
      'Not assigned (212)',
      'Over 30 days (131)',
      ...Array.from({ length: 10 }, () => 'Confirm'),
      'Previous',
      'Next',
    ]);
  });

  it.each([
    [{}, { assignee: 'me' }],
    [
      { waiting: 30, name: 'con' },
      { assignee: 'me', waiting: 30, name: 'con' },
    ],
    [{ assignee: 'p1' }, {}],
    [{ assignee: 'nobody' }, { assignee: 'me' }],
  ])('from %j one press on « mine » leads to %j', (narrowed, wanted) => {
    const card = rowsOf([unconfirmed], {
      view: { page: 3, ...narrowed },
      quick: { mine: 1 },
      viewer: { id: 'p1', isAlone: true },
    });

    const mine = buttonsIn(card).find(({ title }) => /Mine/.test(String(title)))!;
    expect(mine.data).toEqual({ page: 1, ...wanted, language: 'en' });
    expect(mine.title).toBe('assignee' in narrowed && narrowed.assignee === 'p1' ? '✓ Mine (1)' : 'Mine (1)');
  });

  it('keeps to itself whose « mine » would be, where others read it', () => {
    const titles = (isAlone: boolean) =>
      buttonsIn(rowsOf([unconfirmed], { quick: { mine: 4 }, viewer: { id: 'p1', isAlone } })).map(
        ({ title }) => title,
      );

    expect(titles(true)).toContain('Mine (4)');
    expect(titles(false)).toContain('Mine');
  });

  it('says that nothing fits a search exactly, and what is near', () => {
    const text = textIn(rowsOf([unconfirmed], { view: { page: 1, name: 'contosso' }, isNear: true }));

    expect(text).toContain('“contosso” · no exact match, closest names · Longest waiting first');
  });

  it('tells customers of one name apart by their domains', () => {
    const twin = { ...unconfirmed, id: 'c2', domain: 'contoso.fr' };

    expect(textIn(rowsOf([unconfirmed, twin]))).toContain('12 days · not assigned · contoso.fr');
    expect(textIn(rowsOf([unconfirmed]))).not.toContain('contoso.com');
  });

  it('carries its view in every button of its rows', () => {
    const view = { page: 2, name: 'con', sort: 'name', waiting: 30, fromDigest: true } as const;
    const card = rowsOf([unconfirmed], { view, pages: 4 });

    const ofRows = buttonsIn(card).filter(({ data }) => (data as Node).customerId !== undefined);
    expect(ofRows.length).toBe(4);
    for (const { data } of ofRows) expect((data as Node).list).toEqual(view);
  });

  const rowsOf = (customers: UnconfirmedInput['customers'], more: Partial<UnconfirmedInput> = {}): Node =>
    contentOf(
      unconfirmedCard(cards, 'en', { view: { page: 1 }, pages: 1, total: 2, customers, now, ...more }),
    );

  it('has for each a short button, whose tip says whose it is', () => {
    const card = rowsOf([unconfirmed, { ...unconfirmed, id: 'c2', name: 'Fabrikam (Deutschland) GmbH' }]);

    const forms = buttonsIn(card).filter(({ verb }) => verb === 'confirmation.open');
    expect(forms.map(({ title, tooltip }) => [title, tooltip])).toEqual([
      ['Confirm', 'Confirm Contoso'],
      ['Confirm', 'Confirm Fabrikam (Deutschland) GmbH'],
    ]);
  });

  it('leads from each name to what is known of that customer', () => {
    const names = nodesIn(rowsOf([unconfirmed])).filter((node) => node.selectAction);

    expect(names).toMatchObject([
      {
        items: [{ text: 'Contoso' }, { text: '12 days · not assigned' }],
        selectAction: { verb: 'customer.status', title: 'Status of Contoso', data: { customerId: 'c1' } },
      },
    ]);
  });

  it('says why a confirmation about a customer did not confirm it', () => {
    const text = textIn(
      rowsOf([
        { ...unconfirmed, failure: { kind: 'refused', reason: 'not-entitled', code: '1' } },
        { ...unconfirmed, id: 'c2', name: 'Fabrikam', failure: { kind: 'attention', reason: 'not-reached' } },
      ]),
    );

    expect(text).toContain('The account I sign in to Partner Center with may not confirm customers.');
    expect(text).toContain('For three days I could not reach Partner Center, so Fabrikam is not confirmed.');
  });

  it.each(['attention', 'collected'] as const)(
    'stays with those of %s when it is narrowed further',
    (kind) => {
      const card = rowsOf([unconfirmed], { view: { page: 3, [kind]: true, waiting: 7 } });

      const { data } = buttonsIn(card).find(({ title }) => title === 'Apply')!;
      expect(listViewIn({ ...(data as Node), waitingFilter: '30' }, 'p1')).toEqual({
        page: 1,
        [kind]: true,
        waiting: 30,
      });
    },
  );

  it('says whose customers they are where it is not everyone’s', () => {
    const about = { kind: 'reseller', resellerName: 'Boréal' } as const;

    expect(textIn(rowsOf([unconfirmed], { about }))).toContain('Reseller: Boréal');
  });

  it.each(['nobody', 'reading'] as const)(
    'praises no team when it is empty for another reason: %s',
    (none) => {
      for (const language of ['en', 'fr'] as const) {
        const input = { view: { page: 1 }, pages: 1, total: 0, none, customers: [], now };
        const card = contentOf(unconfirmedCard(cards, language, input));

        expect(textIn(card)).not.toMatch(/every customer|well done|bravo|tous les clients|🎉/i);
        expect((card.body as Node[])[0]?.style).toBe('emphasis');
      }
    },
  );

  it('is glad when no customer is left', () => {
    const card = list(1, 0, 0);

    expect(textIn(card)).toContain('Every customer is confirmed');
    expect((card.body as Node[])[0]?.style).toBe('good');
  });
});
