import { describe, expect, it } from '@jest/globals';
import { summaryOf } from '../../../../bot/cards/kit/cards.ts';
import { digestDoneCard } from '../../../../bot/cards/reminding/digest-done.ts';
import { digestReplacedCard } from '../../../../bot/cards/reminding/digest-replaced.ts';
import { digestCard, type DigestInput } from '../../../../bot/cards/reminding/digest.ts';
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
import { now, waiting as customers } from '../customers/sample-customers.ts';

describe('the digest', () => {
  const attachment = (
    digest: Partial<DigestInput['digest']>,
    language: 'en' | 'fr' = 'en',
    more: Partial<DigestInput> = {},
  ) =>
    digestCard(cards, language, {
      digest: { unconfirmed: 7, total: 40, previousUnconfirmed: null, ...digest },
      customers,
      oldestWaitingSince: new Date('2018-10-26T09:00:00Z'),
      now,
      ...more,
    });
  const render = (...args: Parameters<typeof attachment>): Node => contentOf(attachment(...args));

  it('states how many of how many, the oldest wait and why it came', () => {
    const text = textIn(render({}));

    expect(text).toContain('7 customers to confirm');
    expect(text).toContain('The oldest has been waiting for 12 days · their orders are blocked');
    expect(text).toContain('Reminders are on here, for everyone.');
  });

  it('has a form and an assignment for each of up to five customers', () => {
    const buttons = buttonsIn(render({}));

    const ids = (verb: string) =>
      buttons.filter((button) => button.verb === verb).map((button) => (button.data as Node).customerId);
    expect(ids('confirmation.open')).toEqual(['c0', 'c1', 'c2', 'c3', 'c4']);
    expect(ids('reminder.assign')).toEqual(['c0', 'c1', 'c2', 'c3', 'c4']);
  });

  it('leads to the rest and to many at once, and in its menu to pauses, settings and the switch', () => {
    const buttons = buttonsIn(render({})).slice(-6);

    const list = { digest: true };
    expect(buttons.map(({ verb, data, mode }) => [verb, data, mode])).toEqual([
      ['customers.page', { page: 1, fromDigest: true, language: 'en' }, undefined],
      ['import.template', { list, language: 'en' }, undefined],
      ['reminder.snooze', { days: 1, list, language: 'en' }, 'secondary'],
      ['reminder.snooze', { days: 7, list, language: 'en' }, 'secondary'],
      ['settings.open', { list, language: 'en' }, 'secondary'],
      ['reminder.off', { list, language: 'en' }, 'secondary'],
    ]);
  });

  it('shows few buttons: one for each customer and two for all', () => {
    const seen = buttonsIn(render({})).filter(
      ({ mode, verb }) => mode !== 'secondary' && verb !== 'customer.status',
    );

    expect(seen.map(({ title }) => title)).toEqual([
      ...Array.from({ length: 5 }, () => 'Confirm'),
      'See all 7',
      'Confirm many…',
    ]);
  });

  it.each([
    [10, undefined, '3 fewer since last time'],
    [5, '2018-11-02T08:00:00Z', '2 more since Friday'],
    [7, '2018-10-01T08:00:00Z', 'No change since 1 Oct'],
    [8, '2018-11-07T05:00:00Z', '1 fewer since earlier today'],
  ])('after %i on %s it says: %s', (previousUnconfirmed, since, words) => {
    expect(textIn(render({ previousUnconfirmed, ...(since !== undefined && { since }) }))).toContain(words);
  });

  it('tells the day of the last one in the conversation’s time zone', () => {
    const digest = { previousUnconfirmed: 10, since: '2018-11-04T23:30:00Z' };

    expect(textIn(render(digest, 'fr', { timeZone: 'Europe/Paris' }))).toContain('3 de moins depuis lundi');
    expect(textIn(render(digest, 'fr'))).toContain('3 de moins depuis dimanche');
  });

  it('groups its numbers as its readers write them', () => {
    const numbers = { unconfirmed: 1_412, total: 12_400 };

    expect(textIn(render(numbers, 'fr'))).toContain('1\u202f412 clients à confirmer');
    expect(textIn(render(numbers))).toContain('1,412 customers to confirm');
  });

  it('says nothing of a change the first time', () => {
    expect(textIn(render({ previousUnconfirmed: null }))).not.toContain('since');
  });

  it('puts the number into the notification', () => {
    expect(summaryOf(attachment({ previousUnconfirmed: 9 }))).toBe(
      '7 customers to confirm · 2 fewer since last time · the oldest has been waiting for 12 days · their orders are blocked',
    );
    expect(summaryOf(attachment({ unconfirmed: 1 }, 'fr'))).toBe(
      '1 client à confirmer · Le plus ancien attend depuis 12 jours · ses commandes restent bloquées',
    );
  });

  it.each([
    [
      { kind: 'mine', resellerName: null },
      ['Customers assigned to you', 'because customers are assigned to you'],
    ],
    [{ kind: 'reseller', resellerName: 'Alpine' }, ['Reseller: Alpine', 'Reminders are on here']],
  ] as const)('says whose customers it counts: %#', (about, words) => {
    const text = textIn(render({}, 'en', { about }));

    for (const each of words) expect(text).toContain(each);
  });

  it('about one’s own customers leads to the rest of them, and offers none of them once more', () => {
    const own = customers.map((customer) => ({ ...customer, assignee: { id: 'ada', name: 'Ada' } }));
    const about = { kind: 'mine', resellerName: null } as const;
    const card = render({}, 'en', { about, customers: own, readerId: 'ada' });

    expect(buttonFor(card, 'reminder.assign')).toBeUndefined();
    expect(buttonFor(card, 'customers.page')?.data).toEqual({
      page: 1,
      assignee: 'me',
      fromDigest: true,
      language: 'en',
    });
  });

  it('lets a team take a colleague’s customer over from its assignee', () => {
    const [first, ...others] = customers;
    const card = render({}, 'en', {
      customers: [{ ...first!, assignee: { id: 'ada', name: 'Ada' } }, ...others],
    });

    const [take, assign] = buttonsIn(card).filter(({ verb }) => verb === 'reminder.assign');
    expect(take).toMatchObject({ title: 'Take over', data: { customerId: 'c0', from: 'ada' } });
    expect(assign).toMatchObject({ title: 'Assign to me', data: { customerId: 'c1', from: '' } });
  });

  it.each([
    ['en', 'has been waiting for more than 1 day'],
    ['fr', 'attend depuis plus de 1 jour'],
  ] as const)('counts days in %s, one as well', (language, words) => {
    const escalation = { afterDays: 1, customers: 1, groups: [] };

    expect(textIn(render({}, language, { escalation }))).toMatch(new RegExp(`${words}$`, 'm'));
  });

  it('shows who lets customers wait too long, where that is to be told', () => {
    const waitingSince = (days: number) => new Date(now.getTime() - days * 86_400_000);
    const card = render({}, 'en', {
      escalation: {
        afterDays: 30,
        customers: 9,
        groups: [
          { kind: 'team', name: 'North', customers: 6, oldestWaitingSince: waitingSince(50) },
          { kind: 'person', name: 'Noor Haddad', customers: 2, oldestWaitingSince: waitingSince(40) },
          { kind: 'nobody', name: null, customers: 1, oldestWaitingSince: waitingSince(31) },
        ],
      },
    });

    const text = textIn(card);
    expect(text).toContain('9 customers have been waiting for more than 30 days');
    expect(text).toMatch(/North\n6 customers, the longest for 50 days/);
    expect(text).toMatch(/Noor Haddad\n2 customers/);
    expect(text).toMatch(/Not assigned\n1 customer,/);
    expect(buttonsIn(card).map(({ data }) => data)).toContainEqual({
      page: 1,
      waiting: 30,
      everyone: true,
      fromDigest: true,
      language: 'en',
    });
  });

  it('shows its two numbers as one thin bar, and in words where a client draws none', () => {
    const [bar] = nodesOfType(render({}), 'Chart.HorizontalBar.Stacked');

    expect(bar?.data).toMatchObject([{ data: [{ value: 33 }, { value: 7 }] }]);
    expect(bar?.fallback).toMatchObject({ text: '33 of 40 confirmed or on the way' });
  });

  it('says what has just happened to it, above its customers', () => {
    expect(textsIn(render({}, 'en', { note: 'Contoso is now assigned to Ada.' }))).toContain(
      '✅ Contoso is now assigned to Ada.',
    );
  });
});

describe('a digest that was replaced', () => {
  const shown = (link?: string) =>
    contentOf(
      digestReplacedCard(cards, 'fr', { digest: { unconfirmed: 1, total: 40 }, period: '2018-12-01', link }),
    );

  it('is a line with its figures, and no button that could be stale', () => {
    expect(textIn(shown())).toContain('Samedi 1er décembre 2018\u00a0: 1 client sur 40 restait à confirmer.');
    expect(buttonsIn(shown())).toEqual([]);
  });

  it('leads to the new one where there is a way', () => {
    expect(buttonsIn(shown('https://teams.example/l/message/1'))).toMatchObject([{ type: 'Action.OpenUrl' }]);
  });
});

describe('the last digest', () => {
  it.each([
    ['no customer is known', undefined],
    ['nothing is assigned', { kind: 'mine', resellerName: null } as const],
  ])('is no praise where nothing is left because %s', (_why, about) => {
    for (const language of ['en', 'fr'] as const) {
      const card = contentOf(digestDoneCard(cards, language, { total: 0, about, now }));

      expect(textIn(card)).not.toMatch(/done|thank you|merci|tout est fait|confirmés|🎉/i);
      expect((card.body as Node[])[0]?.style).toBe('default');
    }
  });

  it('says that everything is confirmed, and how many that is', () => {
    expect(textIn(contentOf(digestDoneCard(cards, 'en', { total: 40, now })))).toContain(
      'All 40 customers are confirmed. Thank you.',
    );
  });
});
