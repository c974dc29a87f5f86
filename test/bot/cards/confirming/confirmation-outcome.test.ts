import { describe, expect, it } from '@jest/globals';
import {
  confirmationOutcomeCard,
  type ConfirmationOutcomeInput,
} from '../../../../bot/cards/confirming/confirmation-outcome.ts';
import { confirmationRecordedCard } from '../../../../bot/cards/confirming/confirmation-recorded.ts';
import { type Outcome } from '../../../../src/domain/confirming/confirmation.ts';
import { REFUSALS } from '../../../../src/domain/confirming/refusal.ts';
import { LANGUAGES, type Language } from '../../../../src/domain/language.ts';
import { KEEP_OTHERS_MS } from '../../../../src/use-cases/privacy/erase-old-contacts.ts';
import { buttonFor, buttonsIn, cards, contentOf, nodesOfType, textIn, type Node } from '../support.ts';

const camille = { id: 'p1', name: 'Camille' };

function render(
  outcome: Outcome,
  input: Partial<ConfirmationOutcomeInput> = {},
  language: Language = 'en',
): Node {
  return contentOf(
    confirmationOutcomeCard(cards, language, {
      customer: { id: 'c1', name: 'Contoso', confirmedAt: null, confirmedVia: null, confirmedBy: null },
      confirmation: { id: 's1', acceptedOn: '2018-11-01', submittedBy: camille, again: false },
      outcome,
      ...input,
    }),
  );
}

describe('the card of a confirmation just recorded', () => {
  const recorded = {
    confirmationId: 's1',
    customer: { id: 'c1', name: 'Contoso' },
    acceptedOn: '2018-11-01',
    recordedBy: camille,
    again: false,
    inReply: false,
  };

  it('says customer, day and who recorded, and that this card will change', () => {
    const text = textIn(contentOf(confirmationRecordedCard(cards, 'fr', recorded)));

    expect(text).toContain('Contoso');
    expect(text).toContain('1er novembre 2018');
    expect(text).toContain('Camille');
    expect(text).toContain('Cette carte affichera le résultat.');
  });

  it('says the weekday of an acceptance that was recent when it was recorded', () => {
    const lineAt = (recordedAt: Date) =>
      textIn(contentOf(confirmationRecordedCard(cards, 'fr', { ...recorded, recordedAt })));

    expect(lineAt(new Date('2018-11-02T08:00:00Z'))).toContain('jeudi 1er novembre 2018');
    expect(lineAt(new Date('2018-12-02T08:00:00Z'))).toContain('le 1er novembre 2018');
  });

  it('announces a reply when the form stood in a digest', () => {
    const text = textIn(contentOf(confirmationRecordedCard(cards, 'en', { ...recorded, inReply: true })));

    expect(text).toContain('The result will follow as a reply.');
    expect(text).not.toContain('This card will show');
  });

  it('leads to the customer and back to where its form was opened, and says that its place is left', () => {
    const card = contentOf(confirmationRecordedCard(cards, 'en', { ...recorded, view: { page: 3 } }));

    expect(buttonFor(card, 'customer.status')).toMatchObject({
      tooltip: 'Status of Contoso',
      data: { customerId: 'c1', leaves: 's1', list: { page: 3 } },
    });
    expect(buttonFor(card, 'customers.page')).toMatchObject({
      title: 'Back to the list',
      data: { page: 3, leaves: 's1' },
    });
  });
});

describe('the card of an outcome', () => {
  it.each(['sent', 'read-back'] as const)('%s: confirmed here, by whom and when', (how) => {
    const customer = {
      id: 'c1',
      name: 'Contoso',
      confirmedAt: new Date('2018-11-06T23:30:00Z'),
      confirmedVia: 'bot' as const,
      confirmedBy: camille,
    };

    const text = textIn(
      render({ kind: 'confirmed', how, acceptedOn: '2018-11-01' }, { customer, timeZone: 'Europe/Paris' }),
    );

    expect(text).toContain('Confirmed: Contoso');
    expect(text).toContain('Accepted on 1 November 2018 · recorded by Camille');
    const submittedAt = new Date('2018-11-05T09:00:00Z');
    const recent = { id: 's1', acceptedOn: '2018-11-01', submittedBy: camille, again: false, submittedAt };
    expect(
      textIn(render({ kind: 'confirmed', how: 'sent', acceptedOn: '2018-11-01' }, { confirmation: recent })),
    ).toContain('Accepted on Thursday 1 November 2018 · recorded by Camille');
  });

  it('offers the next customer first, then the way back; the rest is in the menu', () => {
    const next = { id: 'c2', name: 'Adventure Works Deutschland' };
    const view = { page: 2, assignee: 'nobody' };

    const card = render({ kind: 'confirmed', how: 'sent', acceptedOn: '2018-11-01' }, { next, view });

    expect(buttonsIn(card).slice(0, 4)).toMatchObject([
      {
        title: 'Next: Adventure Works…',
        tooltip: 'Confirm Adventure Works Deutschland',
        verb: 'confirmation.open',
        data: { customerId: 'c2', list: view },
        style: 'positive',
      },
      { title: 'Back to the list', verb: 'customers.page', data: view },
      { verb: 'customer.status', mode: 'secondary', data: { customerId: 'c1', list: view } },
      { verb: 'confirmation.again', mode: 'secondary', data: { customerId: 'c1', list: view } },
    ]);
  });

  it.each([
    ['retired', false],
    ['mfa-missing', false],
    ['no-relationship', true],
  ] as const)('refused (%s): leads on to the next customer: %s', (reason, leads) => {
    const card = render({ kind: 'refused', reason, code: '' }, { next: { id: 'c2', name: 'Fabrikam' } });

    const ids = buttonsIn(card).map(({ data }) => (data as Node | undefined)?.customerId);
    expect(ids.includes('c2')).toBe(leads);
  });

  it('leads back to the reminder where its form was opened there', () => {
    const card = render({ kind: 'attention', reason: 'not-reached' }, { view: { digest: true } });

    expect(buttonFor(card, 'customers.page')).toMatchObject({
      title: 'Back to the reminder',
      data: { digest: true },
    });
  });

  it('found: names the other route and not the person whose confirmation was not needed', () => {
    const customer = {
      id: 'c1',
      name: 'Contoso',
      confirmedAt: new Date('2018-11-06T12:00:00Z'),
      confirmedVia: 'partner-center' as const,
      confirmedBy: null,
    };

    const card = render({ kind: 'confirmed', how: 'found', acceptedOn: '2018-10-30' }, { customer });

    expect(textIn(card)).toContain('confirmed in Partner Center · on 6 November 2018');
    expect(textIn(card)).toContain('30 October 2018');
    expect(textIn(card)).not.toContain('Camille');
  });

  it('found signed with Microsoft directly: says so and shows no day of acceptance', () => {
    const confirmedAt = new Date('2021-11-06T12:00:00Z');
    const customer = {
      id: 'c1',
      name: 'Contoso',
      confirmedAt,
      confirmedVia: 'direct',
      confirmedBy: null,
    } as const;

    const card = render({ kind: 'confirmed', how: 'found', via: 'direct', acceptedOn: null }, { customer });

    expect(textIn(card)).toContain('Contoso signed the agreement with Microsoft directly');
    expect(textIn(card)).toContain('Signed by the customer with Microsoft · on 6 November 2021');
    expect(textIn(card)).not.toContain('Accepted on');
  });

  it.each(LANGUAGES.flatMap((language) => REFUSALS.map((reason) => ({ language, reason }))))(
    'refused ($reason, $language): why, what to do, and the code',
    ({ language, reason }) => {
      const card = render({ kind: 'refused', reason, code: 'E-77' }, {}, language);

      const text = textIn(card);
      expect(text).toContain(cards.say(language, `refusals.${reason}`));
      expect(text).toContain(cards.say(language, `refusals.${reason}-next`));
      expect(text).toContain('E-77');
    },
  );

  it.each([
    ['en', 'If your organisation is an indirect reseller'],
    ['fr', 'Si votre organisation est un revendeur indirect'],
  ] as const)('not entitled (%s): an indirect reseller learns who can confirm', (language, text) => {
    const card = render({ kind: 'refused', reason: 'not-entitled', code: '403' }, {}, language);

    expect(textIn(card)).toContain(text);
  });

  it.each([
    ['en', 'The date alone cannot be changed'],
    ['fr', 'La date seule ne peut pas être corrigée'],
  ] as const)(
    'nothing new (%s): a person who wanted to correct the date learns that it stays',
    (language, text) => {
      const card = render({ kind: 'refused', reason: 'nothing-new', code: '600061' }, {}, language);

      expect(textIn(card)).toContain(text);
    },
  );

  it.each([
    ['date-in-future', false, 'confirmation.open'],
    ['date-in-future', true, 'confirmation.again'],
    ['nothing-new', false, 'confirmation.again'],
  ] as const)('refused (%s, again: %s): the form opens by %s', (reason, again, verb) => {
    const confirmation = { id: 's1', acceptedOn: '2018-11-01', submittedBy: camille, again };

    const card = render({ kind: 'refused', reason, code: '' }, { confirmation });

    expect(buttonFor(card, verb)?.data).toMatchObject({ customerId: 'c1', confirmationId: 's1' });
  });

  it.each(['national-cloud', 'retired'] as const)(
    'refused for good (%s): no form that leads nowhere',
    (reason) => {
      const card = render({ kind: 'refused', reason, code: '' });

      expect(buttonFor(card, 'confirmation.open')).toBeUndefined();
      expect(buttonFor(card, 'customers.page')).toBeDefined();
    },
  );

  describe.each([
    ['not-entitled', 'confirmation.retry'],
    ['partner-agreement-missing', 'confirmation.retry'],
    ['mfa-missing', 'confirmation.retry'],
    ['sign-in-expired', 'confirmation.retry'],
    ['wrong-sign-in', 'confirmation.retry'],
    ['template-not-accepted', 'confirmation.retry'],
    ['no-relationship', 'confirmation.retry'],
    ['customer-unknown', 'confirmation.retry'],
    ['national-cloud', undefined],
    ['retired', undefined],
  ] as const)('refused for what no typing mends (%s)', (reason, retry) => {
    const confirmation = {
      ...{ id: 's1', acceptedOn: '2018-11-01', submittedBy: camille, again: false },
      correlationId: 'b1d7c0de-0000-4000-8000-000000000001',
      firstAttemptAt: new Date('2018-11-06T23:30:00Z'),
    };
    const contact = { firstName: 'Ana', lastName: 'Exemple', email: 'ana@client.example', phoneNumber: '' };

    it(`offers no form, and to try again as it is: ${retry ?? 'not that either'}`, () => {
      const card = render({ kind: 'refused', reason, code: '900' }, { confirmation });

      expect(buttonFor(card, 'confirmation.open')).toBeUndefined();
      expect(buttonFor(card, 'confirmation.again')).toBeUndefined();
      expect(buttonsIn(card).filter(({ verb }) => verb === 'confirmation.retry')).toMatchObject(
        retry ? [{ data: { customerId: 'c1', confirmationId: 's1', list: { page: 1 } } }] : [],
      );
    });

    it.each(LANGUAGES)(
      'has a text for the administrator, ready to copy, that names no person (%s)',
      (language) => {
        const card = render({ kind: 'refused', reason, code: '900' }, { confirmation, contact }, language);

        const [toggle] = nodesOfType(card, 'Action.ToggleVisibility');
        const [report] = nodesOfType(card, 'Input.Text').map(({ value }) => value as string);
        expect(toggle).toMatchObject({ targetElements: ['report'] });
        for (const part of [cards.say(language, `refusals.${reason}`), '900', confirmation.correlationId]) {
          expect(report).toContain(part);
        }
        expect(report).toContain('2018-11-06T23:30:00.000Z');
        for (const name of ['Contoso', 'Camille', 'Ana', 'Exemple', 'client.example']) {
          expect(report).not.toContain(name);
        }
      },
    );
  });

  it.each(['date-in-future', 'nothing-new', 'invalid-details', 'unexpected'] as const)(
    'refused for what typing may mend (%s): the form, and nothing for an administrator',
    (reason) => {
      const card = render({ kind: 'refused', reason, code: '1' });

      expect(nodesOfType(card, 'Action.ToggleVisibility')).toEqual([]);
      expect(buttonFor(card, 'confirmation.retry')).toBeUndefined();
    },
  );

  it.each([
    { kind: 'attention', reason: 'no-clear-answer' },
    { kind: 'attention', reason: 'not-reached' },
    { kind: 'refused', reason: 'nothing-new', code: '600061' },
  ] as const)('that a person has to look at ($reason) leads to the customer in Partner Center', (outcome) => {
    const [link, ...others] = nodesOfType(render(outcome, {}, 'fr'), 'Action.OpenUrl');

    expect(link).toMatchObject({ title: 'Ouvrir dans l’Espace partenaires', url: cards.pageOf('c1') });
    expect(others).toEqual([]);
  });

  it('of a customer of another cloud leads to no page', () => {
    const card = render({ kind: 'refused', reason: 'national-cloud', code: '' });

    expect(nodesOfType(card, 'Action.OpenUrl')).toEqual([]);
  });

  describe('refused because the call was retired', () => {
    const retired: Outcome = { kind: 'refused', reason: 'retired', code: '' };
    const contact = {
      firstName: 'Ana',
      lastName: 'Exemple',
      email: 'ana@client.example',
      phoneNumber: '01 99 00 12 34',
    };

    it.each(LANGUAGES)('says how long the details are kept, and leads to them (%s)', (language) => {
      const card = render(retired, {}, language);

      expect(textIn(card)).toContain(
        `${KEEP_OTHERS_MS / (24 * 60 * 60_000)} ${language === 'en' ? 'days' : 'jours'}`,
      );
      expect(buttonFor(card, 'confirmation.details')).toMatchObject({ data: { confirmationId: 's1' } });
    });

    it('tells all that was typed where it is given, and leads there no more', () => {
      const card = render(retired, { contact });

      for (const typed of ['Ana Exemple', 'ana@client.example', '01 99 00 12 34', '1 November 2018']) {
        expect(textIn(card).replaceAll('\\', '')).toContain(typed);
      }
      expect(buttonFor(card, 'confirmation.details')).toBeUndefined();
    });
  });

  it('leads to no details where the form opens again with them', () => {
    const card = render({ kind: 'refused', reason: 'date-in-future', code: '' });

    expect(buttonFor(card, 'confirmation.details')).toBeUndefined();
  });

  it.each(['no-clear-answer', 'not-reached'] as const)(
    'attention (%s): what happened and what to do',
    (reason) => {
      const card = render({ kind: 'attention', reason });

      expect(textIn(card)).toContain(cards.say('en', `confirmation-outcome.${reason}-next`));
      expect(buttonFor(card, 'confirmation.open')).toBeDefined();
    },
  );

  it.each([
    [{ kind: 'confirmed', how: 'sent', acceptedOn: '2018-11-01' }, '✅', 'Confirmed: Contoso', 'good'],
    [{ kind: 'refused', reason: 'unexpected', code: '1' }, '⛔', 'Refused by Partner Center', 'attention'],
    [{ kind: 'attention', reason: 'not-reached' }, '⚠️', 'Not confirmed: please check', 'warning'],
  ] as const)('shows the state by icon, words and colour', (outcome, icon, headline, style) => {
    const card = render(outcome);

    expect(textIn(card)).toContain(`${icon} ${headline}`);
    expect((card.body as Node[])[0]?.style).toBe(style);
  });
});
