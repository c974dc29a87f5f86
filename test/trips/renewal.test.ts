import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SAMPLES } from '../../src/local/sandbox/directory.ts';
import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { logLines } from '../support/log-lines.ts';
import { cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const customerId = SAMPLES.unconfirmed;

/** Confirmed before the settings named another day, and not to be read again for a while. */
const COUNTED_BEFORE = SAMPLES.contoso;

async function asItWasBefore(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into agreement_of_states (agreement_type, valid_from) values ('MicrosoftCustomerAgreement', '2020-01-01')`,
  );
  await client.query(
    `insert into customers (id, name, domain, search_name, search_domain, agreement_state, listed_at, checked_at,
      confirmed_at, accepted_on, confirmed_via)
    values ($1, 'Contoso', 'contoso.example', 'contoso', 'contoso.example', 'confirmed', now(), now(), now(),
      '2020-11-03', 'partner-center')`,
    [COUNTED_BEFORE],
  );
  await client.end();
  return url;
}

const { log, lines } = logLines();
const { connector, send, data, sandboxUrl } = await runningBot({
  log,
  wayTo: asItWasBefore,
  settings: {
    SANDBOX_ERA: 'customer-2021',
    AGREEMENT_TYPE: 'MicrosoftCustomerAgreement',
    ACCEPTANCES_VALID_FROM: '2021-05-01',
  },
});

const DETAILS = { firstName: 'Ana', lastName: 'Exemple', email: 'ana@client.example', phoneNumber: '' };

const clientOf = (chat: string, locale = 'en-US') =>
  teamsClient({ serviceUrl: connector.serviceUrl, place: personalChat(chat), person: CAMILLE, locale });

async function said(chat: string, text: string, locale?: string): Promise<string> {
  await send(clientOf(chat, locale).message(text));
  return textOf(cardOf(connector.messages(chat).at(-1)!));
}

/** Fills in the ordinary form for the customer and returns what its message shows in the end. */
async function confirm(chat: string, formId: string, inputs: object): Promise<string> {
  await send(clientOf(chat).message('confirm'));
  const message = connector.messages(chat).at(-1)!;
  const press = clientOf(chat).execute(
    'confirmation.submit',
    { formId, language: 'en' },
    { ...DETAILS, customerId, ...inputs },
  );
  await send({ ...press, replyToId: message.id });
  return textOf(cardOf(await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0)));
}

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ unknown: 0, total: 40 }),
    { withinMs: 20_000 },
  );
}, 180_000);

describe('an acceptance from before the day of the settings', () => {
  it('counts no longer from the very start that names the day, and the log says for how many', async () => {
    const told = lines.find((line) => line.includes('Acceptances count from another day than before'));

    expect(JSON.parse(told!)).toMatchObject({ customers: 1 });
    expect(await data.database.customers.find(COUNTED_BEFORE)).toMatchObject({
      agreementState: 'unconfirmed',
    });
  });

  it.each([
    [
      'en-US',
      'Do acceptances from before April 2023 have to be renewed?',
      'It counts acceptances from 1 May 2021 on',
    ],
    ['fr-FR', 'Les acceptations d’avant avril 2023 sont-elles à renouveler ?', 'à partir du 1er mai 2021'],
  ])('is answered about with the day of this bot (%s)', async (locale, question, here) => {
    expect(await said(`a:faq-${locale}`, question, locale)).toContain(here);
  });

  it('is sent, but confirms no customer; the customer is shown as to be renewed until a newer one, by the ordinary form', async () => {
    const outdated = await confirm('a:renewal', 'form-old', { acceptanceDate: '2020-05-05' });

    expect(outdated).toContain('Sent, but too old to count');
    const customer = await data.database.customers.find(customerId);
    expect(customer).toMatchObject({ agreementState: 'unconfirmed', acceptedOn: '2020-05-05' });
    const { name = '' } = customer ?? {};

    expect(await said('a:renewal', `status ${name}`)).toContain('Accepted on 5 May 2020, to be renewed');
    expect(await said('a:renewal-fr', `statut ${name}`, 'fr-FR')).toContain(
      'Accepté le 5 mai 2020, à renouveler',
    );
    const { toRenew } = await data.database.customers.figures();
    expect(toRenew).toBeGreaterThan(1);
    expect(await said('a:renewal', 'status')).toContain(
      `${toRenew} customers accepted too long ago and have to accept again.`,
    );
    expect(await said('a:renewal-fr', 'statut', 'fr-FR')).toContain(
      `${toRenew} clients ont accepté il y a trop longtemps et doivent accepter à nouveau.`,
    );
    const list = await send(clientOf('a:renewal').execute('customers.page', { page: 1, renew: true }));
    expect(textOf(list.body?.value)).toContain(`${toRenew} customers to confirm`);
    expect(textOf(list.body?.value)).toContain(', to be renewed');

    const renewed = await confirm('a:renewal', 'form-new', {
      acceptanceDate: '2021-05-03',
      firstName: 'Bo',
      email: 'bo@client.example',
    });

    expect(renewed).toContain('Confirmed: ');
    expect(renewed).toContain('Orders and seat changes can go ahead.');
    expect(await data.database.customers.find(customerId)).toMatchObject({
      agreementState: 'confirmed',
      acceptedOn: '2021-05-03',
    });
    expect(await data.database.customers.figures()).toMatchObject({ toRenew: toRenew - 1 });
    const answer = await fetch(`${sandboxUrl}/sandbox/ledger`);
    const { entries } = (await answer.json()) as { entries: { customerId: string; kind: string }[] };
    const filed = entries.filter((entry) => entry.customerId === customerId && entry.kind === 'agreement');
    expect(filed).toHaveLength(2);
  });
});
