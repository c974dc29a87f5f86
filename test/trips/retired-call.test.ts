import { beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, channel, NOOR, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot({
  settings: { SANDBOX_ERA: 'retired-2026', CONFIRMATION_ROUTE: 'classic' },
});

const client = teamsClient({
  serviceUrl: connector.serviceUrl,
  place: personalChat('a:retired'),
  person: CAMILLE,
  locale: 'en-US',
});

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ unknown: 0, total: 40 }),
    {
      withinMs: 20_000,
    },
  );
}, 180_000);

describe('a service that no longer takes the call', () => {
  it('is told in plain words with the way on, and what was recorded is kept', async () => {
    const [customer] = await data.database.customers.unconfirmed({ offset: 0, limit: 1 });
    await send(client.message(`confirm ${customer?.name}`));
    const message = connector.messages('a:retired').at(-1)!;
    const formId = buttons(cardOf(message), 'confirmation.submit')[0]?.data.formId as string;
    const inputs = {
      customerId: input(cardOf(message), 'customerId').value,
      acceptanceDate: '2025-10-03',
      firstName: 'Ana',
      lastName: 'Exemple',
      email: 'ana@client.example',
      phoneNumber: '',
    };

    const press = client.execute('confirmation.submit', { formId, language: 'en' }, inputs);
    const pressed = await send({ ...press, replyToId: message.id });

    expect(textOf(pressed.body?.value)).toContain('Recorded');
    const shown = await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    expect(textOf(cardOf(shown))).toContain('Microsoft has retired the way I confirm customers');
    expect(textOf(cardOf(shown))).toContain('enhanced attestation');
    expect(buttons(cardOf(shown), 'confirmation.open')).toEqual([]);
    expect(await data.database.confirmations.findByForm(formId)).toMatchObject({
      state: 'refused',
      contact: { firstName: 'Ana', email: 'ana@client.example' },
    });
  });

  it('shows the details to the person who recorded them, alone, and to no other', async () => {
    const place = channel({ id: '19:retired@thread.tacv2' });
    const clientOf = (person: typeof CAMILLE) =>
      teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale: 'en-US' });
    const [customer] = await data.database.customers.unconfirmed({ offset: 5, limit: 1 });
    await send(clientOf(CAMILLE).message(`confirm ${customer?.name}`));
    const message = connector.messages('19:retired@thread.tacv2').at(-1)!;
    const [submit] = buttons(cardOf(message), 'confirmation.submit');
    const inputs = {
      customerId: customer!.id,
      acceptanceDate: '2025-10-03',
      firstName: 'Ana',
      lastName: 'Exemple',
      email: 'ana@client.example',
      phoneNumber: '01 99 00 12 34',
    };
    await send({
      ...clientOf(CAMILLE).execute('confirmation.submit', submit!.data, inputs),
      replyToId: message.id,
    });
    const shown = await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    const [button] = buttons(cardOf(shown), 'confirmation.details');
    const press = async (person: typeof CAMILLE) =>
      (await send(clientOf(person).execute('confirmation.details', button!.data))).body?.value;

    const hers = textOf(await press(CAMILLE));
    const colleagues = textOf(await press(NOOR));
    await send({
      ...clientOf(CAMILLE).submit('confirmation.details', button!.data),
      replyToId: message.id,
    });

    for (const typed of ['Ana Exemple', 'ana@client.example', '01 99 00 12 34', '3 October 2025']) {
      expect(hers).toContain(typed);
    }
    expect(colleagues).toContain('I cannot show you these details');
    const posted = JSON.stringify(connector.messages('19:retired@thread.tacv2'));
    expect(posted).toContain('I cannot show you these details');
    for (const secret of ['Exemple', 'ana@client.example', '01 99 00 12 34']) {
      expect(colleagues).not.toContain(secret);
      expect(posted).not.toContain(secret);
    }
  });
});
