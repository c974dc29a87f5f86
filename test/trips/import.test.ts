import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, channel, NOOR, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { fileHost } from '../support/file-host.ts';
import { buttons, cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';
import { fileConsent, sentFile } from '../support/sent-file.ts';

const host = await fileHost();
const { connector, send, data, sandboxUrl } = await runningBot();
afterAll(() => host.close());

const PATIENCE = { withinMs: 60_000 };
const HEADER = 'Customer,Date of acceptance,First name,Last name,E-mail,Phone';
const row = (name: string, date = '2018-10-03') => `"${name}",${date},Ana,Exemple,ana@client.example,`;
const csv = (...rows: string[]) => [HEADER, ...rows].join('\r\n');

const clientIn = (place: Place, person = CAMILLE, locale = 'en-US') =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale });

/** Customers that are unconfirmed, new ones for each test. */
async function unconfirmedCustomers(count: number) {
  const customers = await data.database.customers.unconfirmed({ offset: nextCustomer, limit: count });
  nextCustomer += count;
  if (customers.length < count) throw new Error('No customer is left');
  return customers;
}
// Those confirmed meanwhile leave the list from its beginning.
let nextCustomer = 0;

/** Everything the sandbox accepted of some customers. */
async function filedFor(customerIds: readonly string[]) {
  const answer = await fetch(`${sandboxUrl}/sandbox/ledger`);
  const { entries } = (await answer.json()) as { entries: { customerId: string; dateAgreed: string }[] };
  return entries.filter(({ customerId }) => customerIds.includes(customerId));
}

/** Drops a file into a chat, and waits for the card that it becomes. */
async function dropFile(place: Place, content: string | Buffer, locale = 'en-US') {
  await send(clientIn(place, CAMILLE, locale).message('', { attachments: [sentFile(host.put(content))] }));
  return cardThatChanged(place);
}

async function cardThatChanged(place: Place) {
  const { id } = place.conversation;
  return connector.waitForMessage(
    ({ conversationId, edits }) => conversationId === id && edits > 0,
    PATIENCE,
  );
}

const press = async (
  place: Place,
  message: { id: string },
  verb: string,
  card: unknown,
  person = CAMILLE,
) => {
  const data = buttons(card, verb)[0]?.data ?? {};
  return send({ ...clientIn(place, person).execute(verb, data), replyToId: message.id });
};

beforeAll(async () => {
  await eventually(async () => {
    const { total, unknown } = await data.database.customers.figures();
    expect({ total, unknown }).toEqual({ total: 40, unknown: 0 });
  }, PATIENCE);
}, 70_000);

describe('a file of acceptances', () => {
  it('shows what it holds, sends nothing before Confirm, then confirms each row with its own date and tells the result', async () => {
    const [one, two, three] = await unconfirmedCustomers(3);
    const place = personalChat('a:whole-file');
    const file = csv(
      row(one!.name, '2018-10-03'),
      row(two!.id, '31/12/2018'),
      row('Nobody we know'),
      row(three!.domain, '03/04/2018'),
    );
    const preview = await dropFile(place, file);
    const shown = cardOf(preview);
    expect(textOf(shown)).toContain('2 customers ready to confirm');
    expect(textOf(shown)).toContain('Row 4, Nobody we know: “Nobody we know” is not among your customers.');
    expect(textOf(shown)).toContain('could be “3 April 2018” or “4 March 2018”. Write the one you mean.');
    const ids = [one!.id, two!.id, three!.id];
    expect(await filedFor(ids)).toEqual([]);

    const { body } = await press(place, preview, 'import.confirm', shown);
    await press(place, preview, 'import.confirm', shown);

    expect(textOf(body?.value)).toContain('Customers are being confirmed');
    const finished = await connector.waitForMessage(
      ({ id, activity }) =>
        id === preview.id && JSON.stringify(activity).includes('The result file has one line for each'),
      PATIENCE,
    );
    expect(textOf(cardOf(finished))).toContain('4 of 4 rows done');
    expect(
      (await filedFor(ids)).map(({ customerId, dateAgreed }) => [customerId, dateAgreed]).sort(),
    ).toEqual(
      [
        [one!.id, '2018-10-03'],
        [two!.id, '2018-12-31'],
      ].sort(),
    );
    expect(connector.messages('a:whole-file')).toHaveLength(1);

    const { body: toast } = await press(place, finished, 'import.result', cardOf(finished));
    expect(toast).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    const offer = connector.messages('a:whole-file').at(-1)!;
    const [consent] = offer.activity.attachments as { content: Record<string, unknown>; name: string }[];
    const accepted = fileConsent('accept', consent!.content.acceptContext, `${host.url}/upload/1`);
    await send({ ...clientIn(place, NOOR).message(''), ...accepted });
    expect(host.uploads).toEqual([]);

    await send({ ...clientIn(place).message(''), ...accepted, replyToId: offer.id });
    await send({ ...clientIn(place).message(''), ...accepted, replyToId: offer.id });

    const [upload, ...more] = host.uploads;
    expect(more).toEqual([]);
    const size = upload!.content.length;
    expect(upload!.headers['content-range']).toBe(`bytes 0-${size - 1}/${size}`);
    expect(upload!.headers.authorization).toBeUndefined();
    expect(consent!.content.sizeInBytes).toBe(size);
    const lines = upload!.content.toString().split('\r\n');
    expect(lines[0]).toBe('\ufeffRow,Customer,Customer tenant ID,Outcome,Reason');
    expect(
      lines.slice(1, 5).map((line) =>
        line
          .split(',')
          .filter((_, at) => at === 0 || at === 3)
          .join(),
      ),
    ).toEqual(['2,Confirmed', '3,Confirmed', expect.stringMatching(/^4,/), expect.stringMatching(/^5,/)]);
    expect(upload!.content.toString()).not.toContain('ana@client.example');
    const [closed, card] = connector.messages('a:whole-file').slice(-2);
    expect(textOf(cardOf(closed!))).toContain('is in your OneDrive');
    expect(card!.activity.attachments).toMatchObject([
      { contentType: 'application/vnd.microsoft.teams.card.file.info', name: 'result.csv' },
    ]);
  }, 150_000);

  it('is fetched without the bot’s token, and not at all from elsewhere', async () => {
    const asked = host.requests.length;
    await dropFile(personalChat('a:no-token'), csv(row('Nobody')));
    const elsewhere = clientIn(personalChat('a:elsewhere')).message('', {
      attachments: [sentFile('https://files.example/a.csv')],
    });

    await send(elsewhere);

    expect(host.requests.slice(asked).map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(textOf(cardOf(connector.messages('a:elsewhere').at(-1)!))).toContain('I may not read from');
  }, 70_000);

  it('that is none is refused in the reader’s language, with the columns and a template of the unconfirmed', async () => {
    const place = personalChat('a:not-a-table');
    const refused = await dropFile(place, Buffer.from('89504e470d0a1a0a00', 'hex'), 'fr-FR');
    expect(textOf(cardOf(refused))).toContain('Ce n’est pas un tableau');
    expect(textOf(cardOf(refused))).toContain('Client; ID de locataire du client; Date d’acceptation');

    const { body } = await press(place, refused, 'import.template', cardOf(refused));

    expect(body?.value).toContain('proposé plus bas');
    const [consent] = connector.messages('a:not-a-table').at(-1)!.activity.attachments as {
      content: { acceptContext: unknown };
    }[];
    const accept = fileConsent('accept', consent!.content.acceptContext, `${host.url}/upload/template`);
    await send({ ...clientIn(place, CAMILLE, 'fr-FR').message(''), ...accept });
    const template = host.uploads.at(-1)!.content;
    expect(template.toString().split('\r\n')[0]).toBe(
      '\ufeffClient;ID de locataire du client;Date d’acceptation;Prénom;Nom;E-mail;Téléphone',
    );
    const again = await dropFile(personalChat('a:template-as-it-is'), template, 'fr-FR');
    expect(textOf(cardOf(again))).toContain('aucune ligne avec une acceptation');
  }, 150_000);

  it('that was cancelled is gone, rows and all', async () => {
    const [customer] = await unconfirmedCustomers(1);
    const place = personalChat('a:cancelled');
    const preview = await dropFile(place, csv(row(customer!.name)));

    const { body } = await press(place, preview, 'import.cancel', cardOf(preview));
    const late = await press(place, preview, 'import.confirm', cardOf(preview));

    expect(textOf(body?.value)).toContain('I have erased the rows');
    expect(textOf(late.body?.value)).toContain('I have erased the rows');
    const left = await data.database.kysely
      .selectFrom('import_rows')
      .innerJoin('imports', 'imports.id', 'import_id')
      .select('number')
      .where('conversation_id', '=', 'a:cancelled')
      .execute();
    expect(left).toEqual([]);
    expect(await filedFor([customer!.id])).toEqual([]);
  }, 70_000);

  it('is no other person’s to confirm', async () => {
    const [customer] = await unconfirmedCustomers(1);
    const place = personalChat('a:not-yours');
    const preview = await dropFile(place, csv(row(customer!.name)));

    const { body } = await press(place, preview, 'import.confirm', cardOf(preview), NOOR);

    expect(textOf(body?.value)).toContain('This file is gone');
    expect(await filedFor([customer!.id])).toEqual([]);
  }, 70_000);

  it('of a guest is not even fetched', async () => {
    const guest = {
      id: '29:guest',
      aadObjectId: 'd3a9a7de-5c0f-4f62-9d1b-8d0a7f6d9001',
      name: 'Gaël Invité',
    };
    connector.setMember(guest.id, { userRole: 'guest' });
    const asked = host.requests.length;

    const attachments = [sentFile(host.put(csv(row('Contoso'))))];
    await send(clientIn(personalChat('a:guest'), guest).message('', { attachments }));

    expect(textOf(cardOf(connector.messages('a:guest').at(-1)!))).toMatch(/guest/i);
    expect(host.requests).toHaveLength(asked);
  });

  it('is sent to the personal chat when it is dropped among others', async () => {
    await send(clientIn(channel({ id: '19:files@thread.tacv2' })).message(csv(row('Contoso'))));

    expect(textOf(cardOf(connector.messages('19:files@thread.tacv2').at(-1)!))).toContain(
      'Send them in your chat with me',
    );
  });

  it('is answered for in a channel whatever is written beside it, but a card there is no file', async () => {
    const say = async (id: string, attachments: object[]) => {
      await send(clientIn(channel({ id })).message('what happens if I do nothing?', { attachments }));
      return textOf(cardOf(connector.messages(id).at(-1)!));
    };
    const html = { contentType: 'text/html', content: '<p>what…</p><attachment id="1"></attachment>' };
    const adaptive = { contentType: 'application/vnd.microsoft.card.adaptive', content: {} };
    const image = { contentType: 'image/png', contentUrl: 'https://smba.example/image' };

    expect(await say('19:text-and-file@thread.tacv2', [html])).toContain(
      'Other people can read this conversation',
    );
    expect(await say('19:all-three@thread.tacv2', [html, image])).toContain(
      'Other people can read this conversation',
    );
    expect(await say('19:text-and-card@thread.tacv2', [html, adaptive])).not.toContain(
      'Other people can read this conversation',
    );
  });

  it('that arrives twice with the same message is one', async () => {
    const [customer] = await unconfirmedCustomers(1);
    const place = personalChat('a:twice');
    const message = clientIn(place).message('', {
      attachments: [sentFile(host.put(csv(row(customer!.name))))],
    });

    await send(message);
    await send(message);

    await cardThatChanged(place);
    expect(connector.messages('a:twice')).toHaveLength(1);
  }, 70_000);
});

describe('rows pasted into the personal chat', () => {
  it('are read like a file', async () => {
    const [customer] = await unconfirmedCustomers(1);
    const place = personalChat('a:pasted');
    const text = `Client\tDate\tPrénom\tNom\tCourriel\n${customer!.name}\t3 octobre 2018\tAna\tExemple\tana@client.example`;

    await send(clientIn(place).message(text));

    expect(textOf(cardOf(await cardThatChanged(place)))).toContain('1 customer ready to confirm');
  }, 70_000);

  it('are told what they lack without their header, and are kept nowhere', async () => {
    const text =
      'Contoso\t2018-10-03\tAda\tLovelace\tada@contoso.example\nFabrikam\t2018-10-04\tAna\tExemple\tana@fabrikam.example';

    await send(clientIn(personalChat('a:headless')).message(text));
    await send(clientIn(channel({ id: '19:headless@thread.tacv2' })).message(text));

    const [card, ...more] = connector.messages('a:headless').map(cardOf);
    expect(more).toEqual([]);
    expect(textOf(card)).toContain('These columns are missing: Customer, Date of acceptance');
    expect(buttons(card, 'import.template')).toHaveLength(1);
    expect(textOf(cardOf(connector.messages('19:headless@thread.tacv2').at(-1)!))).toContain(
      'Other people can read this conversation',
    );
    const missed = await data.database.faq.missesSince(new Date(0));
    expect(JSON.stringify(missed)).not.toContain('Lovelace');
  });
});

describe('the list of unconfirmed customers', () => {
  it('can be had as a file in the personal chat alone', async () => {
    const place = personalChat('a:export');
    await send(clientIn(place).message('unconfirmed'));
    await send(clientIn(channel({ id: '19:export@thread.tacv2' })).message('unconfirmed'));
    const list = connector.messages('a:export').at(-1)!;
    const elsewhere = connector.messages('19:export@thread.tacv2').at(-1)!;
    expect(buttons(cardOf(list), 'customers.export')).toHaveLength(1);
    expect(buttons(cardOf(elsewhere), 'customers.export')).toEqual([]);

    await press(place, list, 'customers.export', cardOf(list));

    const offer = connector.messages('a:export').at(-1)!;
    const [consent] = offer.activity.attachments as { content: { declineContext: unknown } }[];
    const declined = fileConsent('decline', consent!.content.declineContext);
    await send({ ...clientIn(place).message(''), ...declined, replyToId: offer.id });
    expect(textOf(cardOf(connector.messages('a:export').at(-1)!))).toContain('I did not put');
    const pressed = await press(channel({ id: '19:export@thread.tacv2' }), elsewhere, 'customers.export', {});
    expect(textOf(pressed.body?.value)).toContain('only in a private chat');
  });
});
