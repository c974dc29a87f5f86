import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCEPTANCE_PAGE } from '../../src/domain/customers/ask.ts';
import type { Customer } from '../../src/domain/customers/customer.ts';
import { CAMILLE, channel, NOOR, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { fileHost } from '../support/file-host.ts';
import { buttons, cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';
import { fileConsent, sentFile } from '../support/sent-file.ts';

const host = await fileHost();
const { connector, send, data, sandboxUrl } = await runningBot({
  settings: { SANDBOX_ERA: 'retired-2026', COLLECTOR_IDS: NOOR.aadObjectId },
});
afterAll(() => host.close());

const PATIENCE = { withinMs: 60_000 };
let waiting: Customer[];
const someCustomers = (count: number) => waiting.splice(0, count);

const clientIn = (place: Place, person = CAMILLE, locale = 'en-US') =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale });
const last = (id: string) => connector.messages(id).at(-1)!;
const shown = async ({ conversation: { id } }: Place, text: string) =>
  connector.waitForMessage(
    (message) => message.conversationId === id && textOf(cardOf(message)).includes(text),
    PATIENCE,
  );
const askedBy = async ({ id }: Customer) => (await data.database.customers.find(id))?.asked?.by.name;

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ unknown: 0, total: 40 }),
    { withinMs: 20_000 },
  );
  const unconfirmed = await data.database.customers.unconfirmed({ offset: 0, limit: 40 });
  waiting = unconfirmed.filter(({ asked }) => !asked);
}, 180_000);

describe('a list of customers to ask', () => {
  it('that was dropped notes them after a press, and gives a message for each as a file', async () => {
    const place = personalChat('a:dropped-list');
    const client = clientIn(place, NOOR);
    const customers = someCustomers(2);
    const file = ['Customer', customers[0]!.name, 'Nobody we know', customers[1]!.domain].join('\r\n');

    await send(client.message('', { attachments: [sentFile(host.put(file))] }));
    const preview = await shown(place, '2 customers to ask');
    expect(textOf(cardOf(preview))).toContain('“Nobody we know” is not among your customers');
    expect(await askedBy(customers[0]!)).toBeUndefined();
    const [note] = buttons(cardOf(preview), 'import.confirm');
    expect(note!.title).toBe('Note 2 customers as asked');
    const press = { ...client.execute('import.confirm', note!.data), replyToId: preview.id };
    await Promise.all([send(press), send({ ...press, id: 'again' })]);

    const done = await shown(place, '2 of 3 noted as asked');
    expect(textOf(cardOf(done))).toContain('3 of 3 rows done');
    expect(await Promise.all(customers.map(askedBy))).toEqual([NOOR.name, NOOR.name]);
    const trail = await data.database.audit.page(0, 10_000);
    expect(
      trail.filter(({ action, actor }) => action === 'customer-asked' && actor?.name === NOOR.name),
    ).toHaveLength(2);
    const results = buttons(cardOf(done), 'import.result');
    expect(results.map(({ title }) => title)).toEqual(['Messages in English', 'Messages in French']);

    await send(client.execute('import.result', results[1]!.data));
    const offer = last('a:dropped-list');
    const [consent] = offer.activity.attachments as { content: Record<string, unknown> }[];
    const accepted = fileConsent('accept', consent!.content.acceptContext, `${host.url}/upload/1`);
    await send({ ...client.message(''), ...accepted, replyToId: offer.id });

    const text = host.uploads.at(-1)!.content.toString();
    for (const { name } of customers) expect(text).toContain(`Microsoft demande à ${name} d’accepter`);
    expect(text.split(ACCEPTANCE_PAGE)).toHaveLength(3);
    expect((await (await fetch(`${sandboxUrl}/sandbox/calls`)).json()) as object).not.toHaveProperty(
      'confirm',
    );
  }, 60_000);

  it.each([
    ['with a title', (names: string[]) => ['Client', ...names]],
    ['as nothing but names', (names: string[]) => names.map((name) => `- ${name}`)],
  ])('is taken where it is pasted, %s', async (what, lines) => {
    const place = personalChat(`a:pasted ${what}`);
    const customers = someCustomers(2);
    const text = lines(customers.map(({ name }) => name)).join('\n');

    await send(clientIn(place, CAMILLE, 'fr-FR').message(text));

    const preview = await shown(place, '2 clients à solliciter');
    expect(buttons(cardOf(preview), 'import.confirm')[0]!.title).toBe('Noter 2 clients comme sollicités');
    await send(clientIn(place).execute('import.cancel', buttons(cardOf(preview), 'import.cancel')[0]!.data));
    await shown(place, 'Rien n’a été noté');
    expect(await Promise.all(customers.map(askedBy))).toEqual([undefined, undefined]);
  });

  it('is not seen in a question of several lines', async () => {
    await send(
      clientIn(personalChat('a:question')).message('Hello,\nwhat will happen if I do not take action'),
    );

    expect(textOf(cardOf(last('a:question')))).toMatch(/Did you mean|blocked/);
    expect(textOf(cardOf(last('a:question')))).not.toContain('checking your rows');
  });

  it('goes to one’s own chat, for there the messages are handed over', async () => {
    await send(clientIn(channel({ id: '19:list@thread.tacv2' })).message(`Customer\n${waiting[0]!.name}`));

    expect(textOf(cardOf(last('19:list@thread.tacv2')))).toContain('Send the list in your chat with me');
    expect(await askedBy(waiting[0]!)).toBeUndefined();
  });

  it('has a template: those that still have to accept', async () => {
    const place = personalChat('a:template');
    await send(clientIn(place).message('get the template'));
    const [consent] = last('a:template').activity.attachments as { name: string; content: object }[];

    expect(consent!.name).toBe('customers-to-ask.csv');
  });

  it('of acceptances from another time is not sent, and says why', async () => {
    const place = personalChat('a:old-preview');
    const { imports } = data.database;
    const importId = 'old-preview';
    await imports.arrive({
      ...{
        id: importId,
        purpose: 'acceptances',
        arrivalId: 'old',
        fileName: 'old.csv',
        file: Buffer.from('x'),
      },
      ...{ owner: { id: CAMILLE.aadObjectId, name: CAMILLE.name }, conversationId: place.conversation.id },
      ...{ language: 'en', timeZone: 'UTC', country: null, createdAt: new Date() },
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    const expiresAt = new Date(Date.now() + 3_600_000);
    await imports.move(importId, ['arrived'], { state: 'preview', at: new Date(), expiresAt });

    const { body } = await send(clientIn(place).execute('import.confirm', { importId, language: 'en' }));

    expect(textOf(body?.value)).toContain('nothing to confirm from a file any more');
    expect(await imports.find(importId)).toMatchObject({ state: 'preview' });
  });
});
