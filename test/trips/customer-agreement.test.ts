import { beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLES } from '../../src/local/sandbox/directory.ts';
import { CAMILLE, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data, sandboxUrl } = await runningBot({
  settings: { SANDBOX_ERA: 'customer-2021', AGREEMENT_TYPE: 'MicrosoftCustomerAgreement' },
});

const DETAILS = {
  acceptanceDate: '2021-05-03',
  firstName: 'Ana',
  lastName: 'Exemple',
  email: 'ana@client.example',
  phoneNumber: '',
};

const clientIn = (place: Place) =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, person: CAMILLE, locale: 'en-US' });

async function filedFor(customerId: string): Promise<unknown[]> {
  const answer = await fetch(`${sandboxUrl}/sandbox/ledger`);
  const { entries } = (await answer.json()) as { entries: { customerId: string; kind: string }[] };
  return entries.filter((entry) => entry.customerId === customerId && entry.kind === 'agreement');
}

/** Presses a form's button and gives back what its message shows in the end. */
async function pressAndWait(place: Place, formId: string, inputs: object, again = false): Promise<string> {
  const client = clientIn(place);
  await send(client.message('confirm'));
  const message = connector.messages(place.conversation.id).at(-1)!;
  const press = client.execute('confirmation.submit', { formId, language: 'en', again }, inputs);
  await send({ ...press, replyToId: message.id });
  const shown = await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
  return textOf(cardOf(shown));
}

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ unknown: 0, total: 40 }),
    { withinMs: 20_000 },
  );
}, 180_000);

describe('an answer', () => {
  it('says which agreement this bot is set to, and that the rule of 2018 was for another', async () => {
    const client = clientIn(personalChat('a:answers'));
    const show = async (entryId: string) =>
      textOf((await send(client.execute('faq.show', { entryId, language: 'en' }))).body?.value);

    expect(await show('cloud-agreement-or-customer-agreement')).toContain(
      'It is set to the Microsoft Customer Agreement.',
    );
    expect(await show('when-is-the-new-functionality-available')).toContain(
      'This bot is set to the Customer Agreement that followed',
    );
  });

  it('leads on to the list and the form where it names them', async () => {
    const entryId = 'how-is-acceptance-confirmed-today';
    const client = clientIn(personalChat('a:answers'));

    const { body } = await send(client.execute('faq.show', { entryId, language: 'en' }));

    expect(buttons(body?.value, 'customers.page')).toHaveLength(1);
    expect(buttons(body?.value, 'confirmation.open')).toHaveLength(1);
  });
});

describe('with the Customer Agreement', () => {
  it('a customer that signed with Microsoft directly is confirmed, and its card says by which way', async () => {
    const place = personalChat('a:direct');
    const customer = await data.database.customers.find(SAMPLES.directlySigned);

    await send(clientIn(place).message(`status ${customer?.name}`));

    const text = textOf(cardOf(connector.messages('a:direct').at(-1)!));
    expect(text).toContain('Confirmed');
    expect(text).toContain('Signed by the customer with Microsoft');
    expect(text).not.toContain('Date of acceptance');
  });

  it('a customer that signs directly before the press is filed is not posted, and the outcome says why', async () => {
    const customerId = SAMPLES.contoso;
    await fetch(`${sandboxUrl}/sandbox/agreements`, {
      method: 'POST',
      body: JSON.stringify({ customerId, direct: true }),
    });

    const text = await pressAndWait(personalChat('a:meanwhile'), 'form-direct', { ...DETAILS, customerId });

    expect(text).toContain('signed the agreement with Microsoft directly');
    expect(text).toContain('Signed by the customer with Microsoft');
    expect(text).not.toContain('Date of acceptance');
    expect(await filedFor(customerId)).toEqual([]);
  });

  it('the same contact once more is explained: there is nothing new to confirm', async () => {
    const place = personalChat('a:same-contact');
    const inputs = { ...DETAILS, customerId: SAMPLES.unconfirmed };
    await pressAndWait(place, 'form-first', inputs);

    const text = await pressAndWait(place, 'form-again', { ...inputs, acceptanceDate: '2021-05-04' }, true);

    expect(text).toContain('Nothing new to confirm');
    expect(text).toContain('already has a confirmation with exactly these contact details');
    expect(await filedFor(SAMPLES.unconfirmed)).toHaveLength(1);
    const last = connector.messages(place.conversation.id).at(-1)!;
    expect(buttons(cardOf(last), 'confirmation.again')).toHaveLength(1);
  });
});
