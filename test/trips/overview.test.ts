import { beforeAll, describe, expect, it } from '@jest/globals';
import { personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';
import { newConfirmation } from '../support/confirmations.ts';

const { connector, send, data } = await runningBot();
let chats = 0;

/** Says something in a new chat and gives back the card that answers. */
async function say(text: string, locale = 'en-US'): Promise<unknown> {
  chats += 1;
  const place = personalChat(`a:overview-${chats}`);
  await send(teamsClient({ serviceUrl: connector.serviceUrl, place, locale }).message(text));
  const answer = connector.messages(place.conversation.id).at(-1);
  return answer && cardOf(answer);
}

const press = async (verb: string, pressed: object): Promise<unknown> => {
  const { body } = await send(teamsClient({ serviceUrl: connector.serviceUrl }).execute(verb, pressed));
  return body?.value;
};

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ total: 40, unknown: 0 }),
    { withinMs: 20_000 },
  );
}, 180_000);

describe('who is left', () => {
  it('is listed page by page, every customer once, until none is left', async () => {
    const { unconfirmed } = await data.database.customers.figures();
    const named: unknown[] = [];

    let card = await say('unconfirmed');
    for (;;) {
      named.push(...buttons(card, 'confirmation.open').map((button) => button.data.customerId));
      const next = buttons(card, 'customers.page').find(({ title }) => /next/i.test(title));
      if (!next) break;
      card = await press('customers.page', next.data);
    }

    expect(named).toHaveLength(unconfirmed);
    expect(new Set(named).size).toBe(unconfirmed);
  });

  it('is asked for in French just the same, accents or not', async () => {
    const cards = [await say('Non confirmés'), await say('non confirmes !')];

    for (const card of cards) {
      expect(card).toMatchObject({ lang: 'fr' });
      expect(buttons(card, 'confirmation.open')).toHaveLength(10);
    }
  });

  it.each([0, -3, 999, 'x', null])('shows a page that exists for the page %p', async (page) => {
    const card = await press('customers.page', { page, language: 'en' });

    expect(buttons(card, 'confirmation.open').length).toBeGreaterThan(0);
  });
});

describe('a list of customers that is not believed yet', () => {
  it('is told with the status, in both languages, until it is settled', async () => {
    const { customers } = data.database;
    await customers.doubtListing({ since: new Date(), missing: 12, known: 40 });

    const [english, french] = [await say('status'), await say('statut', 'fr-FR')].map(textOf);
    await customers.doubtListing(undefined);
    const settled = textOf(await say('status'));

    expect(english).toContain('lacks 12 customers that were there before');
    expect(french).toContain('il manque 12 clients qui y figuraient auparavant');
    expect(settled).not.toContain('lacks');
  });
});

describe('who needs a look', () => {
  it('is listed with the reason, and its name leads to the customer', async () => {
    const { customers, confirmations } = data.database;
    const [customer] = await customers.unconfirmed({ offset: 3, limit: 1 });
    const confirmation = newConfirmation({ customerId: customer!.id });
    await confirmations.record([confirmation]);
    const outcome = { kind: 'refused', reason: 'no-relationship', code: '600009' } as const;
    await confirmations.settle(confirmation.id, { outcome, held: 0, at: new Date() });
    const [way] = buttons(await say('status'), 'customers.page').filter(
      ({ data: { attention } }) => attention,
    );

    const list = await press('customers.page', way!.data);
    const [name] = buttons(list, 'customer.status');
    const shown = await press('customer.status', name!.data);

    const reason = 'no partner relationship with this customer';
    expect(textOf(list)).toContain(reason);
    expect(textOf(shown)).toContain(customer!.name);
    expect(textOf(shown)).toContain(reason);
    expect(textOf(await say('unconfirmed'))).not.toContain(reason);
  });
});

describe('the figures', () => {
  it('are plain numbers in the text, beside the chart', async () => {
    const { total, unconfirmed } = await data.database.customers.figures();

    const text = textOf(await say('status'));

    expect(text).toMatch(new RegExp(`\\b${total}\\b`));
    expect(text).toMatch(new RegExp(`\\b${unconfirmed}\\b`));
  });
});

describe('one customer', () => {
  it('is shown by name, with the way to confirm it', async () => {
    const [customer] = await data.database.customers.unconfirmed({ offset: 0, limit: 1 });

    const card = await say(`statut ${customer!.name}`);

    expect(card).toMatchObject({ lang: 'fr' });
    expect(textOf(card)).toContain(customer!.name);
    expect(buttons(card, 'confirmation.open')[0]?.data.customerId).toBe(customer!.id);
  });

  it('that is confirmed says when, and offers one more on purpose only', async () => {
    const confirmed = await data.database.kysely
      .selectFrom('customers')
      .select(['id', 'name'])
      .where('agreement_state', '=', 'confirmed')
      .limit(1)
      .executeTakeFirstOrThrow();

    const card = await say(`confirm ${confirmed.name}`);

    expect(textOf(card)).toMatch(/20\d\d/);
    expect(buttons(card, 'confirmation.submit')).toEqual([]);
    const [again] = buttons(card, 'confirmation.again');
    const form = await press('confirmation.again', again!.data);
    expect(buttons(form, 'confirmation.submit')[0]?.data).toMatchObject({
      again: true,
      customerId: confirmed.id,
    });
  });

  it('whose name several share is chosen from the matches', async () => {
    const { rows } = await data.database.kysely
      .selectFrom('customers')
      .select('name')
      .execute()
      .then((all) => ({ rows: all.map(({ name }) => name) }));
    const beginnings = rows.map((name) => name.slice(0, 4));
    const shared = beginnings.find(
      (word, place) => beginnings.indexOf(word) !== place && /^\p{L}{4}$/u.test(word),
    )!;

    const card = await say(`confirm ${shared}`);

    const customers = buttons(card, 'confirmation.open').map(({ data }) => data.customerId);
    expect(new Set(customers).size).toBeGreaterThan(1);
  });

  it.each(['confirm', 'status'])('that is unknown is told so by `%s`, with what to try', async (word) => {
    const card = await say(`${word} Zyxwvut Unbekannt`);

    expect(textOf(card)).toContain('Zyxwvut Unbekannt');
    expect(buttons(card, 'confirmation.submit')).toEqual([]);
  });

  it('is not looked for where the words after `confirm` are a question', async () => {
    const card = await say(
      'confirmer les clients existants avant toute nouvelle commande, est-ce possible ?',
    );

    expect(buttons(card, 'faq.feedback')).toHaveLength(2);
  });

  it('is chosen in the form already when the command named it', async () => {
    const card = await say('Confirmer CONTOSO.', 'fr-FR');

    expect(card).toMatchObject({ lang: 'fr' });
    expect(input(card, 'customerId')).toMatchObject({ style: 'filtered' });
    expect(input(card, 'customerId').value).toMatch(/^[0-9a-f-]{36}$/);
  });
});
