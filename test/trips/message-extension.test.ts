import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { fragileLink, type FragileLink } from '../database/core/fragile-link.ts';
import { BOT_APP_ID, groupChat, teamsClient, type WireActivity } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { elements, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

let link: FragileLink;
const { connector, send, data } = await runningBot({
  wayTo: async (url) => {
    link = await fragileLink(url);
    return link.url;
  },
});
afterAll(() => link.cut());

const { customers, conversations, reminders } = data.database;
/** A chat in which the bot is not installed. */
const ELSEWHERE = '19:a-chat-of-others@thread.v2';

interface Found {
  contentType: string;
  content: Record<string, unknown>;
  preview: { contentType: string; content: { title: string; text: string } };
}

interface Result {
  type: string;
  attachmentLayout?: string;
  text?: string;
  attachments?: Found[];
}

const person = (locale = 'en-US') =>
  teamsClient({ serviceUrl: connector.serviceUrl, place: groupChat(ELSEWHERE), locale });

async function result(activity: WireActivity): Promise<Result> {
  const { status, body } = await send(activity);
  expect(status).toBe(200);
  expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(28 * 1024);
  return (body as unknown as { composeExtension: Result }).composeExtension;
}

/** What someone who types this may choose from. */
async function found(typed?: string, locale?: string, skip = 0): Promise<Found[]> {
  const activity = person(locale).find(typed);
  (activity.value as { queryOptions: object }).queryOptions = { skip, count: 25 };
  return (await result(activity)).attachments ?? [];
}

const titles = (finds: Found[]) => finds.map(({ preview }) => preview.content.title);
const nameOf = ({ name }: { name: string }) => name;

beforeAll(async () => {
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 20_000,
  });
}, 180_000);

describe('the message extension', () => {
  it('shows those waiting longest when it is opened, before anything is typed', async () => {
    const urgent = await customers.unconfirmed({ offset: 0, limit: 15 });

    const opened = await result(person().find(undefined));

    expect(opened).toMatchObject({ type: 'result', attachmentLayout: 'list' });
    expect(titles(opened.attachments ?? [])).toEqual(urgent.map(nameOf));
    expect(titles(await found('  '))).toEqual(urgent.map(nameOf));
  });

  it('goes on where one scrolls to, and ends', async () => {
    const { unconfirmed } = await customers.figures();

    const next = await found(undefined, 'en-US', 15);

    expect(titles(next)).toEqual((await customers.unconfirmed({ offset: 15, limit: 15 })).map(nameOf));
    expect(await found(undefined, 'en-US', Math.min(300, unconfirmed + 15))).toEqual([]);
  });

  it('finds a customer by name or domain, in the language of the client', async () => {
    const [customer] = await customers.unconfirmed({ offset: 0, limit: 1 });

    for (const typed of [customer!.name.toUpperCase(), customer!.domain]) {
      const [find] = await found(typed, 'fr-FR');

      expect(find).toMatchObject({
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: { lang: 'fr' },
        preview: {
          contentType: 'application/vnd.microsoft.card.thumbnail',
          content: { title: customer!.name },
        },
      });
      expect(textOf(find!.content)).toContain('Pas encore confirmé');
      expect(find!.preview.content.text).toContain(customer!.domain);
    }
    expect(textOf((await found(customer!.name, 'de-DE'))[0]!.content)).toContain('Not confirmed yet');
  });

  it('says what to try where no customer is found', async () => {
    const english = await result(person().find('Zyxwvut'));
    const french = await result(person('fr-CA').find('Zyxwvut'));

    expect(english).toEqual({ type: 'message', text: expect.stringMatching(/“Zyxwvut”.*first letters/) });
    expect(french).toEqual({
      type: 'message',
      text: expect.stringMatching(/«\sZyxwvut\s».*premières lettres/),
    });
  });

  it('puts no form and no colleague’s name on the card, only the ways to what is true now and to the bot', async () => {
    const camille = { id: randomUUID(), name: 'Camille Roussel' };
    const [waiting, other] = await customers.unconfirmed({ offset: 0, limit: 2 });
    await customers.assign(waiting!.id, camille);
    await customers.markConfirmed(other!.id, {
      ...{ acceptedOn: '2018-08-01', via: 'bot', by: camille, at: new Date() },
    });

    const cards = [...(await found(waiting!.name)), ...(await found(other!.name))];

    expect(cards.length).toBeGreaterThan(1);
    for (const card of cards) {
      expect(JSON.stringify(card)).not.toContain('Camille');
      expect(elements(card.content, 'Action.Execute').map(({ verb }) => verb)).toEqual(['customer.refresh']);
      expect(elements(card.content, 'Action.OpenUrl').map(({ url }) => url)).toEqual([
        `https://teams.microsoft.com/l/chat/0/0?users=28:${BOT_APP_ID}`,
      ]);
    }
    const confirmed = textOf((await found(other!.name))[0]!.content);
    expect(confirmed).toMatch(/1 August 2018/);
  });

  it('says of which day the status is, and what is on its way', async () => {
    const [customer] = await customers.unconfirmed({ offset: 0, limit: 1 });
    await data.database.confirmations.record([
      {
        ...{ id: randomUUID(), formId: randomUUID(), requestId: randomUUID(), correlationId: randomUUID() },
        ...{ customerId: customer!.id, agreementType: 'MicrosoftCloudAgreement', acceptedOn: '2018-08-01' },
        contact: { firstName: 'Ana', lastName: 'Exemple', email: 'ana@contoso.example', phoneNumber: '' },
        submittedBy: { id: 'c', name: 'Camille Roussel' },
        // Not due in this test: no job works on it meanwhile.
        submittedAt: new Date(Date.now() + 3_600_000),
        ...{ language: 'en', again: false },
        place: { conversationId: 'a:form', activityId: 'form', isDigest: false },
      },
    ]);

    const [find] = await found(customer!.name);

    expect(find!.preview.content.text).toContain('On its way to Partner Center');
    expect(textOf(find!.content)).toContain('On its way to Partner Center');
    expect(textOf(find!.content)).toMatch(new RegExp(`Status on \\d+ \\w+ ${new Date().getFullYear()}`));
  });

  it('shows names as they are typed, whatever is in them', async () => {
    const name = 'Zed **[Dupont](https://evil.example)** & <b>Fils</b> \u202egnp';
    const id = randomUUID();
    await customers.saveListed([{ id, name, domain: 'zed.example' }], new Date());

    const [find] = await found('zed');

    expect(find!.preview.content.title).toBe('Zed **[Dupont](https://evil.example)** & <b>Fils</b> gnp');
    expect(JSON.stringify(find!.content)).toContain('\\\\[Dupont\\\\]');
  });

  it('keeps its answer small however long the names are', async () => {
    const long = Array.from({ length: 20 }, (_, at) => ({
      id: randomUUID(),
      name: `Überlang ${String(at)} ${'Gesellschaft für Außergewöhnlichkeiten '.repeat(40)}`,
      domain: `ueberlang-${at}.example`,
    }));
    await customers.saveListed(long, new Date());

    const finds = await found('überlang');

    expect(finds.length).toBeGreaterThan(2);
    expect(finds.length).toBeLessThan(15);
  });
});

describe('Refresh on a card that was inserted', () => {
  /** What is shown in place of the card to the person who pressed. */
  async function refreshed(customerId: unknown, language = 'en') {
    const { status, body } = await send(person().execute('customer.refresh', { customerId, language }));
    expect(status).toBe(200);
    return body as { type: string; value: unknown };
  }

  it('shows what is true now, in the language of the card, with the same ways on', async () => {
    const [customer] = await customers.unconfirmed({ offset: 3, limit: 1 });
    const [before] = await found(customer!.name, 'fr-FR');
    await customers.markConfirmed(customer!.id, {
      ...{ acceptedOn: '2018-08-01', via: 'bot', by: { id: randomUUID(), name: 'Camille' }, at: new Date() },
    });
    const [button] = elements(before!.content, 'Action.Execute');

    const { body } = await send(person().execute('customer.refresh', button!.data as object));

    const { type, value } = body as { type: string; value: unknown };
    expect(type).toBe('application/vnd.microsoft.card.adaptive');
    expect(textOf(before!.content)).toContain('Pas encore confirmé');
    expect(textOf(value)).toMatch(/Confirmé[^]*1er août 2018/);
    expect(elements(value, 'Action.Execute').map(({ verb }) => verb)).toEqual(['customer.refresh']);
    expect(JSON.stringify(value)).not.toContain('Camille');
  });

  it.each([
    ['of nobody’s customer', 'nobody'],
    ['that was made up', { id: 7 }],
    ['that names none', undefined],
  ])('leaves a card %s as it is, and says so', async (_what, customerId) => {
    expect(await refreshed(customerId)).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: expect.stringContaining('not, or no longer, on your organisation’s list'),
    });
  });

  it('does not make the bot believe that it may speak there', async () => {
    const [customer] = await customers.unconfirmed({ offset: 0, limit: 1 });

    await refreshed(customer!.id);

    expect(await conversations.find(ELSEWHERE)).toBeUndefined();
    expect(await reminders.find(ELSEWHERE)).toBeUndefined();
  });
});

describe('what Teams never sends', () => {
  it('reads what is typed whatever its parameter is called', async () => {
    const value = {
      commandId: 'customers',
      parameters: [{ name: 'query', value: 'Zyxwvut' }],
      queryOptions: { skip: 0, count: 25 },
    };

    expect(await result(person().find(undefined, { value }))).toEqual(await result(person().find('Zyxwvut')));
    expect(await result(person().find(undefined, { value }))).toMatchObject({ type: 'message' });
  });

  it.each([
    ['no value', undefined],
    ['a value that is none', 'customers'],
    ['no list of parameters', { commandId: 'customers', parameters: 'Contoso' }],
    ['parameters of wrong types', { parameters: [null, 7, { name: 'customer', value: { toString: 1 } }] }],
    ['a page below the first', { parameters: [], queryOptions: { skip: -1 } }],
    ['a page that is no number', { parameters: [], queryOptions: { skip: 'x' } }],
    ['options that are none', { parameters: [], queryOptions: 3 }],
  ])('%s shows the first page', async (_what, value) => {
    const { attachments } = await result(person().find(undefined, { value }));

    expect(attachments?.length).toBe(15);
  });

  it.each([301, 315, 1e9])('a page beyond the last, from %d on, is empty', async (skip) => {
    expect(await found(undefined, 'en-US', skip)).toEqual([]);
    expect(await found('a', 'en-US', skip)).toEqual([]);
  });

  it('a very long text, or one the database could not hold, finds no customer', async () => {
    for (const typed of ['x'.repeat(100_000), "'; drop table customers; --", 'a\u0000b']) {
      expect(await result(person().find(typed))).toMatchObject({ type: 'message' });
    }
  });

  it('another call of an extension is accepted and left alone', async () => {
    const activity = { ...person().find('x'), name: 'composeExtension/submitAction' };

    expect(await send(activity)).toEqual({ status: 200, body: {} });
  });
});

describe('a chat in which a person used the extension', () => {
  it('is not taken for one where the bot may speak', async () => {
    await found('contoso');

    expect(await conversations.find(ELSEWHERE)).toBeUndefined();
    expect(await reminders.find(ELSEWHERE)).toBeUndefined();
  });

  it('and from which the bot was removed stays closed to it', async () => {
    const place = groupChat('19:left@thread.v2');
    const client = teamsClient({ serviceUrl: connector.serviceUrl, place });
    await send(client.install());
    await send(client.uninstall());

    await send(client.find('contoso'));

    expect(await conversations.find(place.conversation.id)).toMatchObject({
      reachability: { reachable: false },
    });
  });
});

describe('with the database away', () => {
  it('the extension says so, in the language of the client, and works again after', async () => {
    await link.cut();
    const [english, french] = [
      await result(person().find('contoso')),
      await result(person('fr-FR').find(undefined)),
    ];
    const refresh = await send(person().execute('customer.refresh', { customerId: 'c', language: 'en' }));
    await link.mend();

    expect(english).toEqual({ type: 'message', text: expect.stringMatching(/try again in a moment/) });
    expect(french).toEqual({ type: 'message', text: expect.stringMatching(/Réessayez dans un instant/i) });
    expect(refresh.body).toMatchObject({
      type: 'application/vnd.microsoft.activity.message',
      value: expect.stringMatching(/try again in a moment/),
    });
    await eventually(async () => expect((await found('contoso')).length).toBeGreaterThan(0), {
      withinMs: 20_000,
    });
  });
});
