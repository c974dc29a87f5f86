import { describe, expect, it } from '@jest/globals';
import { customerCard, type CustomerInput } from '../../../../bot/cards/customers/customer.ts';
import type { Outcome, PastConfirmation } from '../../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../../src/domain/customers/customer.ts';
import { loadCards } from '../../../../bot/cards/kit/cards.ts';
import { buttonFor, cards, CARDS_DIRECTORY, contentOf, nodesOfType, textIn, type Node } from '../support.ts';
import { now, unconfirmed } from './sample-customers.ts';

const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

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
