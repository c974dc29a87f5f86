import { beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot();
const { customers } = data.database;

const DETAILS = {
  acceptanceDate: '2018-10-03',
  firstName: 'Ana',
  lastName: 'Exemple',
  email: 'ana@client.example',
  phoneNumber: '',
};
const clientIn = (place: Place) =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, person: CAMILLE, locale: 'en-US' });
const press = async (
  place: Place,
  verb: string,
  pressed: object,
  inputs: object = {},
  messageId?: string,
) => {
  const activity = clientIn(place).execute(verb, pressed, inputs);
  return (await send(messageId ? { ...activity, replyToId: messageId } : activity)).body?.value;
};
const idOf = ({ conversation }: Place) => conversation.id.split(';')[0]!;
const say = async (place: Place, text: string) => {
  await send(clientIn(place).message(text));
  return connector.messages(idOf(place)).at(-1)!;
};
const inRow = (card: unknown, verb: string) => buttons(card, verb)[0]!.data;

beforeAll(async () => {
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 20_000,
  });
}, 180_000);

describe('five customers in a row', () => {
  it('take three presses each at most, from one card to the next', async () => {
    const place = personalChat('a:five');
    const message = await say(place, 'unconfirmed');
    let presses = 0;
    const confirmed: string[] = [];
    let open = inRow(cardOf(message), 'confirmation.open');

    for (let each = 0; each < 5; each += 1) {
      const form = await press(place, 'confirmation.open', open, {}, message.id);
      const [submit] = buttons(form, 'confirmation.submit');
      const customerId = String(input(form, 'customerId').value);
      await press(place, 'confirmation.submit', submit!.data, { ...DETAILS, customerId }, message.id);
      presses += 2;
      confirmed.push(customerId);
      const name = (await customers.find(customerId))!.name;
      const outcome = await eventually(
        () => {
          const card = cardOf(connector.messages('a:five').find(({ id }) => id === message.id)!);
          expect(textOf(card)).toContain(`Confirmed: ${name}`);
          return card;
        },
        { withinMs: 15_000 },
      );
      const [next] = buttons(outcome, 'confirmation.open');
      expect(next!.title).toMatch(/^Next: /);
      open = next!.data;
    }

    expect(new Set(confirmed).size).toBe(5);
    expect(presses).toBeLessThanOrEqual(15);
    for (const id of confirmed)
      expect(await customers.find(id)).toMatchObject({ agreementState: 'confirmed' });
  }, 120_000);

  it('do not write over the next form: who goes on before the outcome gets it as a message', async () => {
    const place = personalChat('a:hurry');
    const message = await say(place, 'unconfirmed');
    const form = await press(
      place,
      'confirmation.open',
      inRow(cardOf(message), 'confirmation.open'),
      {},
      message.id,
    );
    const customerId = String(input(form, 'customerId').value);
    const { name } = (await customers.find(customerId))!;
    const submit = buttons(form, 'confirmation.submit')[0]!.data;
    const recorded = await press(
      place,
      'confirmation.submit',
      submit,
      { ...DETAILS, customerId },
      message.id,
    );

    const back = buttons(recorded, 'customers.page')[0]!.data;
    await press(place, 'customers.page', back, {}, message.id);

    const told = await eventually(
      () => {
        const card = connector
          .messages('a:hurry')
          .find((each) => textOf(cardOf(each)).includes(`Confirmed: ${name}`));
        expect(card).toBeDefined();
        return card!;
      },
      { withinMs: 15_000 },
    );
    expect(told.id).not.toBe(message.id);
  });
});
