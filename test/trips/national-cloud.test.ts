import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLES } from '../../src/local/sandbox/directory.ts';
import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, elements, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data, sandboxUrl } = await runningBot();
const { customers, confirmations } = data.database;
const client = teamsClient({
  serviceUrl: connector.serviceUrl,
  place: personalChat('a:abroad'),
  person: CAMILLE,
  locale: 'en-US',
});
const customerId = SAMPLES.contoso;

beforeAll(async () => {
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 20_000,
  });
  const domain = 'contoso.onmicrosoft.us';
  await fetch(`${sandboxUrl}/sandbox/customers/${customerId}/domain`, {
    method: 'POST',
    body: JSON.stringify({ domain }),
  });
  const { name } = (await customers.find(customerId))!;
  await customers.saveListed([{ id: customerId, name, domain }], new Date());
}, 180_000);

describe('a customer of a national cloud', () => {
  it.each(['confirmation.open', 'confirmation.again'])('gets no form by %s, but the reason', async (verb) => {
    const { body } = await send(client.execute(verb, { customerId, language: 'en' }));

    expect(textOf(body?.value)).toMatch(/Nothing to confirm[^]*national clouds/);
    expect(elements(body?.value, 'Input.Date')).toEqual([]);
    expect(buttons(body?.value, 'confirmation.open')).toEqual([]);
  });

  it('is not recorded from an older form', async () => {
    const formId = randomUUID();
    const details = {
      acceptanceDate: '2018-10-03',
      firstName: 'Ana',
      lastName: 'Exemple',
      email: 'ana@client.example',
      phoneNumber: '',
    };

    const press = client.execute(
      'confirmation.submit',
      { formId, language: 'fr' },
      { ...details, customerId },
    );
    const { body } = await send(press);

    expect(textOf(body?.value)).toMatch(/Rien à confirmer[^]*cloud national/);
    expect(await confirmations.findByForm(formId)).toBeUndefined();
  });

  it('is named in the status of this customer', async () => {
    await send(client.message('status contoso'));

    const text = textOf(cardOf(connector.messages('a:abroad').at(-1)!));
    expect(text).toContain('Nothing to confirm');
  });
});
