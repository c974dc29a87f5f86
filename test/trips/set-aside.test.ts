import { beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, channel, NOOR, personalChat, teamsClient, type Someone } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot();
const { customers, asides } = data.database;

const TEAM = channel({ id: '19:aside@thread.tacv2' });
const DAY_MS = 86_400_000;
const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const pressIn = async (
  person: Someone,
  verb: string,
  pressed: object,
  inputs: object = {},
  { place = personalChat(`a:${person.id}`), locale = 'en-US' } = {},
) => {
  const client = teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale });
  return (await send(client.execute(verb, pressed, inputs))).body?.value;
};

/** A customer that waits, another one each time. */
let taken = 0;
async function waiting() {
  const [customer] = await customers.unconfirmed({ offset: (taken += 1), limit: 1 });
  return customer!;
}

beforeAll(async () => {
  for (const person of [CAMILLE, NOOR]) {
    connector.setMember(person.id, { name: person.name, aadObjectId: person.aadObjectId });
  }
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 20_000,
  });
}, 180_000);

describe('a customer’s card', () => {
  it('leads to a note and a pause, shows both afterwards, and so does the list', async () => {
    const { id, name } = await waiting();
    const shown = await pressIn(CAMILLE, 'customer.status', { customerId: id });
    const [open] = buttons(shown, 'customer.openNote');

    const form = await pressIn(CAMILLE, 'customer.openNote', open!.data);
    const [save] = buttons(form, 'customer.note');
    const until = dayIn(10);
    const saved = await pressIn(CAMILLE, 'customer.note', save!.data, {
      note: 'Ana is back on *Friday*',
      pausedUntil: until,
    });
    const list = await pressIn(NOOR, 'customers.page', { page: 1 });
    const rest = await pressIn(NOOR, 'customers.page', { page: 2 });

    expect(textOf(saved)).toMatch(new RegExp(`Reminders leave ${name} out until \\w+day \\d`));
    expect(textOf(saved)).toContain('Note by Camille Roussel');
    expect(textOf(saved)).toContain('Ana is back on *Friday*');
    expect(JSON.stringify(saved)).toContain('Ana is back on \\\\*Friday\\\\*');
    expect(textOf(list) + textOf(rest)).toMatch(/paused until \w+day/);
    expect(textOf(list) + textOf(rest)).toContain('Ana is back on *Friday*');
    expect(await customers.find(id)).toMatchObject({ pause: { until } });
  });

  it('brings the customer back into reminders with one press', async () => {
    const { id } = await waiting();
    const saved = await pressIn(CAMILLE, 'customer.note', { customerId: id }, { pausedUntil: dayIn(3) });

    const resumed = await pressIn(
      NOOR,
      'customer.resume',
      buttons(saved, 'customer.resume')[0]!.data,
      {},
      { locale: 'fr-FR' },
    );

    expect(textOf(resumed)).toMatch(/Reminders include .* again|figure de nouveau dans les rappels/);
    expect(await customers.find(id)).not.toHaveProperty('pause');
  });
});

describe('what cannot be saved', () => {
  it.each([
    ['a note of 10,000 letters', { note: 'é'.repeat(10_000) }, 'This note has 10,000 characters'],
    ['a day that is over', { note: 'kept', pausedUntil: '2019-05-01' }, 'tomorrow at the earliest'],
    ['a day in a thousand years', { note: 'kept', pausedUntil: '3026-01-01' }, 'one year at most'],
    ['a day that there is not', { note: 'kept', pausedUntil: '2026-02-31' }, '“2026-02-31” is not a date'],
    ['a day with markup', { note: 'kept', pausedUntil: '<b>**x**</b>' }, 'is not a date I can read'],
  ])('%s: the card comes back with all that was typed', async (_, typed, problem) => {
    const { id } = await waiting();

    const back = await pressIn(CAMILLE, 'customer.note', { customerId: id }, typed);

    expect(textOf(back)).toContain(problem);
    expect(textOf(back)).toContain('Nothing was saved');
    expect(input(back, 'note').value).toBe(typed.note);
    expect(await asides.notes([id])).toEqual(new Map());
    expect(await customers.find(id)).not.toHaveProperty('pause');
  });

  it('a colleague’s newer note is shown before it is replaced', async () => {
    const { id } = await waiting();
    const form = await pressIn(NOOR, 'customer.openNote', { customerId: id });
    await pressIn(CAMILLE, 'customer.note', { customerId: id }, { note: 'Camille’s' });

    const told = await pressIn(NOOR, 'customer.note', buttons(form, 'customer.note')[0]!.data, {
      note: 'Noor’s',
    });
    const saved = await pressIn(NOOR, 'customer.note', buttons(told, 'customer.note')[0]!.data, {
      note: 'Noor’s',
    });

    expect(textOf(told)).toContain('Camille Roussel wrote a note in the meantime');
    expect(textOf(told)).toContain('Their note: Camille’s');
    expect(input(told, 'note').value).toBe('Noor’s');
    expect(textOf(saved)).toContain('Note by Noor');
  });

  it('of an unknown customer is said', async () => {
    const told = await pressIn(CAMILLE, 'customer.note', { customerId: 'none' }, { note: 'n' });

    expect(textOf(told)).toMatch(/customer/i);
    expect(buttons(told, 'customers.page')).toHaveLength(1);
  });
});

describe('where others read along', () => {
  it('a note does not show in what is posted', async () => {
    const { id, name } = await waiting();
    await pressIn(CAMILLE, 'customer.note', { customerId: id }, { note: 'ana@contoso.example, +33 1 23' });
    const client = teamsClient({ serviceUrl: connector.serviceUrl, place: TEAM, locale: 'en-US' });

    await send(client.message(`status ${name}`));
    await send(client.message('unconfirmed'));

    const posted = connector.messages('19:aside@thread.tacv2').map((message) => cardOf(message));
    expect(posted.length).toBeGreaterThan(1);
    expect(JSON.stringify(posted)).not.toContain('ana');
  });
});
