import { beforeAll, describe, expect, it } from '@jest/globals';
import { groupChat, teamsClient, type WireActivity } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { registeredBot } from '../support/registered-bot.ts';

const { authority, connector, data, send } = await registeredBot({ settings: { TEAMS_CHANNEL: 'direct' } });
const { serviceUrl } = connector;
const place = groupChat('19:without-the-sdk@thread.v2');
const client = teamsClient({ serviceUrl, place, locale: 'en-US' });

const say = async (activity: WireActivity) => send(activity, await authority.authorization({ serviceUrl }));
const standing = () => connector.messages(place.conversation.id);
const digests = () => standing().filter((message) => buttons(cardOf(message), 'reminder.snooze').length > 0);

beforeAll(async () => {
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ total: 40, unknown: 0 }),
    { withinMs: 20_000 },
  );
  await say(client.install());
}, 180_000);

describe('a bot that talks to Teams without the SDK', () => {
  it('answers a question with a card, and takes a vote on it', async () => {
    await say(client.message('What happens if I do nothing?'));

    const answer = standing().at(-1)!;
    const [vote] = buttons(cardOf(answer), 'faq.feedback');
    const { body } = await say({ ...client.execute('faq.feedback', vote!.data), replyToId: answer.id });

    expect(body).toMatchObject({ statusCode: 200 });
  });

  it('reminds, files a confirmation from the reminder, shows how it ended, and brings the reminder up to date', async () => {
    await say(client.message('remind now'));
    const [digest] = digests();
    const before = await data.database.customers.figures();
    expect(textOf(cardOf(digest!))).toContain(String(before.unconfirmed));
    const [open] = buttons(cardOf(digest!), 'confirmation.open');

    const opened = await say({ ...client.execute('confirmation.open', open!.data), replyToId: digest!.id });
    const form = opened.body?.value;
    const [submit] = buttons(form, 'confirmation.submit');
    const inputs = {
      customerId: input(form, 'customerId').value,
      acceptanceDate: '2018-10-03',
      firstName: 'Ana',
      lastName: 'Exemple',
      email: 'ana@client.example',
    };
    const press = client.execute('confirmation.submit', submit!.data, inputs);
    const { body } = await say({ ...press, replyToId: digest!.id });

    expect(body).toMatchObject({ statusCode: 200 });
    await connector.waitForMessage(
      (message) => message.id !== digest!.id && /\bconfirmed\b/i.test(textOf(cardOf(message))),
    );
    await eventually(() => expect(textOf(cardOf(digests()[0]!))).toContain(String(before.unconfirmed - 1)), {
      withinMs: 20_000,
    });
    expect(digests()).toHaveLength(1);
  }, 60_000);

  it('edits the message of a form into how it ended', async () => {
    const [customer] = await data.database.customers.unconfirmed({ offset: 3, limit: 1 });
    await say(client.message(`confirm ${customer!.name}`));
    const message = standing().at(-1)!;
    const [submit] = buttons(cardOf(message), 'confirmation.submit');
    const inputs = {
      customerId: customer!.id,
      acceptanceDate: '2018-10-03',
      firstName: 'Ana',
      lastName: 'Exemple',
      email: 'ana@client.example',
    };

    const press = client.execute('confirmation.submit', submit!.data, inputs);
    await say({ ...press, replyToId: message.id });

    const edited = await connector.waitForMessage(({ id, edits }) => id === message.id && edits > 0);
    expect(textOf(cardOf(edited))).toMatch(/confirmed/i);
  }, 60_000);

  it('shows Teams its own token with everything that it says, asked or unasked', () => {
    const shown = new Set(connector.calls.map(({ authorization }) => authorization));

    expect(connector.calls.length).toBeGreaterThan(5);
    expect([...shown]).toEqual([`Bearer ${authority.accessTokens.at(-1)}`]);
  });
});
