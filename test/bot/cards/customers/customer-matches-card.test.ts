import { describe, expect, it } from '@jest/globals';
import { customerMatchesCard } from '../../../../bot/cards/customers/customer-matches.ts';
import { buttonsIn, cards, contentOf, nodesIn, nodesOfType, textIn, textsIn, type Node } from '../support.ts';

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
