import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, channel, NOOR, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data, sandboxUrl } = await runningBot();

const DETAILS = {
  acceptanceDate: '2018-10-03',
  firstName: 'Ana',
  lastName: 'Exemple',
  email: 'ana@client.example',
  phoneNumber: '',
};

const clientIn = (place: Place, person = CAMILLE) =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale: 'en-US' });

/** A customer that is unconfirmed, a new one for each test. */
async function anUnconfirmedCustomer() {
  const some = await data.database.customers.unconfirmed({ offset: 3, limit: 40 });
  const customer = some.find(({ id }) => !used.has(id));
  if (!customer) throw new Error('No customer is left');
  used.add(customer.id);
  return customer;
}
const used = new Set<string>();

/** Everything the sandbox accepted for a customer. */
async function filedFor(customerId: string): Promise<unknown[]> {
  const answer = await fetch(`${sandboxUrl}/sandbox/ledger`);
  const { entries } = (await answer.json()) as { entries: { customerId: string }[] };
  return entries.filter((entry) => entry.customerId === customerId);
}

/** Types `confirm <name>` and gives back the message with the form. */
async function openForm(place: Place, name: string) {
  await send(clientIn(place).message(`confirm ${name}`));
  const message = connector.messages(place.conversation.id.split(';')[0]).at(-1)!;
  const button = buttons(cardOf(message), 'confirmation.submit')[0]?.data ?? {};
  return { message, button };
}

beforeAll(async () => {
  await eventually(
    async () => {
      const { total, unknown } = await data.database.customers.figures();
      expect({ total, unknown }).toEqual({ total: 40, unknown: 0 });
    },
    { withinMs: 20_000 },
  );
}, 180_000);

describe('a confirmation', () => {
  it('is recorded at once, filed, and its message shows how it ended', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = personalChat('a:whole-trip');
    const { message, button } = await openForm(place, customer.name);
    expect(input(cardOf(message), 'customerId').value).toBe(customer.id);

    const press = clientIn(place).execute('confirmation.submit', button, {
      ...DETAILS,
      customerId: customer.id,
    });
    const { body } = await send({ ...press, replyToId: message.id });

    expect(body).toMatchObject({ statusCode: 200 });
    expect(textOf(body?.value)).toContain(customer.name);
    const edited = await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    expect(textOf(cardOf(edited))).toMatch(/confirmed/i);
    expect(await filedFor(customer.id)).toMatchObject([
      { dateAgreed: '2018-10-03', contact: { email: 'ana@client.example' } },
    ]);
  });

  it('pressed twenty times at once is filed once', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = personalChat('a:twenty-presses');
    const { message, button } = await openForm(place, customer.name);
    const inputs = { ...DETAILS, customerId: customer.id };

    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        send({ ...clientIn(place).execute('confirmation.submit', button, inputs), replyToId: message.id }),
      ),
    );

    expect(replies.map(({ body }) => body?.statusCode)).toEqual(Array(20).fill(200));
    await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    expect(await filedFor(customer.id)).toHaveLength(1);
  });

  it('with wrong input gives the form back, everything kept and a text at each wrong field', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = personalChat('a:wrong-input');
    const { button } = await openForm(place, customer.name);
    const wrong = {
      customerId: customer.id,
      acceptanceDate: '03/10/2018',
      firstName: 'Ana',
      lastName: '',
      email: 'ana',
    };

    const { body } = await send(clientIn(place).execute('confirmation.submit', button, wrong));

    const form = body?.value;
    expect(input(form, 'firstName').value).toBe('Ana');
    expect(input(form, 'email').value).toBe('ana');
    expect(input(form, 'customerId').value).toBe(customer.id);
    expect(textOf(form)).toContain('03/10/2018');
    expect(buttons(form, 'confirmation.submit')[0]?.data.formId).toBe(button.formId);
    expect(await filedFor(customer.id)).toEqual([]);
  });

  it('of a customer that a colleague is confirming says who and when instead', async () => {
    const customer = await anUnconfirmedCustomer();
    await fetch(`${sandboxUrl}/sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({
        fault: 'slow',
        endpoint: 'agreements',
        customerId: customer.id,
        delayMs: 1_000,
      }),
    });
    const inputs = { ...DETAILS, customerId: customer.id };
    const press = (person: typeof CAMILLE) =>
      send(
        clientIn(personalChat(`a:${person.id}`), person).execute(
          'confirmation.submit',
          { formId: randomUUID(), language: 'en' },
          inputs,
        ),
      );

    await press(CAMILLE);
    const second = await press(NOOR);
    const hers = await press(CAMILLE);
    const open = clientIn(personalChat(`a:${CAMILLE.id}`)).execute('confirmation.open', {
      customerId: customer.id,
      language: 'en',
    });
    const opened = await send(open);

    expect(textOf(second.body?.value)).toContain(`${CAMILLE.name} has already recorded this acceptance`);
    expect(textOf(hers.body?.value)).toContain(
      'You have already recorded this acceptance, so there is nothing',
    );
    expect(textOf(opened.body?.value)).toContain(
      'You have already recorded this acceptance, so there is no form',
    );
    await eventually(async () => expect(await filedFor(customer.id)).toHaveLength(1), { withinMs: 15_000 });
  });

  it('made on Microsoft’s own page meanwhile is not filed again', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = personalChat('a:meanwhile');
    const { message, button } = await openForm(place, customer.name);
    await fetch(`${sandboxUrl}/sandbox/agreements`, {
      method: 'POST',
      body: JSON.stringify({ customerId: customer.id, dateAgreed: '2018-09-01' }),
    });

    const press = clientIn(place).execute('confirmation.submit', button, {
      ...DETAILS,
      customerId: customer.id,
    });
    await send({ ...press, replyToId: message.id });

    const edited = await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    expect(textOf(cardOf(edited))).toContain('1 September 2018');
    expect(await filedFor(customer.id)).toHaveLength(1);
  });

  it('pressed by a client that sends messages instead of invokes works just the same', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = personalChat('a:submit');
    const { message, button } = await openForm(place, customer.name);

    const press = clientIn(place).submit('confirmation.submit', button, {
      ...DETAILS,
      customerId: customer.id,
    });
    await send({ ...press, replyToId: message.id });

    await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 1);
    expect(await filedFor(customer.id)).toHaveLength(1);
  });

  it('from a form that a colleague used for another customer gets a form of its own, and both are told', async () => {
    const [first, second] = [await anUnconfirmedCustomer(), await anUnconfirmedCustomer()];
    const place = channel({ id: '19:shared-form@thread.tacv2' });
    await send(clientIn(place).message('confirm'));
    const message = connector.messages('19:shared-form@thread.tacv2').at(-1)!;
    const [shared] = buttons(cardOf(message), 'confirmation.submit');
    const press = async (person: typeof CAMILLE, button: object, inputs: object) => {
      const activity = clientIn(place, person).execute('confirmation.submit', button, inputs);
      return (await send({ ...activity, replyToId: message.id })).body?.value;
    };
    const hers = { ...DETAILS, phoneNumber: '01 99 00 12 34', customerId: second.id };

    await press(CAMILLE, shared!.data, { ...DETAILS, customerId: first.id });
    const fresh = await press(NOOR, shared!.data, hers);
    const [own] = buttons(fresh, 'confirmation.submit');
    const recorded = await press(NOOR, own!.data, hers);

    expect(textOf(fresh)).toContain(`This form was already used for ${first.name}`);
    expect(own!.data.formId).not.toBe(shared!.data.formId);
    for (const [id, value] of Object.entries(hers)) expect(input(fresh, id).value).toBe(value);
    expect(textOf(recorded)).toContain(second.name);
    expect(textOf(recorded)).toContain('The result will follow as a reply.');
    const said = (name: string) =>
      connector
        .messages('19:shared-form@thread.tacv2')
        .filter(
          (each) =>
            textOf(cardOf(each)).includes(name) && textOf(cardOf(each)).includes(`Confirmed: ${name}`),
        );
    await eventually(
      () => {
        expect(said(first.name)).toMatchObject([{ id: message.id }]);
        expect(said(second.name)).toHaveLength(1);
      },
      { withinMs: 15_000 },
    );
    expect([await filedFor(first.id), await filedFor(second.id)]).toMatchObject([[{}], [{}]]);
  });

  it('in one conversation needs no form’s id to be one for each customer', async () => {
    const [first, second] = [await anUnconfirmedCustomer(), await anUnconfirmedCustomer()];
    const client = clientIn(personalChat('a:no-form-id'));
    const press = (customerId: string) =>
      send(client.execute('confirmation.submit', { language: 'en' }, { ...DETAILS, customerId }));

    const answers = [await press(first.id), await press(second.id), await press(second.id)];

    expect(answers.map(({ body }) => textOf(body?.value))).toMatchObject(
      [first, second, second].map(({ name }) => expect.stringContaining(name)),
    );
    await eventually(
      async () => {
        expect(await filedFor(first.id)).toHaveLength(1);
        expect(await filedFor(second.id)).toHaveLength(1);
      },
      { withinMs: 15_000 },
    );
  });

  it('in a channel posts neither the contact’s e-mail nor phone', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = channel({ id: '19:quiet@thread.tacv2' });
    const { message, button } = await openForm(place, customer.name);
    const inputs = { ...DETAILS, phoneNumber: '0102030405', customerId: customer.id };

    const press = clientIn(place).submit('confirmation.submit', button, { ...inputs, lastName: '' });
    await send({ ...press, replyToId: message.id });
    const right = clientIn(place).execute('confirmation.submit', button, inputs);
    await send({ ...right, replyToId: message.id });
    await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 1);

    const said = JSON.stringify(
      connector.calls.filter(({ conversationId }) => conversationId.startsWith('19:quiet')),
    );
    expect(said).toContain(customer.name);
    expect(said).not.toContain('ana@client.example');
    expect(said).not.toContain('0102030405');
  });

  it('with a phone number that looks incomplete is recorded as typed, with a hint for the person who typed it alone', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = channel({ id: '19:phone@thread.tacv2' });
    const { message, button } = await openForm(place, customer.name);
    const inputs = { ...DETAILS, phoneNumber: '01 99', customerId: customer.id };

    const press = clientIn(place).execute('confirmation.submit', button, inputs);
    const { body } = await send({ ...press, replyToId: message.id });

    expect(textOf(body?.value)).toContain(
      'The phone number does not look complete; it was recorded as typed.',
    );
    await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    expect(await filedFor(customer.id)).toMatchObject([{ contact: { phoneNumber: '01 99' } }]);
    expect(JSON.stringify(connector.messages('19:phone@thread.tacv2'))).not.toMatch(/does not look|01 99/);
  });

  it('with signs that cannot be seen is filed without them, and without a phone number that is none', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = personalChat('a:invisible');
    const { message, button } = await openForm(place, customer.name);
    const inputs = {
      ...DETAILS,
      lastName: 'H&eacute;bert\u2060',
      email: '\u202aana@client\u200b.example\u202c',
      phoneNumber: 'N/A',
      customerId: customer.id,
    };

    const press = clientIn(place).execute('confirmation.submit', button, inputs);
    const { body } = await send({ ...press, replyToId: message.id });

    expect(textOf(body?.value)).toContain(
      'What was entered as the phone number is not one, so it was left out.',
    );
    await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    const filed = await filedFor(customer.id);
    expect(filed).toMatchObject([{ contact: { lastName: 'Hébert', email: 'ana@client.example' } }]);
    expect(JSON.stringify(filed)).not.toContain('N/A');
  });

  it('that was refused opens again from an older card with everything filled in, for who typed it alone', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = personalChat('a:refused');
    await fetch(`${sandboxUrl}/sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({ fault: 'no-relationship', endpoint: 'agreements', customerId: customer.id }),
    });
    const { message, button } = await openForm(place, customer.name);
    const press = clientIn(place).execute('confirmation.submit', button, {
      ...DETAILS,
      customerId: customer.id,
    });
    await send({ ...press, replyToId: message.id });
    const refused = await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    // As the form's button on the cards of earlier versions.
    const [reopen] = buttons(cardOf(refused), 'confirmation.retry');

    const own = await send(clientIn(place).execute('confirmation.open', reopen?.data));
    const others = await send(clientIn(place, NOOR).execute('confirmation.open', reopen?.data));

    const typed = (form: unknown) =>
      ['acceptanceDate', 'firstName', 'lastName', 'email'].map((id) => input(form, id).value ?? '');
    expect(typed(own.body?.value)).toEqual(['2018-10-03', 'Ana', 'Exemple', 'ana@client.example']);
    expect(typed(others.body?.value)).toEqual(['', '', '', '']);
    expect(input(others.body?.value, 'customerId').value).toBe(customer.id);
  });

  it('that was refused for what no typing mends is filed by one press once that is mended', async () => {
    const customer = await anUnconfirmedCustomer();
    const place = personalChat('a:tried-again');
    await fetch(`${sandboxUrl}/sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({
        ...{ fault: 'no-relationship', endpoint: 'agreements', customerId: customer.id },
        times: 1,
      }),
    });
    const { message, button } = await openForm(place, customer.name);
    const press = clientIn(place).execute('confirmation.submit', button, {
      ...DETAILS,
      customerId: customer.id,
    });
    await send({ ...press, replyToId: message.id });
    const refused = await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    expect(await filedFor(customer.id)).toEqual([]);
    const [retry] = buttons(cardOf(refused), 'confirmation.retry');
    const again = { ...clientIn(place).execute('confirmation.retry', retry?.data), replyToId: message.id };

    const first = await send(again);
    const second = await send({ ...again, id: 'the same press once more' });

    expect(textOf(first.body?.value)).toContain('Recorded');
    expect(textOf(second.body?.value)).not.toContain('Refused by Partner Center');
    await eventually(async () =>
      expect(await filedFor(customer.id)).toMatchObject([
        { contact: { firstName: 'Ana', lastName: 'Exemple', email: 'ana@client.example' } },
      ]),
    );
    await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 1);
    expect(await filedFor(customer.id)).toHaveLength(1);
  });

  it('by a guest is refused with the reason', async () => {
    const customer = await anUnconfirmedCustomer();
    const guest = { id: '29:guest', aadObjectId: randomUUID(), name: 'Gaël Invité' };
    connector.setMember(guest.id, { userRole: 'guest' });
    const place = personalChat('a:guest');

    const { body } = await send(
      clientIn(place, guest).execute(
        'confirmation.submit',
        { formId: randomUUID() },
        { ...DETAILS, customerId: customer.id },
      ),
    );

    expect(textOf(body?.value)).toMatch(/guest/i);
    expect(await filedFor(customer.id)).toEqual([]);
  });
});

describe('the list of customers in the form', () => {
  it('is searched by what is typed, accents and case aside', async () => {
    const { body } = await send(clientIn(personalChat()).search('CONTOSO'));

    expect(body).toMatchObject({ type: 'application/vnd.microsoft.search.searchResponse' });
    const { results } = body?.value as { results: { title: string; value: string }[] };
    expect(results[0]?.title).toContain('Contoso');
  });
});
