import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { personalChat, teamsClient } from '../support/activities.ts';
import { buttons, input, textOf } from '../support/read-card.ts';
import { registeredBot } from '../support/registered-bot.ts';

const { authority, connector, send } = await registeredBot();
const { serviceUrl } = connector;

it('a press on the form while the roster cannot be read gives the form back, filled in', async () => {
  const client = teamsClient({ serviceUrl, place: personalChat('a:unread'), locale: 'en-US' });
  const formId = randomUUID();
  const inputs = {
    customerId: randomUUID(),
    acceptanceDate: '2018-10-03',
    firstName: 'Ana',
    lastName: 'Exemple',
    email: 'ana@client.example',
    phoneNumber: '01 99 00 12 34',
  };
  connector.fault('*', { status: 503 }, { on: ['member'] });

  const press = client.execute('confirmation.submit', { formId, language: 'en' }, inputs);
  const { body } = await send(press, await authority.authorization({ serviceUrl }));

  expect(textOf(body?.value)).toContain('Teams did not tell me who you are');
  for (const [id, value] of Object.entries(inputs)) expect(input(body?.value, id).value).toBe(value);
  expect(buttons(body?.value, 'confirmation.submit')[0]?.data.formId).toBe(formId);
});
