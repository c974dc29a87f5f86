import { beforeAll, describe, expect, it } from '@jest/globals';
import { ACCEPTANCE_PAGE } from '../../src/domain/customers/ask.ts';
import type { Customer } from '../../src/domain/customers/customer.ts';
import { CAMILLE, channel, NOOR, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data, sandboxUrl } = await runningBot({ settings: { SANDBOX_ERA: 'retired-2026' } });

const clientIn = (place: Place, person = CAMILLE, locale = 'en-US') =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale });
const last = (id: string) => cardOf(connector.messages(id).at(-1)!);
const post = (path: string, body: object) =>
  fetch(`${sandboxUrl}/sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });
const calls = async () =>
  (await (await fetch(`${sandboxUrl}/sandbox/calls`)).json()) as Partial<Record<string, number>>;

/** Has one chat with the bot, unlike Camille. */
const ADA = { id: '29:ada', aadObjectId: 'a3d2f7b0-64c1-4e0e-9a55-0c7d1e2f3a77', name: 'Ada Byron' };

/** Each test has customers of its own. */
let waiting: Customer[];
const anotherCustomer = (): Customer => waiting.pop()!;

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ unknown: 0, total: 40 }),
    { withinMs: 20_000 },
  );
  waiting = await data.database.customers.unconfirmed({ offset: 10, limit: 20 });
}, 180_000);

describe('on the route by which customers accept with Microsoft itself', () => {
  it.each([
    ['en-US', 'confirm', 'no longer a form to fill in', 'Microsoft Customer Agreement', 'I have asked'],
    ['fr-FR', 'confirmer', 'plus de formulaire', 'Contrat client Microsoft', 'J’ai demandé'],
  ])(
    'confirming a customer leads to a message to copy (%s)',
    async (locale, word, why, agreement, button) => {
      const id = `a:ask-${locale}`;
      const customer = anotherCustomer();

      await send(clientIn(personalChat(id), CAMILLE, locale).message(`${word} ${customer.name}`));

      const shown = last(id);
      expect(textOf(shown)).toContain(why);
      expect(textOf(shown)).toContain(ACCEPTANCE_PAGE);
      const message = String(input(shown, 'message').value);
      for (const part of [customer.name, agreement, ACCEPTANCE_PAGE]) expect(message).toContain(part);
      expect(buttons(shown, 'customer.asked').map(({ title }) => title)).toEqual([button]);
      expect(buttons(shown, 'confirmation.submit')).toEqual([]);
    },
  );

  it('gives the message in the other language at a press, and the card stays in its own', async () => {
    const client = clientIn(personalChat('a:languages'));
    const { body } = await send(client.execute('customer.ask', { customerId: waiting[0]!.id }));
    const [other] = buttons(body?.value, 'customer.ask');

    const french = (await send(client.execute('customer.ask', other!.data))).body?.value;

    expect(other!.title).toBe('Message in French');
    expect(input(french, 'message').value).toMatch(/^Bonjour,/);
    expect(textOf(french)).toContain('Who may accept');
    expect(buttons(french, 'customer.ask')[0]!.title).toBe('Message in English');
  });

  it('answers an old form with the message, records nothing and shows what was typed', async () => {
    const { id: customerId } = waiting[0]!;
    const client = clientIn(personalChat('a:old-form'));
    const inputs = {
      ...{ customerId, acceptanceDate: '2025-12-03', firstName: 'Ana', lastName: 'Exemple' },
      ...{ email: 'ana@client.example', phoneNumber: '' },
    };

    for (const verb of ['confirmation.submit', 'confirmation.open', 'confirmation.again']) {
      const { body } = await send(client.execute(verb, { formId: 'old-form', customerId }, inputs));
      expect(buttons(body?.value, 'customer.asked')).toHaveLength(1);
      if (verb !== 'confirmation.submit') continue;
      expect(textOf(body?.value)).toContain('Nothing was recorded and nothing was sent');
      expect(textOf(body?.value)).toContain('ana@client.example');
    }

    expect(await data.database.confirmations.findByForm('old-form')).toBeUndefined();
    expect((await calls()).confirm).toBeUndefined();
  });

  it('lists customers with a button to ask each, and the page behind it is where one goes back to', async () => {
    const client = clientIn(personalChat('a:list'));

    const { body } = await send(client.execute('customers.page', { page: 2 }));

    expect(buttons(body?.value, 'customer.ask')).toHaveLength(10);
    expect(buttons(body?.value, 'confirmation.open')).toEqual([]);
    const [ask] = buttons(body?.value, 'customer.ask');
    const card = (await send(client.execute('customer.ask', ask!.data))).body?.value;
    expect(buttons(card, 'customers.page')[0]!.data).toMatchObject({ page: 2 });
    const asked = (await send(client.execute('customer.check', buttons(card, 'customer.check')[0]!.data)))
      .body;
    expect(buttons(asked?.value, 'customers.page')[0]!.data).toMatchObject({ page: 2 });
  });

  it('without a name leads to the customers to choose from', async () => {
    const client = clientIn(personalChat('a:choose'));

    await send(client.message('confirm'));
    const list = last('a:choose');

    expect(textOf(list)).toContain('Choose the customer to ask');
    expect(buttons(list, 'customer.ask')).toHaveLength(10);
  });
});

describe('a customer that a person asked', () => {
  it('is marked with who asked and when, comes after the others, and stands in the audit trail', async () => {
    const [first] = await data.database.customers.unconfirmed({ offset: 0, limit: 1 });
    const client = clientIn(personalChat('a:asked'));

    const { body } = await send(client.execute('customer.asked', { customerId: first!.id }));
    await send(client.execute('customer.asked', { customerId: first!.id }));

    expect(textOf(body?.value)).toContain('Noted. I will tell you as soon as it has accepted.');
    expect(textOf(body?.value)).toContain(`Asked today by ${CAMILLE.name}`);
    const unconfirmed = await data.database.customers.unconfirmed({ offset: 0, limit: 40 });
    const place = unconfirmed.findIndex(({ id }) => id === first!.id);
    expect(unconfirmed[place]).toMatchObject({ asked: { by: { id: CAMILLE.aadObjectId } } });
    expect(unconfirmed.slice(place).filter(({ asked }) => asked === undefined)).toEqual([]);
    const trail = await data.database.audit.page(0, 100);
    const asked = trail.filter(({ action }) => action === 'customer-asked');
    expect(asked).toMatchObject([{ customerId: first!.id, actor: { name: CAMILLE.name } }]);
    const page = Math.floor(place / 10) + 1;
    const list = await send(client.execute('customers.page', { page }));
    expect(textOf(list.body?.value)).toContain(`Asked today by ${CAMILLE.name}`);
  });

  it('that accepts is noticed, its asker told once in their own chat, and digests follow', async () => {
    const customer = anotherCustomer();
    const own = personalChat('a:told');
    const team = channel({ id: '19:told@thread.tacv2' });
    await send(clientIn(own, ADA).message('help'));
    await send(clientIn(team).message('remind now'));
    const digest = () =>
      connector
        .messages('19:told@thread.tacv2')
        .find((message) => buttons(cardOf(message), 'reminder.snooze').length > 0)!;
    const { unconfirmed } = await data.database.customers.figures();
    expect(textOf(cardOf(digest()))).toContain(String(unconfirmed));
    expect(buttons(cardOf(digest()), 'customer.ask').length).toBeGreaterThan(0);
    await send(clientIn(team, ADA).execute('customer.asked', { customerId: customer.id }));
    await post('agreements', { customerId: customer.id, direct: true });

    const { body } = await send(clientIn(team, NOOR).execute('customer.check', { customerId: customer.id }));

    expect(textOf(body?.value)).toContain('Signed by the customer with Microsoft');
    const news = () =>
      connector
        .messages('a:told')
        .filter((message) => textOf(cardOf(message)).includes(`${customer.name} has accepted`));
    await eventually(() => expect(news()).toHaveLength(1), { withinMs: 20_000 });
    await eventually(() => expect(textOf(cardOf(digest()))).toContain(String(unconfirmed - 1)), {
      withinMs: 20_000,
    });
    await data.database.jobs.send('tell-askers', {}, {});
    await data.database.jobs.send('tell-askers', {}, {});
    await eventually(async () => expect(await data.database.asks.claimAnswered(new Date())).toBeUndefined());
    expect(news()).toHaveLength(1);
    expect((await data.database.customers.find(customer.id))?.asked).toBeUndefined();
  }, 60_000);
});

describe('a trial in the sandbox', () => {
  it('has customers that wait 0 to 120 days, some of whom were asked already', async () => {
    const unconfirmed = await data.database.customers.unconfirmed({ offset: 0, limit: 40 });
    const days = unconfirmed.map(({ waitingSince }) => (Date.now() - waitingSince!.getTime()) / 86_400_000);

    expect(Math.max(...days)).toBeGreaterThan(90);
    expect(Math.max(...days)).toBeLessThan(122);
    expect(Math.min(...days)).toBeLessThan(30);
    const asked = unconfirmed.filter((customer) => customer.asked).length;
    expect(
      unconfirmed.filter((customer) => customer.asked?.by.name === 'Camille Durand').length,
    ).toBeGreaterThan(0);
    const board = await send(clientIn(personalChat('a:board')).execute('status.show', { language: 'fr' }));
    expect(textOf(board.body?.value)).toContain(`Dont sollicités ${String(asked)}`);
  });

  it('plays the page on which a customer accepts, and what is pressed there is noticed', async () => {
    const customer = anotherCustomer();
    const page = `${sandboxUrl}/sandbox/acceptance?customer=${customer.id}`;
    const shown = await (await fetch(page)).text();

    const pressed = await fetch(`${sandboxUrl}/sandbox/acceptance`, {
      method: 'POST',
      body: new URLSearchParams({ customer: customer.id }),
    });
    await send(clientIn(personalChat('a:page')).execute('customer.check', { customerId: customer.id }));

    expect(shown).toContain('<button type="submit">Accept</button>');
    expect(await pressed.text()).toContain('Accepted.');
    expect(await data.database.customers.find(customer.id)).toMatchObject({ confirmedVia: 'direct' });
  });
});

describe('a check', () => {
  it('reads a customer at most once in ten seconds, and says so', async () => {
    const customer = anotherCustomer();
    const client = clientIn(personalChat('a:check'));
    const before = (await calls()).agreements ?? 0;

    const texts = await Promise.all(
      Array.from({ length: 5 }, async () =>
        textOf((await send(client.execute('customer.check', { customerId: customer.id }))).body?.value),
      ),
    );

    expect((await calls()).agreements).toBe(before + 1);
    expect(texts.filter((text) => text.includes('I have just asked Partner Center'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('only a few seconds ago'))).toHaveLength(4);
  });

  it.each([
    ['no-relationship', 'it sees no reseller relationship'],
    ['forbidden', 'refuses to tell me'],
  ])('of a customer that Partner Center tells nothing of says what to do (%s)', async (fault, text) => {
    const customer = anotherCustomer();
    const client = clientIn(personalChat('a:untold'));
    await post('faults', { fault, endpoint: 'direct-acceptance', customerId: customer.id, times: 1 });

    const { body } = await send(client.execute('customer.check', { customerId: customer.id }));

    expect(textOf(body?.value)).toContain(text);
    expect(await data.database.customers.find(customer.id)).toMatchObject({ untold: expect.any(String) });
    const status = await send(client.execute('customer.status', { customerId: customer.id }));
    expect(textOf(status.body?.value)).toContain(text);
  });

  it.each(['customer.ask', 'customer.asked', 'customer.check'])(
    'or an asking of a customer that one does not have has an answer and no effect: %s',
    async (verb) => {
      const client = clientIn(personalChat('a:forged'));
      const before = await calls();

      for (const customerId of ['00000000-0000-4000-8000-000000000000', '', 7, { $ne: null }, "'; drop"]) {
        const { status, body } = await send(client.execute(verb, { customerId }));
        expect(status).toBe(200);
        expect(textOf(body?.value)).toContain('not, or no longer, on your organisation’s list');
      }

      expect(await calls()).toEqual(before);
    },
  );
});
