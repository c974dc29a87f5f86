import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fragileLink, type FragileLink } from '../database/core/fragile-link.ts';
import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

let link: FragileLink;
const { connector, send, data } = await runningBot({
  wayTo: async (url) => {
    link = await fragileLink(url);
    return link.url;
  },
});
afterAll(() => link.cut());

const client = teamsClient({
  serviceUrl: connector.serviceUrl,
  place: personalChat('a:lost-answer'),
  person: CAMILLE,
  locale: 'en-US',
});
const DETAILS = {
  acceptanceDate: '2018-10-03',
  firstName: 'Ana',
  lastName: 'Exemple',
  email: 'ana@client.example',
  phoneNumber: '01 99 00 12 34',
};

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ total: 40, unknown: 0 }),
    { withinMs: 20_000 },
  );
}, 180_000);

describe('a database that goes away while it keeps a confirmation', () => {
  it('leaves the form with all that was typed, and the same button ends in one confirmation', async () => {
    const [customer] = await data.database.customers.unconfirmed({ offset: 3, limit: 1 });
    await send(client.message(`confirm ${customer?.name}`));
    const message = connector.messages('a:lost-answer').at(-1)!;
    const [button] = buttons(cardOf(message), 'confirmation.submit');
    const inputs = { ...DETAILS, customerId: customer!.id };
    const press = () => ({
      ...client.execute('confirmation.submit', button!.data, inputs),
      replyToId: message.id,
    });
    link.loseNextCommitAnswer({ andCut: true, of: 'insert into "confirmations"' });

    const first = (await send(press())).body?.value;
    await link.mend();
    const second = (await send(press())).body?.value;

    expect(textOf(first)).toContain('I do not know whether this was recorded. Select the same button again');
    expect(textOf(first)).not.toContain('nothing was changed');
    expect(textOf(first)).toContain(customer!.name);
    for (const [id, value] of Object.entries(inputs)) expect(input(first, id).value).toBe(value);
    expect(buttons(first, 'confirmation.submit')[0]?.data.formId).toBe(button!.data.formId);
    expect(textOf(second)).toMatch(/Recorded|Confirmed/);
    expect(await data.database.confirmations.findByForm(button!.data.formId as string)).toMatchObject({
      customerId: customer!.id,
      contact: { email: DETAILS.email },
    });
  }, 60_000);
});
