import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { VERBS } from '../../bot/commands/verbs.ts';
import { channel, groupChat, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data, settings } = await runningBot();

const GUEST = {
  id: '29:guest',
  aadObjectId: 'd3a9a7de-5c0f-4f62-9d1b-8d0a7f6d9001',
  name: 'Gaël Invité',
};
const clientIn = (place: Place, locale = 'fr-FR') =>
  teamsClient({ serviceUrl: connector.serviceUrl, place, locale });
const idOf = (place: Place) => place.conversation.id.split(';')[0]!;

/** Runs a command beside the bot, as an administrator does, and gives back its last line. */
async function command(name: string, ...args: string[]): Promise<string> {
  const script = join(import.meta.dirname, '..', '..', 'src', 'cli', `${name}.ts`);
  const env = { ...process.env, ...settings, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { env });
  return stdout.trim().split('\n').at(-1) ?? '';
}

/** The cards that stand in a conversation, those of the welcome aside. */
const digestsIn = (place: Place) =>
  connector.messages(idOf(place)).filter((message) => buttons(cardOf(message), 'reminder.snooze').length > 0);

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ total: 40, unknown: 0 }),
    {
      withinMs: 20_000,
    },
  );
}, 180_000);

describe('a team that installs the bot', () => {
  it('is welcomed once, in the language of who installed it, and told how to switch reminders off', async () => {
    const place = channel({ id: '19:welcomed@thread.tacv2', threadId: undefined });

    await send(clientIn(place).install());
    await send(clientIn(place).membersAdded());

    const messages = connector.messages(idOf(place));
    expect(messages).toHaveLength(1);
    expect(cardOf(messages[0]!)).toMatchObject({ lang: 'fr' });
    expect(textOf(cardOf(messages[0]!))).toMatch(/9 h|9 heures|09/);
  });

  it('can switch reminders off with one press on the welcome', async () => {
    const place = channel({ id: '19:one-press@thread.tacv2', threadId: null });
    await send(clientIn(place).install());
    const [off] = buttons(cardOf(connector.messages(idOf(place))[0]!), 'reminder.off');

    const { body } = await send(clientIn(place).execute('reminder.off', off!.data));

    expect(off!.title).toBe('Désactiver les rappels');
    expect(textOf(body?.value)).toContain('Les rappels sont désactivés');
    expect(await data.database.reminders.find(idOf(place))).toMatchObject({
      settings: { on: false, hour: 9 },
    });
    expect(digestsIn(place)).toEqual([]);
  }, 180_000);

  it('is known by its new name when it is renamed', async () => {
    const place = channel({ id: '19:renamed@thread.tacv2', threadId: null, teamName: 'Licences' });
    await send(clientIn(place).install());

    await send(
      clientIn({
        ...place,
        channelData: {
          ...place.channelData,
          eventType: 'teamRenamed',
          team: { id: idOf(place), name: 'Licences et contrats' },
        },
      }).membersAdded([]),
    );

    expect(await data.database.conversations.named('licences et contrats')).toMatchObject({
      id: idOf(place),
    });
  });

  it('is welcomed again after it removed the bot and brought it back', async () => {
    const place = groupChat('19:back@thread.v2');

    await send(clientIn(place).install());
    await send(clientIn(place).uninstall());
    await send(clientIn(place).install());

    expect(connector.messages(idOf(place))).toHaveLength(2);
  });

  it('is not reminded at once, but at its first working day at nine', async () => {
    const place = groupChat('19:patient@thread.v2');

    await send(clientIn(place).install());

    const reminder = await data.database.reminders.find(idOf(place));
    expect(reminder?.settings).toMatchObject({
      on: true,
      days: [1, 2, 3, 4, 5],
      hour: 9,
      timeZone: 'Europe/Paris',
    });
    expect(reminder?.dueAt?.getTime()).toBeGreaterThan(Date.now());
    expect(digestsIn(place)).toEqual([]);
  });

  it('has no reminders when it is a chat of one person', async () => {
    const place = personalChat('a:quiet');

    await send(clientIn(place).install());

    expect(await data.database.reminders.find(idOf(place))).toMatchObject({ settings: { on: false } });
  });
});

describe('a reminder', () => {
  it('that is due is posted once by the command, however often it runs', async () => {
    const place = channel({ id: '19:due@thread.tacv2', threadId: undefined });
    await send(clientIn(place).install());
    await data.database.reminders.reschedule(idOf(place), new Date(Date.now() - 60_000));

    await command('remind');
    await command('remind');
    await command('remind', '--all');

    const [digest, ...more] = digestsIn(place);
    expect(more).toEqual([]);
    const { unconfirmed } = await data.database.customers.figures();
    expect(textOf(cardOf(digest!))).toContain(String(unconfirmed));
    expect(buttons(cardOf(digest!), 'confirmation.open')).toHaveLength(5);
    expect(digest!.activity.summary).toContain(String(unconfirmed));
  }, 180_000);

  it('is posted by `rappeler maintenant`, and refreshed in place when asked again', async () => {
    const place = groupChat('19:now@thread.v2');
    await send(clientIn(place).install());

    await send(clientIn(place).message('rappeler maintenant'));
    await send(clientIn(place).message('Rappeler maintenant !'));

    expect(digestsIn(place)).toHaveLength(1);
    expect(digestsIn(place)[0]!.edits).toBe(1);
  });

  it('is edited when a customer it counts is confirmed', async () => {
    const place = groupChat('19:shrinks@thread.v2');
    await send(clientIn(place).install());
    await send(clientIn(place).message('remind now'));
    const [digest] = digestsIn(place);
    const before = await data.database.customers.figures();
    const [button] = buttons(cardOf(digest!), 'confirmation.open');

    const opened = await send({
      ...clientIn(place).execute('confirmation.open', button!.data),
      replyToId: digest!.id,
    });
    const form = buttons(opened.body?.value, 'confirmation.submit')[0]!.data;
    const inputs = {
      customerId: button!.data.customerId,
      acceptanceDate: '2018-10-03',
      firstName: 'Ana',
      lastName: 'Exemple',
      email: 'ana@client.example',
    };
    await send({ ...clientIn(place).execute('confirmation.submit', form, inputs), replyToId: digest!.id });

    const outcome = await connector.waitForMessage(
      (message) =>
        message.conversationId === idOf(place) &&
        /confirm/i.test(textOf(cardOf(message))) &&
        message.id > digest!.id,
    );
    expect(outcome.id).not.toBe(digest!.id);
    await eventually(
      () => expect(textOf(cardOf(digestsIn(place)[0]!))).toContain(String(before.unconfirmed - 1)),
      { withinMs: 20_000 },
    );
  }, 180_000);

  it('can be pressed on long after, whatever has become of its customers and of the reminder', async () => {
    const place = groupChat('19:stale@thread.v2');
    await send(clientIn(place, 'en-GB').install());
    await send(clientIn(place).message('remind now'));
    const [digest] = digestsIn(place);
    const pressed = { customerId: String(buttons(cardOf(digest!), 'confirmation.open')[0]!.data.customerId) };
    const how = { acceptedOn: '2018-10-03', via: 'partner-center', by: null, at: new Date() } as const;
    await data.database.customers.markConfirmed(pressed.customerId, how);
    await send(clientIn(place).execute('reminder.off'));
    const press = (verb: string, more: object) =>
      send({ ...clientIn(place).execute(verb, { language: 'en', ...more }), replyToId: digest!.id });

    const answers = await Promise.all(VERBS.map((verb) => press(verb, pressed)));
    const unknown = await Promise.all(
      VERBS.map((verb) => press(verb, { customerId: 'nobody', entryId: 'none' })),
    );
    // A check among them has read from Partner Center that the customer is not confirmed there, and one switched reminders on.
    await data.database.customers.markConfirmed(pressed.customerId, how);
    await press('reminder.off', {});
    const [confirm, assign, snooze] = await Promise.all([
      press('confirmation.open', pressed),
      press('reminder.assign', pressed),
      press('reminder.snooze', { days: 1 }),
    ]);

    for (const { status, body } of [...answers, ...unknown]) {
      expect(status).toBe(200);
      expect([200, 400]).toContain(body?.statusCode);
    }
    expect(textOf(confirm.body?.value)).toMatch(/confirmed/i);
    expect(buttons(confirm.body?.value, 'confirmation.submit')).toEqual([]);
    expect(textOf(assign.body?.value)).toMatch(/confirmed/i);
    expect(textOf(snooze.body?.value)).toContain('Reminders are off here');
  });

  it('is not sent where the bot was removed, and the command still succeeds', async () => {
    const place = groupChat('19:gone@thread.v2');
    await send(clientIn(place).install());
    await data.database.reminders.reschedule(idOf(place), new Date(Date.now() - 60_000));
    connector.fault(idOf(place), { status: 403, code: 'BotNotInConversationRoster' }, { times: Infinity });

    await command('remind');

    expect(await data.database.conversations.find(idOf(place))).toMatchObject({
      reachability: { reachable: false, reason: 'BotNotInConversationRoster' },
    });
  }, 180_000);

  it('is sent again once a person there writes to the bot', async () => {
    const place = groupChat('19:healed@thread.v2');
    await send(clientIn(place).install());
    await data.database.reminders.reschedule(idOf(place), new Date(Date.now() - 60_000));
    connector.fault(idOf(place), { status: 403, code: 'BotNotInConversationRoster' });
    await command('remind');

    await send(clientIn(place).message('aide'));

    await eventually(async () =>
      expect(await data.database.conversations.find(idOf(place))).toMatchObject({
        reachability: { reachable: true },
      }),
    );
  }, 180_000);

  it('that is snoozed is left out until then', async () => {
    const place = groupChat('19:snoozed@thread.v2');
    await send(clientIn(place).install());
    await send(clientIn(place).execute('reminder.snooze', { days: 1 }));
    await data.database.reminders.reschedule(idOf(place), new Date(Date.now() - 60_000));

    await command('remind', '--all');

    expect(digestsIn(place)).toEqual([]);
  }, 180_000);
});

describe('settings', () => {
  it('switch reminders off, choose the days, and answer in the chosen language', async () => {
    const place = groupChat('19:settings@thread.v2');
    await send(clientIn(place).install());

    const { body } = await send(
      clientIn(place).execute(
        'settings.save',
        { language: 'fr' },
        { reminders: 'false', days: '1,3', hour: '8', timeZone: 'America/Montreal' },
      ),
    );

    expect(body).toMatchObject({ statusCode: 200, value: { lang: 'fr' } });
    expect(await data.database.reminders.find(idOf(place))).toMatchObject({
      settings: { on: false, days: [1, 3], hour: 8, timeZone: 'America/Montreal' },
    });
  });

  it('leave each reader their own language until a language is set', async () => {
    const place = groupChat('19:mixed@thread.v2');
    await send(clientIn(place, 'en-GB').install());

    await send(clientIn(place, 'fr-FR').message('123 456'));
    await send(clientIn(place, 'fr-FR').message('rappeler maintenant'));

    const [, answer, digest] = connector.messages(idOf(place)).map(cardOf);
    expect(answer).toMatchObject({ lang: 'fr' });
    expect(digest).toMatchObject({ lang: 'en' });
  });

  it('hold for what is said afterwards', async () => {
    const place = groupChat('19:language@thread.v2');
    await send(clientIn(place, 'fr-FR').install());

    await send(clientIn(place, 'fr-FR').message('language en'));
    await send(clientIn(place, 'fr-FR').message('123 456'));

    expect(cardOf(connector.messages(idOf(place)).at(-1)!)).toMatchObject({ lang: 'en' });
  });

  it.each([
    ['a group', groupChat('19:guest@thread.v2'), false],
    ['a channel', channel({ id: '19:guest@thread.tacv2' }), false],
    ['a chat of one’s own', personalChat('a:guest'), true],
  ])('are a guest’s to change in %s: language and pause', async (_where, place, may) => {
    connector.setMember(GUEST.id, { userRole: 'guest' });
    const guest = teamsClient({ serviceUrl: connector.serviceUrl, place, person: GUEST, locale: 'en-US' });
    await send(clientIn(place, 'en-US').install());
    if (may) await send(clientIn(place).execute('settings.save', {}, { reminders: 'true' }));

    await send(guest.message('langue fr'));
    const paused = await send(guest.execute('reminder.snooze', { days: 31 }));

    expect(/guest/i.test(textOf(paused.body?.value))).toBe(!may);
    const { conversations, reminders } = data.database;
    expect((await conversations.find(idOf(place)))?.language).toBe(may ? 'fr' : null);
    expect((await reminders.find(idOf(place)))?.snoozedUntil !== null).toBe(may);
  });
});
