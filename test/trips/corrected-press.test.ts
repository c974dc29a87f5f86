import { beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { CAMILLE, NOOR, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data, sandboxUrl } = await runningBot();

const FIRST = {
  acceptanceDate: '2018-10-03',
  firstName: 'Ana',
  lastName: 'Exemple',
  email: 'ana@client.example',
  phoneNumber: '',
};
const CORRECTED = { ...FIRST, acceptanceDate: '2018-10-04', firstName: 'Bea', email: 'bea@client.example' };

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ total: 40, unknown: 0 }),
    { withinMs: 20_000 },
  );
}, 180_000);

const press = async (pressData: object, inputs: object, person = CAMILLE) => {
  const client = teamsClient({
    serviceUrl: connector.serviceUrl,
    place: personalChat(`a:corrected-${person.id}`),
    person,
    locale: 'en-US',
  });
  const activity = client.execute('confirmation.submit', { language: 'en', ...pressData }, inputs);
  return (await send(activity)).body?.value;
};

/** How often Partner Center has a confirmation of a customer. */
async function ledger(customerId: string): Promise<number> {
  const answer = await fetch(`${sandboxUrl}/sandbox/ledger`);
  const { entries } = (await answer.json()) as { entries: { customerId: string }[] };
  return entries.filter((entry) => entry.customerId === customerId).length;
}

const settled = (formId: string) =>
  eventually(
    async () => {
      const confirmation = await data.database.confirmations.findByForm(formId);
      expect(confirmation?.outcome).not.toBeNull();
      return confirmation!;
    },
    { withinMs: 30_000 },
  );

it('other details in a form that was sent are offered as one more, at once and after the first are filed', async () => {
  const [customer] = await data.database.customers.unconfirmed({ offset: 0, limit: 1 });
  const customerId = customer!.id;
  const formId = randomUUID();
  await press({ formId }, { ...FIRST, customerId });

  const same = await press({ formId }, { ...FIRST, customerId });
  const corrected = await press({ formId }, { ...CORRECTED, customerId });
  await settled(formId);
  const later = await press({ formId }, { ...CORRECTED, customerId });
  const [button] = buttons(later, 'confirmation.submit');
  const filedBefore = await ledger(customerId);
  const one = await press(button!.data, CORRECTED);
  const second = await settled(String(button!.data.formId));

  expect(textOf(same)).toMatch(/Recorded|Confirmed/);
  expect(textOf(corrected)).toMatch(/sent first, with the date 3 October 2018, are (on their way|filed)/);
  for (const [id, value] of Object.entries(CORRECTED)) expect(input(corrected, id).value ?? '').toBe(value);
  expect(textOf(later)).toContain('3 October 2018, are filed with Partner Center');
  expect(button!.data).toMatchObject({ again: true, customerId });
  expect(button!.data.formId).not.toBe(formId);
  expect(textOf(one)).toContain('Recorded');
  expect(second).toMatchObject({ again: true, acceptedOn: '2018-10-04', contact: { firstName: 'Bea' } });
  expect([filedBefore, await ledger(customerId)]).toEqual([1, 2]);
});

it('one more that comes before the first is filed gives its form back, to be pressed again', async () => {
  const [customer] = await data.database.customers.unconfirmed({ offset: 1, limit: 1 });
  const customerId = customer!.id;
  const formId = randomUUID();
  const body = JSON.stringify({ fault: 'server-error', customerId, times: 5 });
  await fetch(`${sandboxUrl}/sandbox/faults`, { method: 'POST', body });
  await press({ formId }, { ...FIRST, customerId });
  const offered = await press({ formId }, { ...CORRECTED, customerId });
  const [button] = buttons(offered, 'confirmation.submit');

  const early = await press(button!.data, CORRECTED);

  expect(textOf(early)).toContain('are on their way to Partner Center');
  expect(input(early, 'email').value).toBe('bea@client.example');
  expect(buttons(early, 'confirmation.submit')[0]?.data.formId).toBe(button!.data.formId);
});

it('other details by another person are no correction', async () => {
  const [customer] = await data.database.customers.unconfirmed({ offset: 2, limit: 1 });
  const customerId = customer!.id;
  const formId = randomUUID();
  await press({ formId }, { ...FIRST, customerId });

  expect(textOf(await press({ formId }, { ...CORRECTED, customerId }, NOOR))).not.toContain('sent first');
});
