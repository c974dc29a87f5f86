import { beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLES } from '../../src/local/sandbox/directory.ts';
import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data, sandboxUrl } = await runningBot();
const { customers, confirmations, kysely } = data.database;

const clientIn = (chat: string) =>
  teamsClient({
    serviceUrl: connector.serviceUrl,
    place: personalChat(chat),
    person: CAMILLE,
    locale: 'en-US',
  });

const DETAILS = {
  acceptanceDate: '2018-10-03',
  firstName: 'Ana',
  lastName: 'Exemple',
  email: 'ana@client.example',
  phoneNumber: '',
};

const order = (path: string, body: object) =>
  fetch(`${sandboxUrl}/sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });

const leave = (id: string) => order(`customers/${id}/remove`, {});

/** What the next reading of the list does. */
const noticeLeft = (id: string) =>
  kysely.updateTable('customers').set({ left_at: new Date() }).where('id', '=', id).execute();

async function openForm(chat: string, customerId: string) {
  const { name } = (await customers.find(customerId))!;
  await send(clientIn(chat).message(`confirm ${name}`));
  const message = connector.messages(chat).at(-1)!;
  const [submit] = buttons(cardOf(message), 'confirmation.submit');
  const press = clientIn(chat).execute('confirmation.submit', submit?.data, { ...DETAILS, customerId });
  return { name, message, formId: String(submit?.data.formId), press: { ...press, replyToId: message.id } };
}

beforeAll(async () => {
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 20_000,
  });
}, 180_000);

describe('a customer that leaves the partner', () => {
  it('between form and press gets nothing recorded, and the form says which customer is gone', async () => {
    const { name, formId, press } = await openForm('a:before-press', SAMPLES.contoso);
    await leave(SAMPLES.contoso);
    await noticeLeft(SAMPLES.contoso);

    const { status, body } = await send(press);

    expect({ status, code: body?.statusCode }).toEqual({ status: 200, code: 200 });
    expect(textOf(body?.value)).toContain(`“${name}” is not among your customers`);
    expect(input(body?.value, 'email').value).toBe(DETAILS.email);
    expect(await confirmations.findByForm(formId)).toBeUndefined();
  });

  it.each(['confirmation.open', 'confirmation.again', 'customer.status'])(
    'is told by %s as one that is not known any more',
    async (verb) => {
      await noticeLeft(SAMPLES.contoso);

      const { body } = await send(
        clientIn('a:buttons').execute(verb, { customerId: SAMPLES.contoso, language: 'en' }),
      );

      expect(textOf(body?.value)).toContain('not, or no longer, on your organisation’s list');
    },
  );

  it('between press and filing is refused with the reason, even when the list was read meanwhile', async () => {
    const customerId = SAMPLES.unconfirmed;
    const { name, message, press, formId } = await openForm('a:before-filing', customerId);
    await order('faults', { fault: 'unavailable', endpoint: 'agreements', customerId, delayMs: 300 });

    const pressed = await send(press);
    await leave(customerId);
    await noticeLeft(customerId);

    expect(textOf(pressed.body?.value)).toContain('Recorded');
    const shown = await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    expect(textOf(cardOf(shown))).toContain(name);
    expect(textOf(cardOf(shown))).toContain('Partner Center does not have this customer, or no longer has');
    expect(await confirmations.findByForm(formId)).toMatchObject({
      outcome: { kind: 'refused', reason: 'customer-unknown', code: '60003' },
    });
  });
});
