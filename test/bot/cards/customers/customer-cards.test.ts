import { describe, expect, it } from '@jest/globals';
import { customerMatchesCard } from '../../../../bot/cards/customers/customer-matches.ts';
import { customerCard, type CustomerInput } from '../../../../bot/cards/customers/customer.ts';
import {
  UNCONFIRMED_PAGE_SIZE,
  unconfirmedCard,
  type UnconfirmedInput,
} from '../../../../bot/cards/customers/unconfirmed.ts';
import { listViewIn } from '../../../../bot/cards/customers/list-view.ts';
import type { Outcome, PastConfirmation } from '../../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../../src/domain/customers/customer.ts';
import { loadCards } from '../../../../bot/cards/kit/cards.ts';
import {
  buttonFor,
  buttonsIn,
  cards,
  CARDS_DIRECTORY,
  contentOf,
  nodesIn,
  nodesOfType,
  textIn,
  textsIn,
  type Node,
} from '../support.ts';

const now = new Date('2018-11-07T09:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const unconfirmed: Customer = {
  id: 'c1',
  name: 'Contoso',
  domain: 'contoso.com',
  agreementState: 'unconfirmed',
  checkedAt: now,
  waitingSince: daysAgo(12),
  confirmedAt: null,
  acceptedOn: null,
  confirmedVia: null,
  confirmedBy: null,
  assignee: null,
  reseller: null,
};
const confirmed: Customer = {
  ...unconfirmed,
  agreementState: 'confirmed',
  waitingSince: null,
  confirmedAt: now,
  acceptedOn: '2018-11-01',
  confirmedVia: 'bot',
  confirmedBy: { id: 'p1', name: 'Camille' },
};

const render = (input: Partial<CustomerInput>, language: 'en' | 'fr' = 'en'): Node =>
  contentOf(customerCard(cards, language, { customer: unconfirmed, now, ...input }));

describe('a customer’s card', () => {
  it('unconfirmed: how long it has waited, who looks after it, and the way to confirm', () => {
    const card = render({ customer: { ...unconfirmed, assignee: { id: 'p1', name: 'Camille' } } });

    expect(textIn(card)).toContain('Waiting for 12 days');
    expect(textIn(card)).toContain('Camille');
    expect(buttonFor(card, 'confirmation.open')).toMatchObject({
      title: 'Confirm Contoso',
      data: { customerId: 'c1' },
    });
    expect(buttonFor(card, 'reminder.assign')).toMatchObject({
      title: 'Take over',
      data: { customerId: 'c1', from: 'p1' },
      tooltip: 'Take Contoso over from Camille',
    });
  });

  it('confirmed: when, by whom, for which date, by which way, and once more on purpose', () => {
    const card = render({ customer: confirmed }, 'fr');

    const text = textIn(card);
    expect(text).toContain('1er novembre 2018');
    expect(text).toContain('7 novembre 2018');
    expect(text).toContain('Camille');
    expect(text).toContain('Ce bot');
    expect(buttonFor(card, 'confirmation.again')?.title).toBe('Confirmer à nouveau');
    expect(buttonFor(card, 'confirmation.open')).toBeUndefined();
  });

  it('confirmed: with the weekdays while that is recent, when one still remembers them', () => {
    const told = (at: string) =>
      textIn(
        contentOf(
          customerCard(cards, 'fr', { customer: confirmed, now: new Date(at), timeZone: 'Europe/Paris' }),
        ),
      );

    expect(told('2018-11-07T12:00:00Z')).toContain('jeudi 1er novembre 2018');
    expect(told('2018-11-07T12:00:00Z')).toContain('mercredi 7 novembre 2018');
    expect(told('2018-12-07T12:00:00Z')).not.toMatch(/jeudi|mercredi/);
  });

  it('tells of a renewal and of what Partner Center refuses to tell together', () => {
    const customer = { ...unconfirmed, acceptedOn: '2021-05-05', untold: 'no-relationship' as const };

    const classic = textIn(render({ customer }));
    const direct = textIn(
      contentOf(customerCard(loadCards(CARDS_DIRECTORY, 'direct'), 'en', { customer, now })),
    );

    for (const text of [classic, direct]) {
      expect(text).toContain('Accepted on 5 May 2021, to be renewed');
      expect(text).toContain('This acceptance no longer counts');
      expect(text).toContain('it sees no reseller relationship between you');
    }
    expect(classic).toContain('accepts again and that is confirmed');
    expect(direct).toContain('accepts again with Microsoft itself');
  });

  it('leads to the customer’s own page in Partner Center, whatever its state', () => {
    const pages = [unconfirmed, confirmed, { ...unconfirmed, agreementState: 'unknown' as const }].map(
      (customer) => nodesOfType(render({ customer: { ...customer, id: 'a b/c' } }), 'Action.OpenUrl'),
    );

    for (const links of pages) {
      expect(links).toEqual([
        expect.objectContaining({
          title: 'Open in Partner Center',
          url: 'https://partner.microsoft.com/en-us/dashboard/commerce2/customers/a%20b%2Fc/account',
        }),
      ]);
    }
  });

  it('of another cloud, leads to no page: Partner Center of the public cloud has none', () => {
    const exempt = render({ customer: { ...unconfirmed, agreementState: 'exempt' } });
    const elsewhere = loadCards(CARDS_DIRECTORY, 'classic', { site: undefined });
    const unserved = contentOf(customerCard(elsewhere, 'fr', { customer: unconfirmed, now }));

    expect([exempt, unserved].flatMap((card) => nodesOfType(card, 'Action.OpenUrl'))).toEqual([]);
  });

  it('in progress: who recorded it when for which day, in the reader’s time, and no second form', () => {
    const at = new Date('2018-11-07T23:58:00Z');
    const card = render({
      inProgress: { by: { id: 'p2', name: 'Alex' }, at, acceptedOn: '2018-11-02' },
      timeZone: 'Europe/Paris',
    });

    expect(textIn(card)).toContain(
      'Alex recorded this on 8 November 2018 at 00:58, as accepted on Friday 2 November 2018.',
    );
    expect(buttonFor(card, 'confirmation.open')).toBeUndefined();
    expect(buttonFor(card, 'customer.status')).toBeDefined();
  });

  describe('in progress, for a person who wanted to confirm it', () => {
    const by = (name: string) => ({ by: { id: 'p2', name }, at: daysAgo(2), acceptedOn: '2018-11-02' });
    const lead = (more: Partial<CustomerInput>, language: 'en' | 'fr' = 'en') =>
      textIn(render({ inProgress: by('Alex'), ...more }, language));

    it('names the person who recorded it, however long ago', () => {
      expect(lead({ lead: 'in-progress' })).toContain(
        'Alex has already recorded this acceptance, so there is nothing to do again.',
      );
      expect(lead({ lead: 'in-progress' }, 'fr')).toContain('Alex a déjà enregistré cette acceptation');
    });

    it('speaks to the person who recorded it of themselves, where they read alone', () => {
      const viewer = { id: 'p2', isAlone: true };

      expect(lead({ lead: 'in-progress', viewer })).toContain('You have already recorded this acceptance');
      expect(lead({ lead: 'on-its-way', viewer })).toContain('You have already recorded this acceptance');
      expect(lead({ lead: 'in-progress', viewer: { ...viewer, isAlone: false } })).toContain(
        'Alex has already',
      );
      expect(lead({ lead: 'in-progress', viewer: { id: 'p3', isAlone: true } })).toContain(
        'Alex has already',
      );
    });

    it('says nothing of recording to a person who only wanted the form', () => {
      const text = lead({ lead: 'on-its-way' });

      expect(text).toContain('Alex has already recorded this acceptance, so there is no form to fill in.');
      expect(text).not.toContain('a second time');
    });

    it('is a colleague where the name is not known', () => {
      const text = lead({ lead: 'in-progress', inProgress: by('') });

      expect(text).toContain('A colleague has already recorded this acceptance');
      expect(text).toContain('A colleague recorded this on');
    });
  });

  it('not read yet: says so, and can be confirmed all the same', () => {
    const card = render({ customer: { ...unconfirmed, agreementState: 'unknown', waitingSince: null } });

    expect(textIn(card)).toContain('I have not yet asked Partner Center');
    expect(buttonFor(card, 'confirmation.open')).toBeDefined();
  });

  it('tells what was recorded earlier, a short line each, and whose acceptance was confirmed', () => {
    const confirmation = (id: string, outcome: Outcome, acceptedOn: string): PastConfirmation => ({
      id,
      submittedBy: { id: 'p2', name: `Alex ${id}` },
      submittedAt: daysAgo(Number(id)),
      acceptedOn,
      contactInitials: 'A. E.',
      outcome,
    });
    const past = [
      confirmation('1', { kind: 'confirmed', how: 'sent', acceptedOn: '2018-11-01' }, '2018-11-01'),
      confirmation('2', { kind: 'refused', reason: 'mfa-missing', code: '900421' }, '2018-10-31'),
      confirmation('3', { kind: 'attention', reason: 'not-reached' }, '2018-10-30'),
      confirmation('4', { kind: 'confirmed', how: 'found', acceptedOn: '2018-10-01' }, '2018-10-29'),
      confirmation('5', { kind: 'confirmed', how: 'read-back', acceptedOn: '2018-10-28' }, '2018-10-28'),
      confirmation('6', { kind: 'refused', reason: 'unexpected', code: '1' }, '2018-10-27'),
      confirmation('7', { kind: 'refused', reason: 'unexpected', code: '1' }, '2018-10-26'),
    ];

    const text = textIn(render({ customer: confirmed, past }));

    expect(text).toContain('Accepted by\nA. E.');
    expect(text).not.toContain('Alex 1');
    expect(text).toContain(
      '5 November 2018, Alex 2: refused by Partner Center (A. E., 31 October 2018). Partner Center requires multi-factor',
    );
    expect(text).toContain(
      '4 November 2018, Alex 3: no clear answer from Partner Center (A. E., 30 October 2018)',
    );
    expect(text).toContain('3 November 2018, Alex 4: not sent, because it was confirmed by another route');
    expect(text).toContain('2 November 2018, Alex 5: confirmed for 28 October 2018, accepted by A. E.');
    expect(text).toContain('Alex 6');
    expect(text).not.toContain('Alex 7');
  });

  it('with nothing recorded earlier has no heading for it', () => {
    expect(textIn(render({ customer: confirmed }))).not.toContain('Recorded earlier');
  });

  it.each([
    ['already-confirmed', 'nothing was sent'],
    ['in-progress', 'nothing to do again'],
  ] as const)('tells why it comes instead of a form: %s', (lead, words) => {
    expect(textIn(render({ customer: confirmed, lead }))).toContain(words);
    expect(textIn(render({ customer: confirmed }))).not.toContain(words);
  });
});

describe('the customers a name may mean', () => {
  const matches = Array.from({ length: 8 }, (_, index) => ({
    id: `c${index}`,
    name: `Contoso ${index}`,
    domain: index === 0 ? '' : `contoso${index}.com`,
  }));

  it.each([
    ['confirm', 'confirmation.open', 'Confirm', 'Confirm Contoso 0', 'Confirm Contoso 1 (contoso1.com)'],
    ['status', 'customer.status', 'Status', 'Status of Contoso 0', 'Status of Contoso 1 (contoso1.com)'],
    ['assign', 'reminder.assign', 'Assign to me', 'Take Contoso 0', 'Take Contoso 1 (contoso1.com)'],
  ] as const)(
    'to %s are up to six rows, each of which does that wherever it is pressed, then the way to the list',
    (purpose, verb, caption, first, second) => {
      const card = contentOf(customerMatchesCard(cards, 'en', { typed: 'cont', matches, purpose }));

      const rows = nodesOfType(card, 'ColumnSet').filter((row) =>
        nodesIn(row).some((node) => node.selectAction),
      );
      expect(rows.map((row) => textsIn(row)).slice(0, 2)).toEqual([
        ['Contoso 0'],
        ['Contoso 1', 'contoso1.com'],
      ]);
      const pressed = rows.map((row) =>
        buttonsIn(row).map((each) => [each.verb, (each.data as Node).customerId]),
      );
      expect(pressed).toEqual(
        Array.from({ length: 6 }, (_, index) => Array.from({ length: 2 }, () => [verb, `c${index}`])),
      );
      const told = rows.flatMap(buttonsIn).map(({ title, tooltip }) => [title, tooltip]);
      expect(told.slice(0, 4)).toEqual([
        [first, undefined],
        [caption, first],
        [second, undefined],
        [caption, second],
      ]);
      expect(buttonsIn(card).at(-1)?.verb).toBe('customers.page');
    },
  );

  it('show their names in full, and none on a button', () => {
    const name = 'Société Générale de Maintenance Industrielle et Tertiaire du Grand Ouest et des Îles';
    const [match] = matches;
    const card = contentOf(
      customerMatchesCard(cards, 'fr', { typed: 'soc', matches: [{ ...match!, name }], purpose: 'confirm' }),
    );

    const [shown] = nodesOfType(card, 'TextBlock').filter(({ text }) => text === name);
    expect(shown).toMatchObject({ wrap: true });
    expect(shown).not.toHaveProperty('maxLines');
    const captions = nodesOfType(card, 'ActionSet')
      .flatMap(buttonsIn)
      .map(({ title }) => String(title));
    expect(captions.filter((caption) => caption.includes('Société'))).toEqual([]);
  });

  it('are none: says so and leads on', () => {
    const card = contentOf(
      customerMatchesCard(cards, 'fr', { typed: 'Kontoso', matches: [], purpose: 'confirm' }),
    );

    expect(textIn(card)).toContain('«\u00a0Kontoso\u00a0»');
    expect(buttonsIn(card).map((button) => button.verb)).toEqual(['confirmation.open', 'customers.page']);
  });
});

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
    'praises nobody when it is empty for another reason: %s',
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
