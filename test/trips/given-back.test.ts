import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { ANSWER_WITHIN_MS } from '../../bot/turn/answer-in-time.ts';
import { fragileLink, type FragileLink } from '../database/core/fragile-link.ts';
import { channel, NOOR, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const EXPERTS = channel({ id: '19:experts@thread.tacv2', threadId: null, teamName: 'Licensing experts' });
/** As long as Teams waits. */
const TEAMS_WAITS_MS = 5_000;

let link: FragileLink;
const { connector, send, data } = await runningBot({
  settings: { FAQ_EXPERT_CONVERSATION: 'licensing EXPERTS' },
  wayTo: async (url) => {
    link = await fragileLink(url);
    return link.url;
  },
});
afterEach(() => link.mend());
afterAll(() => link.cut());

const clientIn = (chat: string, locale = 'en-US') =>
  teamsClient({ serviceUrl: connector.serviceUrl, place: personalChat(chat), locale });
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

/** A form in a chat of its own, with a customer of its own chosen on it, and the press of its button. */
async function filledForm(offset: number, locale = 'en-US') {
  const [customer] = await data.database.customers.unconfirmed({ offset, limit: 1 });
  const chat = `a:given-back-${randomUUID()}`;
  const client = clientIn(chat, locale);
  await send(client.message(locale.startsWith('fr') ? 'confirmer' : 'confirm'));
  const message = connector.messages(chat).at(-1)!;
  const [button] = buttons(cardOf(message), 'confirmation.submit');
  const inputs = { ...DETAILS, customerId: customer!.id };
  const press = () => ({
    ...client.execute('confirmation.submit', button!.data, inputs),
    replyToId: message.id,
  });
  return {
    customer: customer!,
    chat,
    client,
    message,
    formId: button!.data.formId as string,
    inputs,
    button: button!,
    press,
  };
}

/** How long an answer took, and the card in it. */
async function answerTo(activity: Parameters<typeof send>[0]) {
  const began = performance.now();
  const { body } = await send(activity);
  return { ms: performance.now() - began, card: body?.value };
}

function expectFilled(card: unknown, form: { inputs: Record<string, string>; formId: string }) {
  for (const [id, value] of Object.entries(form.inputs)) expect(input(card, id).value).toBe(value);
  expect(buttons(card, 'confirmation.submit')[0]?.data.formId).toBe(form.formId);
}

describe('a press on the form', () => {
  it.each([
    ['en-US', 'I cannot reach my records right now', 'Everything you typed is still here.'],
    ['fr-FR', 'Je n’ai pas accès à mes données en ce moment', 'Tout ce que vous avez saisi est encore là.'],
  ])(
    'gives it back filled in while the database is away, and records it later: %s',
    async (locale, why, kept) => {
      const form = await filledForm(locale === 'en-US' ? 0 : 1, locale);
      await link.cut();

      const { card } = await answerTo(form.press());
      await link.mend();
      const again = await answerTo(form.press());

      expect(textOf(card)).toContain(why);
      expect(textOf(card)).toContain(kept);
      expectFilled(card, form);
      const { choices } = input(card, 'customerId');
      expect(choices).toContainEqual({ title: form.customer.name, value: form.customer.id });
      expect(textOf(again.card)).toMatch(/Recorded|Enregistré/);
      expect(await data.database.confirmations.findByForm(form.formId)).toMatchObject({
        contact: { email: DETAILS.email },
      });
    },
  );

  it('gives it back in the place of the form where it came as a message', async () => {
    const form = await filledForm(2);
    await link.cut();

    await send({
      ...form.client.submit('confirmation.submit', form.button.data, form.inputs),
      replyToId: form.message.id,
    });

    const shown = connector.messages(form.chat).find(({ id }) => id === form.message.id)!;
    expect(textOf(cardOf(shown))).toContain('I cannot reach my records right now');
    expectFilled(cardOf(shown), form);
  });

  it('says as well what is wrong with a date that the input cannot hold', async () => {
    const form = await filledForm(2);
    await link.cut();

    const press = form.client.execute('confirmation.submit', form.button.data, {
      ...form.inputs,
      acceptanceDate: '3 October',
    });
    const { card } = await answerTo(press);

    expect(textOf(card)).toContain('3 October');
    expect(input(card, 'email').value).toBe(DETAILS.email);
  });

  it('is answered before Teams gives up while the database says nothing, with the form filled in', async () => {
    const form = await filledForm(3);
    link.hang();

    const { ms, card } = await answerTo(form.press());
    await link.cut();

    expect(ms).toBeLessThan(TEAMS_WAITS_MS);
    expectFilled(card, form);
    expect(textOf(card)).toContain('Everything you typed is still here.');
  });

  it('is answered before Teams gives up while other work holds the customers, with the form filled in', async () => {
    const form = await filledForm(4);
    const { card, ms } = await data.database.kysely.transaction().execute(async (holding) => {
      await sql`lock table customers in access exclusive mode`.execute(holding);
      return answerTo(form.press());
    });

    expect(ms).toBeLessThan(ANSWER_WITHIN_MS);
    expect(textOf(card)).toContain('Other work is using this record right now');
    expectFilled(card, form);
  });
});

describe('a press on the settings', () => {
  it('gives them back as they were chosen while the database is away', async () => {
    const client = clientIn('a:given-back-settings');
    await send(client.message('settings'));
    const [save] = buttons(cardOf(connector.messages('a:given-back-settings').at(-1)!), 'settings.save');
    const inputs = {
      language: 'en',
      reminders: 'true',
      days: '2,4',
      hour: '16',
      timeZone: 'Asia/Tokyo',
      customers: 'mine',
    };
    await link.cut();

    const { card } = await answerTo(client.execute('settings.save', save!.data, inputs));

    expect(textOf(card)).toContain('I cannot reach my records right now');
    for (const [id, value] of Object.entries(inputs)) expect(input(card, id).value).toBe(value);
  });

  it('keep what was chosen well beside what was not', async () => {
    const { card } = await answerTo(
      clientIn('a:given-back-hour').execute('settings.save', {}, { days: '2,4', hour: '99' }),
    );

    expect(input(card, 'days').value).toBe('2,4');
    expect(textOf(card)).toContain('Choose');
  });
});

it('an answer to a question is given back as it was typed while the database is away', async () => {
  await send(
    teamsClient({
      serviceUrl: connector.serviceUrl,
      place: EXPERTS,
      person: NOOR,
      locale: 'en-US',
    }).install(),
  );
  const asker = clientIn('a:given-back-asker');
  await send(asker.message('how do I cook pasta al dente'));
  const [ask] = buttons(cardOf(connector.messages('a:given-back-asker').at(-1)!), 'faq.ask');
  await send(asker.execute('faq.ask', ask!.data));
  const passed = await connector.waitForMessage(({ activity }) => String(activity.summary).includes('pasta'));
  const [button] = buttons(cardOf(passed), 'faq.answer');
  const expert = teamsClient({
    serviceUrl: connector.serviceUrl,
    place: EXPERTS,
    person: NOOR,
    locale: 'en-US',
  });
  await link.cut();

  const { card } = await answerTo(
    expert.execute('faq.answer', button!.data, { answer: 'Nine minutes.\nTaste it.' }),
  );
  await link.mend();
  const [again] = buttons(card, 'faq.answer');
  const sent = await answerTo(
    expert.execute('faq.answer', again!.data, { answer: input(card, 'answer').value }),
  );

  expect(textOf(card)).toContain('I cannot reach my records right now');
  expect(textOf(card)).toContain('how do I cook pasta al dente');
  expect(input(card, 'answer').value).toBe('Nine minutes.\nTaste it.');
  expect(textOf(sent.card)).toContain('Taste it.');
});

it('a choice among colleagues stays as it is under a line that says why while the database is away', async () => {
  const client = clientIn('a:given-back-assign');
  await send(client.message('hello'));
  await link.cut();

  const { body } = await send(
    client.execute('customer.assign', { customerId: 'c', from: '' }, { assignee: 'a' }),
  );

  expect(body).toMatchObject({
    type: 'application/vnd.microsoft.activity.message',
    value: expect.stringContaining('I cannot reach my records right now'),
  });
});
