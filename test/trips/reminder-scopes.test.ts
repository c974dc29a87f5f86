import { beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, groupChat, NOOR, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot({ settings: { SANDBOX_PARTNER: 'provider' } });
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
    expect(textOf(list)).toContain(`${unconfirmed} unconfirmed`);
    expect(textOf(digest)).toContain(`${unconfirmed} of ${total}`);
    expect(textOf(digest)).toContain('Customers of ');
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
  it('hears of those assigned to whoever’s chat it is', async () => {
    const place = personalChat('a:my-own');
    const [mine, other] = await data.database.customers.unconfirmed({ offset: 0, limit: 2 });
    await data.database.customers.assign(mine!.id, { id: CAMILLE.aadObjectId, name: CAMILLE.name });
    await data.database.customers.assign(other!.id, { id: NOOR.aadObjectId, name: NOOR.name });
    await send(clientIn(place).install());

    await send(clientIn(place).execute('settings.save', {}, { customers: 'mine', reminders: 'true' }));
    const digest = await say(place, 'remind now');

    expect(textOf(digest)).toContain('Customers assigned to you');
    expect(buttons(digest, 'confirmation.open').map(({ data: pressed }) => pressed.customerId)).toEqual([
      mine!.id,
    ]);
    expect(await data.database.reminders.find(idOf(place))).toMatchObject({
      settings: { on: true, scope: { kind: 'mine', personId: CAMILLE.aadObjectId } },
      readerId: CAMILLE.aadObjectId,
    });
  });
});
