import { beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot({ settings: { SANDBOX_ERA: 'retired-2026' } });

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
    expect(textOf(cardOf(shown))).toContain('Microsoft has retired the way in which I confirm customers');
    expect(textOf(cardOf(shown))).toContain('enhanced attestation');
    expect(buttons(cardOf(shown), 'confirmation.open')).toEqual([]);
    expect(await data.database.confirmations.findByForm(formId)).toMatchObject({
      state: 'refused',
      contact: { firstName: 'Ana', email: 'ana@client.example' },
    });
  });
});
