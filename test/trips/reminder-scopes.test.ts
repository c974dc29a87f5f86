import { beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, groupChat, NOOR, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot({
  settings: {
    SANDBOX_PARTNER: 'provider',
    ESCALATE_AFTER_DAYS: '14',
    ESCALATION_CONVERSATION: '19:lead@thread.v2',
  },
});
const clientIn = (place: Place, person = CAMILLE) =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale: 'en-GB' });
const idOf = (place: Place) => place.conversation.id;
const lastIn = (place: Place) => cardOf(connector.messages(idOf(place)).at(-1)!);
const say = async (place: Place, text: string) => {
  await send(clientIn(place).message(text));
  return lastIn(place);
};
let resellerId: string;

beforeAll(async () => {
  await eventually(
    async () => {
      expect((await data.database.customers.figures()).unknown).toBe(0);
      const resellers = await data.database.customers.resellers();
      const counts = await data.database.scopes.counts(resellers.map(({ id }) => `reseller:${id}`));
      const [key] = [...counts].find(([, { unconfirmed }]) => unconfirmed > 0) ?? [];
      expect(key).toBeDefined();
      resellerId = key!.replace('reseller:', '');
    },
    { withinMs: 40_000 },
  );
}, 180_000);

describe('a team about one reseller’s customers', () => {
  it('chooses them in its settings, and hears of them and no others', async () => {
    const place = groupChat('19:alpine@thread.v2');
    await send(clientIn(place).install());
    const settings = await say(place, 'settings');
    const offered = (input(settings, 'customers').choices as { value: string }[]).map(({ value }) => value);

    const { body } = await send(clientIn(place).execute('settings.save', {}, { customers: resellerId }));
    const status = await say(place, 'status');
    const list = await say(place, 'unconfirmed');
    const digest = await say(place, 'remind now');

    const { unconfirmed, total } = (await data.database.scopes.counts([`reseller:${resellerId}`])).get(
      `reseller:${resellerId}`,
    )!;
    expect(offered).toContain(resellerId);
    expect(offered).not.toContain('mine');
    expect(input(body?.value, 'customers').value).toBe(resellerId);
    expect(textOf(status)).toContain(`${unconfirmed} of ${total}`);
    expect(textOf(list)).toContain(`${unconfirmed} customers to confirm`);
    for (const card of [status, list]) expect(textOf(card)).toContain('Reseller: ');
    expect(textOf(digest)).toContain(`${unconfirmed} customers to confirm`);
    expect(textOf(digest)).toContain(`${total - unconfirmed} of ${total} confirmed`);
    expect(textOf(digest)).toContain('Reseller: ');
  });

  it.each(['mine', 'reseller:somebody', '00000000-0000-4000-8000-000000000000'])(
    'cannot be about %s, and keeps what it was',
    async (customers) => {
      const place = groupChat('19:strict@thread.v2');
      await send(clientIn(place).install());

      const { body } = await send(clientIn(place).execute('settings.save', {}, { customers, hour: '7' }));

      expect(textOf(body?.value)).toContain('Choose from the list');
      expect(await data.database.reminders.find(idOf(place))).toMatchObject({
        settings: { hour: 9, scope: { kind: 'all' } },
      });
    },
  );
});

describe('a personal chat about one’s own customers', () => {
  it('hears of those assigned to the person whose chat it is', async () => {
    const place = personalChat('a:my-own');
    const [mine, other] = await data.database.customers.unconfirmed({ offset: 0, limit: 2 });
    await data.database.customers.assign(mine!.id, { id: CAMILLE.aadObjectId, name: CAMILLE.name });
    await data.database.customers.assign(other!.id, { id: NOOR.aadObjectId, name: NOOR.name });
    await send(clientIn(place).install());

    await send(clientIn(place).execute('settings.save', {}, { customers: 'mine', reminders: 'true' }));
    const digest = await say(place, 'remind now');

    const all = buttons(digest, 'customers.page').at(-1)!;
    const ofMine = await send(clientIn(place).execute('customers.page', all.data));
    expect(textOf(ofMine.body?.value)).toContain('1 customer to confirm');
    expect(buttons(digest, 'reminder.assign')).toEqual([]);
    const list = await say(place, 'unconfirmed');
    const { body } = await send(clientIn(place).execute('customers.page', { assignee: NOOR.aadObjectId }));
    expect(textOf(digest)).toContain('Customers assigned to you');
    expect(textOf(list)).toContain('Customers assigned to you');
    expect(textOf(body?.value)).toContain(other!.name);
    expect(textOf(body?.value)).not.toContain('Customers assigned to you');
    expect(buttons(digest, 'confirmation.open').map(({ data: pressed }) => pressed.customerId)).toEqual([
      mine!.id,
    ]);
    expect(await data.database.reminders.find(idOf(place))).toMatchObject({
      settings: { on: true, scope: { kind: 'mine', personId: CAMILLE.aadObjectId } },
      readerId: CAMILLE.aadObjectId,
    });
  });
});

describe('a team that is told who waits too long', () => {
  const totalIn = (card: unknown) => Number(/(\d+) customers? to confirm/.exec(textOf(card))?.[1]);

  it('sees with one press all of those that were counted, and elsewhere it is only what is meant there', async () => {
    const [lead, elsewhere] = [groupChat('19:lead@thread.v2'), groupChat('19:not-lead@thread.v2')];
    for (const place of [lead, elsewhere]) {
      await send(clientIn(place).install());
      await send(clientIn(place).execute('settings.save', {}, { customers: resellerId }));
    }
    const long = new Date(Date.now() - 20 * 86_400_000);
    const { kysely } = data.database;
    await kysely
      .updateTable('customers')
      .set({ waiting_since: long })
      .where('agreement_state', '=', 'unconfirmed')
      .execute();
    await kysely
      .updateTable('customers')
      .set({ waiting_since: new Date() })
      .where('id', '=', (await data.database.customers.unconfirmed({ offset: 0, limit: 1 }))[0]!.id)
      .execute();
    const { unconfirmed } = await data.database.customers.figures();

    const digest = await say(lead, 'remind now');
    const seeAll = buttons(digest, 'customers.page').find(({ title }) => title === 'See all of these')!;
    const { body } = await send(clientIn(lead).execute('customers.page', seeAll.data));
    const other = await send(clientIn(elsewhere).execute('customers.page', seeAll.data));

    expect(textOf(digest)).toContain(`${unconfirmed - 1} customers have been waiting for more than 14 days`);
    expect(totalIn(body?.value)).toBe(unconfirmed - 1);
    expect(textOf(body?.value)).toContain(
      'All customers of your organisation · Waiting for more than 14 days',
    );
    expect(input(body?.value, 'waitingFilter')).toMatchObject({ value: '14' });
    expect(
      (input(body?.value, 'waitingFilter').choices as { value: string }[]).map(({ value }) => value),
    ).toEqual(['any', '7', '14', '30', '90']);
    expect(totalIn(other.body?.value)).toBeLessThan(unconfirmed - 1);
  });
});
