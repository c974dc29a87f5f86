import { beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, channel, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, elements, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot({ settings: { SANDBOX_PARTNER: 'provider' } });
const { customers } = data.database;

const SETTINGS = { reminders: 'true', days: '1,2,3', hour: '9', timeZone: 'Europe/Paris', language: 'en' };
const PLACES: [string, () => Place][] = [
  ['a chat of one’s own', () => personalChat('a:views')],
  ['a channel', () => channel({ id: '19:views@thread.tacv2' })],
];

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
/** The view that the button back has, without its language. */
const backOf = (card: unknown, title: string) => {
  const {
    language: _,
    leaves: __,
    ...view
  } = buttons(card, 'customers.page').find((each) => each.title === title)!.data;
  return view;
};
const inRow = (card: unknown, verb: string, row = 0) => buttons(card, verb)[row]!.data;

beforeAll(async () => {
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 20_000,
  });
}, 180_000);

describe.each(PLACES)('in %s', (_name, placeOf) => {
  const place = placeOf();
  const VIEW = { page: 2, assignee: 'nobody', sort: 'name' };

  it.each(['confirmation.open', 'customer.status', 'customer.chooseAssignee', 'import.template'])(
    'a press on %s in a list leads back to exactly that page, brought up to date',
    async (verb) => {
      const list = await press(place, 'customers.page', VIEW);

      const pressed = buttons(list, verb)[0]!.data;
      const answer = await press(place, verb, pressed);

      // A file is offered in a chat of one's own with a line, and what was pressed stays.
      if (typeof answer !== 'string') {
        expect(backOf(answer, 'Back to the list')).toEqual(VIEW);
        const again = await press(place, 'customers.page', backOf(answer, 'Back to the list'));
        expect(textOf(again)).toContain('11–');
      }
    },
  );

  it('assigning from a row draws the same page anew, with what was done', async () => {
    const list = await press(place, 'customers.page', VIEW);
    const customerId = String(inRow(list, 'reminder.assign').customerId);

    const after = await press(place, 'reminder.assign', inRow(list, 'reminder.assign'));

    expect(textOf(after)).toContain('is now assigned to Camille Roussel');
    expect(inRow(after, 'confirmation.open').list).toEqual(VIEW);
    await customers.assign(customerId, null);
  });

  it('assigning to a colleague goes by the chooser and comes back to the page', async () => {
    connector.setMember(CAMILLE.id, { name: CAMILLE.name, aadObjectId: CAMILLE.aadObjectId });
    const list = await press(place, 'customers.page', VIEW);
    const chooser = await press(place, 'customer.chooseAssignee', inRow(list, 'customer.chooseAssignee'));
    const [assign] = buttons(chooser, 'customer.assign');
    if (!assign) return expect(backOf(chooser, 'Back to the list')).toEqual(VIEW);

    const after = await press(place, 'customer.assign', assign.data, { assignee: CAMILLE.aadObjectId });

    expect(inRow(after, 'confirmation.open').list).toEqual(VIEW);
    await customers.assign(String(assign.data.customerId), null);
  });

  it.each([
    ['reminder.assign', 'is now assigned to Camille Roussel'],
    ['reminder.snooze', 'Reminders paused'],
    ['reminder.off', 'Reminders turned off'],
    ['settings.save', 'Saved'],
  ])('%s from the reminder draws the reminder anew, with what was done', async (verb, words) => {
    await press(place, 'settings.save', {}, { ...SETTINGS, customers: 'all' });
    await send(clientIn(place).message('remind now'));
    const digest = await eventually(() => {
      const message = connector
        .messages(idOf(place))
        .filter((each) => buttons(cardOf(each), 'reminder.off').length > 0)
        .at(-1);
      expect(message).toBeDefined();
      return message!;
    });
    const opened =
      verb === 'settings.save'
        ? await press(place, 'settings.open', buttons(cardOf(digest), 'settings.open')[0]!.data)
        : cardOf(digest);
    const inputs = verb === 'settings.save' ? SETTINGS : {};

    const after = await press(place, verb, buttons(opened, verb)[0]!.data, inputs, digest.id);

    expect(textOf(after)).toContain(words);
    expect(buttons(after, 'confirmation.open')).toHaveLength(5);
    expect(inRow(after, 'confirmation.open').list).toEqual({ digest: true });
  });

  it('the way from the reminder to the list leads back to the reminder', async () => {
    const list = await press(place, 'customers.page', { page: 1, fromDigest: true });

    expect(backOf(list, 'Back to the reminder')).toEqual({ digest: true });
    const digest = await press(place, 'customers.page', { digest: true });
    expect(textOf(digest)).toContain('Waiting longest');
  });
});

describe('the search of the list', () => {
  const place = personalChat('a:search');
  const search = (nameFilter: unknown) => press(place, 'customers.page', { page: 1 }, { nameFilter });

  it('finds by the beginning of a word or a domain, and forgives a typing mistake', async () => {
    const [customer] = await customers.unconfirmed({ offset: 7, limit: 1 });
    const word = customer!.name.split(' ')[0]!;
    const mistyped = `${word.slice(0, 2)}${word.slice(3, 4)}${word.slice(2, 3)}${word.slice(4)}`;

    expect(textOf(await search(word))).toContain(customer!.name);
    expect(textOf(await search(customer!.domain))).toContain(customer!.name);
    const near = textOf(await search(mistyped));
    expect(near).toContain(customer!.name);
    expect(near).toContain('no exact match, closest names');
  });

  it.each([
    ['nothing', ''],
    ['blanks', '   '],
  ])('for %s shows all', async (_what, typed) => {
    expect(textOf(await search(typed))).toMatch(/customers to confirm\nLongest waiting first/);
  });

  it.each([
    ['500 letters', 'x'.repeat(500)],
    ['emoji', '🎉🎉'],
    ['markup', '<at>all</at> **bold** [x](https://evil.example) ${1}'],
    ['operators of the search', "' | & ! :* ()"],
  ])('for %s answers that there is none, and acts on nothing', async (_what, typed) => {
    const card = await search(typed);

    expect(textOf(card)).toContain('No customer to show');
    expect(JSON.stringify(elements(card, 'TextBlock'))).not.toMatch(/<at>|\[x\]\(/);
    expect(input(card, 'nameFilter').value).toBeDefined();
  });

  it('of an address looks for the domain alone, and keeps nothing of the person', async () => {
    expect(JSON.stringify(await search('ana.exemple@contoso.com'))).not.toContain('ana.exemple');
  });
});

describe('a view that was tampered with', () => {
  it.each([
    { page: 1e9 },
    { page: 1, reseller: '99999999-0000-4000-8000-000000000000' },
    { page: 1, everyone: true, scope: 'all' },
    { page: 1, sort: 'name; drop table customers' },
    { page: -3, name: { $ne: 1 }, assignee: ['x'] },
  ])('%j gets an answer that tells nothing more', async (view) => {
    const before = await customers.figures();
    const place = personalChat('a:tampered');

    const cards = [
      await press(place, 'customers.page', view),
      await press(place, 'reminder.assign', { customerId: 'nobody', list: view }),
      await press(place, 'help.show', { list: view }),
    ];

    for (const card of cards) expect(card).toMatchObject({ type: 'AdaptiveCard' });
    expect(await customers.figures()).toEqual(before);
  });
});
