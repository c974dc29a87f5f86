import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  CAMILLE,
  channel,
  groupChat,
  NOOR,
  personalChat,
  teamsClient,
  type Someone,
} from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot({ settings: { SANDBOX_PARTNER: 'provider' } });
const { customers, audit } = data.database;

const ALEX: Someone = {
  id: '29:alex',
  aadObjectId: 'c5f4b9d2-86e3-4a2a-9c77-2e9f3a4b5c03',
  name: 'Alex Martin',
};
const GUEST: Someone = {
  id: '29:guest',
  aadObjectId: 'd6a5c0e3-97f4-4b3b-8d88-3fa04b5c6d04',
  name: 'Alex Invité',
};
const TEAM = channel({ id: '19:assigning@thread.tacv2' });

const pressIn = async (person: Someone, verb: string, pressed: object, inputs: object = {}, place = TEAM) => {
  const client = teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale: 'en-US' });
  return (await send(client.execute(verb, pressed, inputs))).body?.value;
};
const say = async (
  person: Someone,
  text: string,
  place = personalChat(`a:${person.id}`),
  locale = 'en-US',
) => {
  await send(teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale }).message(text));
  return cardOf(connector.messages(place.conversation.id.split(';')[0]).at(-1)!);
};
const dataOf = (card: unknown, verb: string, which = 0) => buttons(card, verb)[which]!.data;
const holderOf = async (id: string) => (await customers.find(id))?.assignee?.name;

/** An unassigned customer. */
async function freeCustomer() {
  const [customer] = await customers.unconfirmed({ offset: 0, limit: 1 }, { assigneeId: null });
  return customer!;
}

async function entriesAbout(customerId: string) {
  return (await audit.page(0, 10_000)).filter((entry) => entry.customerId === customerId);
}

beforeAll(async () => {
  for (const person of [CAMILLE, NOOR, ALEX]) {
    connector.setMember(person.id, { name: person.name, aadObjectId: person.aadObjectId });
  }
  connector.setMember(GUEST.id, { name: GUEST.name, aadObjectId: GUEST.aadObjectId, userRole: 'guest' });
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 20_000,
  });
  await eventually(async () => expect((await customers.byReseller(5)).top.length).toBeGreaterThan(0), {
    withinMs: 20_000,
  });
}, 180_000);

describe('a customer', () => {
  it('is mine after one press, and the card names me', async () => {
    const { id } = await freeCustomer();

    const card = await pressIn(CAMILLE, 'reminder.assign', { customerId: id });

    expect(textOf(card)).toContain('Assigned to Camille Roussel');
    expect(await entriesAbout(id)).toMatchObject([
      { action: 'customer-assigned', details: { to: CAMILLE.aadObjectId } },
    ]);
  });

  it('that a colleague took a moment ago is not taken from them, but can be taken over on purpose', async () => {
    const { id } = await freeCustomer();
    await pressIn(CAMILLE, 'reminder.assign', { customerId: id });

    const told = await pressIn(NOOR, 'reminder.assign', { customerId: id });
    const between = await holderOf(id);
    const card = await pressIn(NOOR, 'reminder.assign', dataOf(told, 'reminder.assign'));

    expect(textOf(told)).toContain(
      'has been assigned to Camille Roussel in the meantime, so nothing was changed',
    );
    expect(between).toBe('Camille Roussel');
    expect(textOf(card)).toContain('was assigned to Camille Roussel and is now assigned to Noor Haddad');
    expect(await holderOf(id)).toBe('Noor Haddad');
  });

  it('stays as it is when a press comes twice', async () => {
    const { id } = await freeCustomer();
    await pressIn(CAMILLE, 'reminder.assign', { customerId: id });
    const before = await entriesAbout(id);

    const card = await pressIn(CAMILLE, 'reminder.assign', { customerId: id });

    expect(textOf(card)).toContain('Camille Roussel');
    expect(await entriesAbout(id)).toEqual(before);
  });

  it('can be given back', async () => {
    const { id } = await freeCustomer();
    const mine = await pressIn(CAMILLE, 'reminder.assign', { customerId: id });

    const card = await pressIn(CAMILLE, 'customer.release', dataOf(mine, 'customer.release'));

    expect(textOf(card)).toContain('It is not assigned to anyone now');
    expect(await holderOf(id)).toBeUndefined();
    expect(buttons(card, 'customer.release')).toEqual([]);
  });

  it('is not assigned by a guest', async () => {
    const { id } = await freeCustomer();

    const cards = [
      await pressIn(GUEST, 'reminder.assign', { customerId: id }),
      await pressIn(GUEST, 'customer.chooseAssignee', { customerId: id }),
      await pressIn(GUEST, 'customer.assign', { customerId: id }, { assignee: CAMILLE.aadObjectId }),
      await pressIn(GUEST, 'customer.release', { customerId: id }),
    ];

    for (const card of cards) expect(textOf(card)).toContain('Guests cannot confirm');
    expect(await holderOf(id)).toBeUndefined();
  });

  it.each(['reminder.assign', 'customer.chooseAssignee', 'customer.assign', 'customer.release'])(
    'that does not exist is no fault of %s',
    async (verb) => {
      const card = await pressIn(CAMILLE, verb, { customerId: 'nobody' }, { assignee: ALEX.aadObjectId });

      expect(textOf(card)).toContain('I do not know this customer');
    },
  );
});

describe('a colleague', () => {
  it('is chosen from the team, guests left out, with one look at the roster', async () => {
    const { id } = await freeCustomer();
    const place = channel({ id: '19:looked-at-once@thread.tacv2' });

    const chooser = await pressIn(CAMILLE, 'customer.chooseAssignee', { customerId: id }, {}, place);
    const names = (input(chooser, 'assignee').choices as { title: string }[]).map(({ title }) => title);
    const pressed = dataOf(chooser, 'customer.assign');
    const card = await pressIn(CAMILLE, 'customer.assign', pressed, { assignee: NOOR.aadObjectId }, place);

    expect(names).toEqual(['Alex Martin', 'Camille Roussel', 'Noor Haddad']);
    expect(textOf(card)).toContain('is now assigned to Noor Haddad');
    expect((await entriesAbout(id)).at(-1)).toMatchObject({ details: { to: NOOR.aadObjectId } });
    const reads = connector.calls.filter(
      ({ operation, conversationId }) =>
        operation === 'members' && conversationId === '19:looked-at-once@thread.tacv2',
    );
    expect(reads).toHaveLength(1);
  });

  it.each([
    ['no member is called that', { assigneeName: 'Zyxw' }, 'no one here called “Zyxw”'],
    ['a guest', { assignee: GUEST.aadObjectId }, 'may not confirm customers'],
    ['a stranger whom the card did not offer', { assignee: 'someone-else' }, 'no one here called'],
    ['nothing was chosen', {}, 'Choose a colleague first'],
  ])('has nothing when %s', async (_what, inputs, words) => {
    const { id } = await freeCustomer();

    const card = await pressIn(CAMILLE, 'customer.assign', { customerId: id }, inputs);

    expect(textOf(card)).toContain(words);
    expect(await holderOf(id)).toBeUndefined();
    expect(buttons(card, 'customer.assign')[0]?.data.customerId).toBe(id);
  });

  it('can be named by typing, by first or last name', async () => {
    const { id } = await freeCustomer();

    const card = await pressIn(CAMILLE, 'customer.assign', { customerId: id }, { assigneeName: 'haddad' });

    expect(textOf(card)).toContain('is now assigned to Noor Haddad');
  });

  it('is chosen again where several have the name', async () => {
    const other = {
      id: '29:noor-2',
      aadObjectId: 'e7b6d1f4-a8a5-4c4c-9e99-4ab15c6d7e05',
      name: 'Noor Jansen',
    };
    connector.setMember(other.id, { name: other.name, aadObjectId: other.aadObjectId });
    const place = groupChat('19:two-noors@thread.v2');
    const { id } = await freeCustomer();

    const card = await pressIn(
      CAMILLE,
      'customer.assign',
      { customerId: id },
      { assigneeName: 'noor' },
      place,
    );

    expect(textOf(card)).toContain('Several people have that name');
    expect(input(card, 'assignee').choices).toEqual([
      { title: 'Noor Haddad', value: NOOR.aadObjectId },
      { title: 'Noor Jansen', value: other.aadObjectId },
    ]);
    connector.setMember(other.id, null);
  });

  it('is one of those who had customers before where the roster cannot be read', async () => {
    const place = groupChat('19:no-roster@thread.v2');
    connector.fault('19:no-roster@thread.v2', { status: 503 }, { on: ['members'] });
    const { id } = await freeCustomer();

    const card = await pressIn(CAMILLE, 'customer.chooseAssignee', { customerId: id }, {}, place);

    const choices = input(card, 'assignee').choices as { value: string }[];
    expect(choices.map(({ value }) => value)).toContain(NOOR.aadObjectId);
  });
});

describe('the list of unconfirmed customers', () => {
  it('goes on after a row was taken, and says so', async () => {
    const card = await say(CAMILLE, 'unconfirmed');
    const row = buttons(card, 'reminder.assign').find(({ title }) => title === 'Assign to me')!;

    const after = await pressIn(CAMILLE, 'reminder.assign', row.data);

    expect(textOf(after)).toContain('is now assigned to Camille Roussel');
    expect(buttons(after, 'confirmation.open')).toHaveLength(10);
  });

  it.each(['my unconfirmed', 'Unconfirmed mine', 'Mes non confirmés', 'non confirmés à moi'])(
    'is mine alone with “%s”',
    async (typed) => {
      const mine = await customers.countUnconfirmed({ assigneeId: CAMILLE.aadObjectId }, 100);

      const card = await say(CAMILLE, typed);

      expect(mine).toBeGreaterThan(0);
      expect(buttons(card, 'confirmation.open')).toHaveLength(mine);
      expect(textOf(card)).toContain(String(mine));
    },
  );

  it('is narrowed by its inputs, and keeps to that from page to page', async () => {
    const nobodys = await customers.countUnconfirmed({ assigneeId: null }, 100);
    const list = await say(CAMILLE, 'unconfirmed');
    const apply = buttons(list, 'customers.page').find(({ title }) => title === 'Apply')!;

    const first = await pressIn(CAMILLE, 'customers.page', apply.data, {
      assigneeFilter: 'nobody',
      waitingFilter: 'any',
      resellerFilter: 'any',
    });
    const next = buttons(first, 'customers.page').find(({ title }) => title === 'Next')!;
    const second = await pressIn(CAMILLE, 'customers.page', next.data);

    expect(textOf(first)).toContain(`${nobodys} customers to confirm`);
    expect(textOf(first)).toContain('Not assigned');
    expect(textOf(second)).toContain(`11–20 of ${nobodys}`);
    expect(textOf(second)).toContain('Not assigned');
    expect(textOf(second)).not.toContain('Assigned to Camille');
  });

  it('is narrowed to a reseller, whom its heading names', async () => {
    const [first] = (await customers.byReseller(1)).top;
    const { id, name, unconfirmed } = first!;

    const card = await pressIn(CAMILLE, 'customers.page', { page: 1 }, { resellerFilter: id });

    expect(textOf(card)).toContain(`${unconfirmed} customer`);
    expect(textOf(card)).toContain(`via ${name}`);
    const client = teamsClient({ serviceUrl: connector.serviceUrl });
    const search = client.search(name.slice(0, 4));
    const { body } = await send({ ...search, value: { ...(search.value as object), dataset: 'resellers' } });
    expect(body?.value).toMatchObject({
      results: expect.arrayContaining([{ title: name, value: id }]) as unknown,
    });
  });

  it('says when no customer has waited that long, with the way back', async () => {
    const card = await pressIn(CAMILLE, 'customers.page', { page: 1, waiting: 90 });

    expect(textOf(card)).toContain('None of the unconfirmed customers fits');
    const all = buttons(card, 'customers.page').find(({ title }) => title === 'Show all')!;
    expect(buttons(await pressIn(CAMILLE, 'customers.page', all.data), 'confirmation.open')).toHaveLength(10);
  });

  it.each([
    { assignee: 7, waiting: 'long', reseller: null },
    { assigneeFilter: '', waitingFilter: '8' },
    { list: 'x', attention: 'no' },
  ])('takes no harm from %p', async (pressed) => {
    const card = await pressIn(CAMILLE, 'customers.page', pressed);

    expect(card).toMatchObject({ type: 'AdaptiveCard' });
  });
});

describe('the status', () => {
  it('tells by person and by reseller, beside the numbers', async () => {
    const { total, unconfirmed } = await customers.figures();
    const [reseller] = (await customers.byReseller(1)).top;

    const text = textOf(await say(CAMILLE, 'status'));

    expect(text).toMatch(new RegExp(`\\b${unconfirmed} of ${total} customers`));
    expect(text).toContain('Camille Roussel');
    expect(text).toContain(`${reseller!.name}\n${reseller!.unconfirmed} of ${reseller!.total}`);
  });

  it('is in French for who asks in French', async () => {
    const card = await say(CAMILLE, 'statut', personalChat('a:en-francais'), 'fr-FR');

    expect(card).toMatchObject({ lang: 'fr' });
    expect(textOf(card)).toContain('Non confirmés, par revendeur');
  });
});
