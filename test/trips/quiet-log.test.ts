import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { exportEverything } from '../../src/database/transfer/export-everything.ts';
import { eraseContact } from '../../src/use-cases/privacy/erase-contact.ts';
import { exportAudit } from '../../src/use-cases/privacy/export-audit.ts';
import { exportCustomers } from '../../src/use-cases/customers/export-customers.ts';
import { channel, personalChat, TENANT, teamsClient, type Place } from '../support/activities.ts';
import { FAULTS } from '../support/connector-stand-in.ts';
import { TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf } from '../support/read-card.ts';
import { registeredBot } from '../support/registered-bot.ts';
import { listenToEverything } from '../support/said.ts';
import { TEST_SERVER_VARIABLE } from '../support/test-server.ts';

const said = listenToEverything();
const { authority, sandbox, connector, data, send } = await registeredBot({
  log: said.log,
  settings: { FAQ_EXPERT_CONVERSATION: '19:sages@thread.tacv2' },
});
const { clientSecret, refreshToken } = sandbox.credentials;
const { serviceUrl } = connector;
const { database } = data;
const WISH = { id: '29:wish', aadObjectId: randomUUID(), name: 'Wilhelmina Pressington' };
const GUEST = { id: '29:guest', aadObjectId: randomUUID(), name: 'Gaëtan Visiteur' };
const SAGE = { id: '29:sage', aadObjectId: randomUUID(), name: 'Sagesse Répondante' };
const SAGES = channel({ id: '19:sages@thread.tacv2', threadId: null, teamName: 'Sages of licensing' });
const CONTACT = {
  firstName: 'Zéphyrine',
  lastName: "O'Quillfeather",
  email: 'Zephyrine.Q@wunderbar.example',
  phoneNumber: '+33 6 98 76 54 32',
};
const TYPED = {
  question: 'may I pickle my zucchini at midnight',
  known: 'which details do I need, dear xylophone',
  answer: 'Only with a marmalade permit.',
  comment: 'utterly flabbergasting',
  wrongEmail: 'not-an-address-at-all',
  wrongDate: '31/31/quagmire',
  search: 'zzyzx road',
};
const tokens: string[] = [];

async function speak(activity: object) {
  const authorization = await authority.authorization({ serviceUrl });
  tokens.push(authorization);
  return send(activity as Record<string, unknown>, authorization);
}

const clientIn = (place: Place, person = WISH) =>
  teamsClient({ serviceUrl, place, person, locale: 'en-US', tenantId: TENANT });
const lastIn = (place: Place) => connector.messages(place.conversation.id.split(';')[0]).at(-1)!;

let taken = 3;
/** Files a confirmation by the form, each for a customer of its own; gives back where it stands. */
async function confirm(place: Place, faults: { fault: string; endpoint?: string; times?: number }[] = []) {
  const [customer] = await database.customers.unconfirmed({ offset: (taken += 1), limit: 1 });
  const customerId = customer!.id;
  for (const fault of faults) {
    const body = JSON.stringify({ customerId, ...fault });
    const ordered = await fetch(`${sandbox.baseUrl}/sandbox/faults`, { method: 'POST', body });
    expect(ordered.status).toBe(204);
  }
  await speak(clientIn(place).message(`confirm ${customer!.name}`));
  const message = lastIn(place);
  const form = buttons(cardOf(message), 'confirmation.submit')[0]!.data;
  const press = (inputs: object) =>
    speak({ ...clientIn(place).execute('confirmation.submit', form, inputs), replyToId: message.id });
  return {
    customer: customer!,
    message,
    form,
    press,
    right: { ...CONTACT, customerId, acceptanceDate: '2018-10-03' },
  };
}

const settled = (customerId: string, states: string[]) =>
  eventually(
    async () => {
      const { rows } = await sql<{ id: string; state: string; correlation_id: string }>`
        select id, state, correlation_id from confirmations where customer_id = ${customerId}`.execute(
        database.kysely,
      );
      expect(states).toContain(rows[0]?.state);
      return rows[0]!;
    },
    { withinMs: 40_000 },
  );

/** As when the server is away: no connection gets in. */
async function withoutDatabase(work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: process.env[TEST_SERVER_VARIABLE] });
  await client.connect();
  const name = new URL(data.url).pathname.slice(1);
  await client.query(`alter database ${name} allow_connections false`);
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  try {
    await work();
  } finally {
    await client.query(`alter database ${name} allow_connections true`);
    await client.end();
  }
}

beforeAll(async () => {
  await eventually(
    async () => {
      const { total, unknown } = await database.customers.figures();
      expect({ total, unknown }).toEqual({ total: 40, unknown: 0 });
    },
    { withinMs: 60_000 },
  );
}, 70_000);

const names: string[] = [];

describe('whatever people do', () => {
  it('asking, voting, being passed on and answered', async () => {
    const place = personalChat('a:asks');
    await speak(clientIn(SAGES, SAGE).install());
    await speak(clientIn(place).message(TYPED.known));
    const vote = { actionName: 'feedback', actionValue: { reaction: 'dislike', feedback: TYPED.comment } };
    await speak(clientIn(place).message('', { type: 'invoke', name: 'message/submitAction', value: vote }));
    await speak(clientIn(place).message(TYPED.question));
    const message = lastIn(place);
    const ask = buttons(cardOf(message), 'faq.ask')[0]!.data;
    await speak({ ...clientIn(place).execute('faq.ask', ask), replyToId: message.id });
    const passed = await connector.waitForMessage(({ activity }) =>
      String(activity.summary).includes(TYPED.question),
    );
    const answer = buttons(cardOf(passed), 'faq.answer')[0]!.data;
    await speak({
      ...clientIn(SAGES, SAGE).execute('faq.answer', answer, { answer: TYPED.answer }),
      replyToId: passed.id,
    });
    await connector.waitForMessage(({ activity }) => JSON.stringify(activity).includes('marmalade'), {
      withinMs: 20_000,
    });
  }, 180_000);

  it('confirming: wrong, then right, with one correlation id from the press to the outcome', async () => {
    const place = personalChat('a:confirms');
    const { customer, message, press, right } = await confirm(place);
    names.push(customer.name);
    await press({ ...right, email: TYPED.wrongEmail, acceptanceDate: TYPED.wrongDate });
    await press(right);
    await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0, { withinMs: 40_000 });

    const { id, correlation_id } = await settled(customer.id, ['confirmed']);
    const story = await eventually(() => {
      const lines = said.lines().filter(({ correlationId }) => correlationId === correlation_id);
      const told = lines.map(({ msg, call, end, shown }) =>
        [msg, call ?? end ?? shown].filter(Boolean).join(': '),
      );
      expect(told).toHaveLength(6);
      return told;
    });
    expect(story.sort()).toEqual([
      'A confirmation was tried: confirmed',
      'A turn was answered',
      'An outcome was shown: edited',
      'Partner Center answered: agreements',
      'Partner Center answered: confirm',
      'Partner Center answered: template',
    ]);
    const withId = said.lines().filter(({ confirmationId }) => confirmationId === id);
    expect(withId.every(({ correlationId }) => correlationId === correlation_id)).toBe(true);
  }, 180_000);

  it('confirming what is refused, and what stays unclear for a while', async () => {
    const refused = await confirm(personalChat('a:refused'), [
      { fault: 'no-relationship', endpoint: 'agreements' },
    ]);
    await refused.press(refused.right);
    const lost = await confirm(personalChat('a:unclear'), [{ fault: 'drop-after-write' }]);
    await lost.press(lost.right);
    const broken = await confirm(personalChat('a:broken'), [
      { fault: 'server-error', endpoint: 'agreements' },
      { fault: 'html-502-before-write' },
    ]);
    await broken.press(broken.right);
    names.push(...[refused, lost, broken].map(({ customer }) => customer.name));

    await settled(refused.customer.id, ['refused']);
    await settled(lost.customer.id, ['unclear', 'confirmed']);
    await settled(broken.customer.id, ['recorded', 'unclear', 'confirmed']);
  }, 120_000);

  it('looking, searching, assigning, being reminded, setting things', async () => {
    const place = channel({ id: '19:team@thread.tacv2', threadId: null, teamName: 'Team Periwinkle' });
    await speak(clientIn(place).install());
    for (const words of [
      'status',
      'unconfirmed',
      'settings',
      'language fr',
      'remind now',
      `status ${names[0]}`,
    ]) {
      await speak(clientIn(place).message(words));
    }
    await speak(clientIn(place).search(TYPED.search));
    await speak(clientIn(place).search(CONTACT.email));
    await speak(clientIn(place).execute('reminder.snooze', { days: 2 }));
    const [customer] = await database.customers.unconfirmed({ offset: 0, limit: 1 });
    await speak(clientIn(place).execute('reminder.assign', { customerId: customer!.id }));
    await speak(clientIn(place).execute('customer.status', { customerId: customer!.id }));
  }, 180_000);

  it('coming without the right, or with nonsense', async () => {
    connector.setMember(GUEST.id, { userRole: 'guest' });
    const place = personalChat('a:guest');
    await speak(clientIn(place, GUEST).execute('confirmation.submit', { formId: randomUUID() }, CONTACT));
    await speak(clientIn(place).execute('no.such.verb', { ...CONTACT }));
    const message = clientIn(place).message(TYPED.question);
    const forged = await authority.forgedAuthorization({ serviceUrl });
    tokens.push(forged);
    expect((await send(message, forged)).status).toBe(401);
    expect((await send(message)).status).toBe(401);
    expect((await speak({ ...message, serviceUrl: 'https://zucchini.example' })).status).toBe(403);
  }, 180_000);

  it('when Teams or the database is away', async () => {
    const place = personalChat('a:away');
    const { press, right, customer } = await confirm(place);
    names.push(customer.name);
    connector.fault('a:away', FAULTS.badGateway, { times: 20 });
    await speak(clientIn(place).message(TYPED.question));
    connector.heal();
    await withoutDatabase(async () => {
      const { body } = await press(right);
      expect(body?.statusCode).toBe(200);
      await speak(clientIn(place).message(TYPED.question));
      await speak(clientIn(place).message(`confirm ${customer.name}`));
    });
    await eventually(async () => expect(await database.ping()).toBe(true), { withinMs: 20_000 });
  }, 180_000);

  it('exporting and erasing', async () => {
    const clock = { now: () => new Date() };
    const written: string[] = [];
    for await (const text of exportAudit(database)) written.push(text);
    for await (const text of exportCustomers(database)) written.push(text);
    const how = { jobNames: [], now: clock.now() };
    for await (const text of exportEverything(database.kysely, how)) written.push(text);
    // Neither do they say it to the reader of the files.
    for (const secret of [CONTACT.lastName, CONTACT.email, CONTACT.phoneNumber]) {
      expect(written.join('')).not.toContain(secret);
    }

    const { erased, underWay } = await eraseContact({ database, clock }, CONTACT.email);
    expect(erased + underWay).toBeGreaterThan(2);
  }, 180_000);

  it('none of it is in what the bot said', async () => {
    const { password } = new URL(data.url);
    const secrets = {
      people: [WISH.name, GUEST.name, SAGE.name, 'Team Periwinkle', ...Object.values(CONTACT), ...names],
      typed: Object.values(TYPED),
      keys: [clientSecret, refreshToken, authority.appPassword, TEST_ENCRYPTION_KEY, password],
      tokens: [...tokens.map((token) => token.replace('Bearer ', '')), ...authority.accessTokens],
    };
    const everything = said.everything().toLowerCase();

    const told = Object.entries(secrets).flatMap(([kind, values]) =>
      values
        .filter((value) => value !== '' && everything.includes(value.toLowerCase()))
        .map((value) => `${kind}: ${value}`),
    );

    expect(told).toEqual([]);
    expect(everything).not.toMatch(/bearer |eyj[\w-]{10,}\.|zucchini|xylophone|wunderbar/);
    expect(tokens.length).toBeGreaterThan(30);
    expect(said.lines().length).toBeGreaterThan(60);
    expect([...new Set(said.lines().map(({ level }) => level))].sort()).toEqual(
      expect.arrayContaining([20, 30, 40, 50]),
    );
  });
});
