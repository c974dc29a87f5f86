import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandName } from '../../bot/commands/commands.ts';
import { COMMANDS, INVOKES, PRESSES } from '../../bot/routes.ts';
import { VERBS, type Verb } from '../../bot/commands/verbs.ts';
import {
  channel,
  personalChat,
  teamsClient,
  type Client,
  type Someone,
  type WireActivity,
} from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { registeredBot } from '../support/registered-bot.ts';

const { authority, connector, data, send } = await registeredBot();
const { serviceUrl } = connector;

/** `own chat`: members anywhere, and everyone in a chat of their own. */
type Audience = 'everyone' | 'members' | 'own chat';

/** Every verb: a new one has to say who may press it. */
const VERB_AUDIENCE: Record<Verb, Audience> = {
  'confirmation.open': 'members',
  'confirmation.submit': 'members',
  'confirmation.again': 'members',
  'confirmation.release': 'members',
  'confirmation.review': 'members',
  'confirmation.details': 'everyone',
  'confirmation.retry': 'members',
  'customer.status': 'members',
  'customer.assign': 'members',
  'customer.chooseAssignee': 'members',
  'customer.release': 'members',
  'customer.ask': 'members',
  'customer.asked': 'members',
  'customer.check': 'members',
  'customer.refresh': 'members',
  'customer.openNote': 'members',
  'customer.note': 'members',
  'customer.resume': 'members',
  'customers.page': 'members',
  'faq.show': 'everyone',
  'faq.feedback': 'everyone',
  'faq.none': 'everyone',
  'faq.ask': 'everyone',
  'faq.answer': 'members',
  'help.show': 'everyone',
  'status.show': 'members',
  'reminder.snooze': 'own chat',
  'reminder.assign': 'members',
  'reminder.off': 'members',
  'reminder.on': 'members',
  'settings.open': 'members',
  'settings.save': 'members',
  'import.confirm': 'members',
  'import.cancel': 'members',
  'import.pause': 'members',
  'import.resume': 'members',
  'import.again': 'members',
  'import.result': 'members',
  'import.template': 'members',
  'customers.export': 'members',
};

/** Every command, as it is typed. */
const COMMAND_AUDIENCE: Record<CommandName, [typed: string, audience: Audience]> = {
  help: ['help', 'everyone'],
  confirm: ['confirm', 'members'],
  unconfirmed: ['unconfirmed', 'members'],
  'my-unconfirmed': ['my unconfirmed', 'members'],
  status: ['status', 'members'],
  'remind-now': ['remind now', 'members'],
  settings: ['settings', 'members'],
  'language-fr': ['language fr', 'own chat'],
  'language-en': ['language en', 'own chat'],
  'reminders-on': ['turn the reminders back on', 'members'],
  'pause-reminders': ['pause the reminders for a week', 'own chat'],
  'assign-to-me': ['assign Contoso to me', 'members'],
  export: ['export', 'members'],
  import: ['import', 'members'],
  'reminders-off': ['turn off reminders', 'members'],
  template: ['get the template', 'members'],
  'use-for': ['use this conversation for experts', 'members'],
  'stop-using-for': ['stop using this conversation for experts', 'members'],
};

/** Every other invoke. */
const INVOKE_AUDIENCE: Record<string, Audience> = {
  'message/submitAction': 'everyone',
  'composeExtension/query': 'members',
  'fileConsent/invoke': 'everyone',
};

interface Kind {
  kind: string;
  roster: Record<string, unknown> | 'unreadable';
  isMember?: true;
}

const KINDS: Kind[] = [
  { kind: 'a user', roster: { userRole: 'user' }, isMember: true },
  { kind: 'an owner', roster: { userRole: 'owner' }, isMember: true },
  { kind: 'a guest', roster: { userRole: 'guest' } },
  { kind: 'an anonymous guest', roster: { userRole: 'anonymous' } },
  { kind: 'a person of another tenant', roster: { tenantId: '99999999-2222-4333-8444-555555555555' } },
  { kind: 'a person without a tenant', roster: { tenantId: undefined } },
  { kind: 'a person without a role', roster: { userRole: undefined } },
  { kind: 'a person whose roster is away', roster: 'unreadable' },
];

const REFUSALS =
  /Guests cannot confirm|This is for members|I could not check who you are|You are here as a guest|Teams did not tell me/;
const TRY_AGAIN = /try again/;

let customer: { id: string; name: string };
let authorization: string;

beforeAll(async () => {
  authorization = await authority.authorization({ serviceUrl });
  await eventually(
    async () => expect(await data.database.customers.figures()).toMatchObject({ total: 40, unknown: 0 }),
    { withinMs: 30_000 },
  );
  customer = (await data.database.customers.unconfirmed({ offset: 0, limit: 1 }))[0]!;
}, 180_000);

/** One of a kind, where no one else writes: in a chat of their own, or a channel. */
function scene({ kind, roster }: Kind, place: 'chat' | 'channel', what: string) {
  const key = `${KINDS.findIndex((each) => each.kind === kind)}-${what}`;
  const person: Someone = { id: `29:${key}`, aadObjectId: `id-${key}`, name: `Person ${key}` };
  const id = place === 'chat' ? `a:${key}` : `19:${key}@thread.tacv2`;
  connector.setMember(person.id, roster === 'unreadable' ? {} : roster);
  if (roster === 'unreadable') connector.fault(id, { status: 503 }, { on: ['member'], times: Infinity });
  const where = place === 'chat' ? personalChat(id) : channel({ id });
  return { id, client: teamsClient({ serviceUrl, person, place: where, locale: 'en-US' }) };
}

/** All that came back: the answer of an invoke, and what was said in the conversation. */
async function answerTo(activity: WireActivity, id: string): Promise<string> {
  const { status, body } = await send(activity, authorization);
  expect(status).toBe(200);
  return JSON.stringify([body ?? null, connector.messages(id).map((message) => message.activity)]);
}

function expectAnswer(answer: string, { kind, isMember, roster }: Kind, audience: Audience, isChat: boolean) {
  const isAllowed = isMember || audience === 'everyone' || (audience === 'own chat' && isChat);
  const is = REFUSALS.test(answer) ? 'refused' : 'answered';
  expect(`${kind}: ${is}`).toBe(`${kind}: ${isAllowed ? 'answered' : 'refused'}`);
  if (isAllowed) return;
  if (roster === 'unreadable') expect(answer).toMatch(TRY_AGAIN);
  // A form that is given back shows what was chosen on it.
  else expect(answer).not.toContain(customer.name);
}

/** Lets each kind of person do something, in a chat of their own and in a channel. */
async function walk(what: string, audience: Audience, act: (client: Client) => WireActivity): Promise<void> {
  const places = ['chat', 'channel'] as const;
  await Promise.all(
    KINDS.flatMap((kind) =>
      places.map(async (place) => {
        const { id, client } = scene(kind, place, `${what}-${place}`);
        expectAnswer(await answerTo(act(client), id), kind, audience, place === 'chat');
      }),
    ),
  );
}

const pressData = () => ({ customerId: customer.id, entryId: 'how-does-the-functionality-work', days: 1 });

describe('who may do what, in a registered bot', () => {
  it('has a line for every verb, command and invoke', () => {
    expect(Object.keys(VERB_AUDIENCE).sort()).toEqual([...VERBS].sort());
    expect(Object.keys(PRESSES).sort()).toEqual([...VERBS].sort());
    expect(Object.keys(COMMAND_AUDIENCE).sort()).toEqual(Object.keys(COMMANDS).sort());
    expect(Object.keys(INVOKE_AUDIENCE).sort()).toEqual([...INVOKES.keys()].sort());
  });

  it.each(Object.entries(VERB_AUDIENCE))('by pressing: %s is for %s', (verb, audience) =>
    walk(verb, audience, (client) => client.execute(verb, pressData())),
  );

  it.each(['confirmation.open', 'confirmation.submit'] as const)(
    'by pressing in a client that falls back to a message: %s',
    (verb) => walk(`submit-${verb}`, VERB_AUDIENCE[verb], (client) => client.submit(verb, pressData())),
  );

  it.each(Object.entries(COMMAND_AUDIENCE))('by typing: %s', (name, [typed, audience]) =>
    walk(`command-${name}`, audience, (client) => client.message(typed)),
  );

  it.each(['confirm', 'status'])('by typing: %s, with a customer', (word) =>
    walk(`named-${word}`, 'members', (client) => client.message(`${word} ${customer.name}`)),
  );

  it('by invokes of Teams', async () => {
    await walk('find', INVOKE_AUDIENCE['composeExtension/query']!, (client) => client.find(undefined));
    const thumb = { actionName: 'feedback', actionValue: { reaction: 'like', feedback: '{}' } };
    await walk('thumb', INVOKE_AUDIENCE['message/submitAction']!, (client) => ({
      ...client.execute('x'),
      name: 'message/submitAction',
      value: thumb,
    }));
  });

  it.each([
    ['a user', KINDS[0]!, 'result'],
    ['a guest', KINDS[2]!, 'message'],
  ] as const)(
    'by the message extension where the bot is not: the roster of their own chat says that it is %s',
    async (_who, kind, type) => {
      const own = scene(kind, 'chat', 'elsewhere');
      await send(own.client.message('help'), authorization);
      const there = '19:a-chat-of-others@thread.v2';
      connector.fault(there, { status: 403, code: 'BotNotInConversationRoster' }, { on: ['member'] });
      const find = own.client.find(undefined);
      const conversation = { ...find.conversation, id: there, conversationType: 'groupChat' };

      const { body } = await send({ ...find, conversation }, authorization);

      expect(body).toMatchObject({ composeExtension: { type } });
    },
  );

  it('by files and pasted rows', async () => {
    const rows = 'Customer;Acceptance date;First name;Last name;Email\nContoso;2025-01-02;Ana;Li;a@b.example';
    await Promise.all(
      KINDS.map(async (kind) => {
        const { id, client } = scene(kind, 'chat', 'rows');
        expectAnswer(await answerTo(client.message(rows), id), kind, 'members', true);
      }),
    );
  });

  it.each(['customers', 'resellers'])('by typing into the choice of %s', async (dataset) => {
    const found = await Promise.all(
      KINDS.map(async (kind) => {
        const { client } = scene(kind, 'chat', `search-${dataset}`);
        const search = client.search('');
        const { body } = await send(
          { ...search, value: { ...(search.value as object), dataset } },
          authorization,
        );
        return (body?.value as { results: unknown[] }).results.length > 0;
      }),
    );

    const isMember = KINDS.map((kind) => kind.isMember === true);
    expect(found).toEqual(dataset === 'customers' ? isMember : isMember.map(() => expect.any(Boolean)));
  });

  it('by a customer’s name alone, of which guests are not told that there is one', async () => {
    const shown = await Promise.all(
      KINDS.map(async (kind) => {
        const { id, client } = scene(kind, 'chat', 'name-alone');
        const answer = await answerTo(client.message(customer.name), id);
        return answer.includes(`"customerId":"${customer.id}"`);
      }),
    );

    expect(shown).toEqual(KINDS.map((kind) => kind.isMember === true));
  });

  it('files nothing of a guest’s, whatever the card says', async () => {
    const [count] = await data.database.kysely.selectFrom('confirmations').selectAll().execute();

    expect(count).toBeUndefined();
  });

  it('gives a file only to the person it was offered to', async () => {
    const owner = scene(KINDS[0]!, 'chat', 'offer');
    await send(owner.client.execute('customers.export'), authorization);
    const offered = connector.messages(owner.id).at(-1)!;
    const context = JSON.stringify(offered.activity).match(/"offerId":"([^"]+)"/)![1];

    await Promise.all(
      KINDS.slice(1).map((kind) => {
        const consent = { action: 'accept', context: { offerId: context } };
        const { client } = scene(kind, 'chat', 'offer');
        const invoke = { ...client.execute('x'), name: 'fileConsent/invoke', value: consent };
        return send({ ...invoke, conversation: owner.client.message('').conversation }, authorization);
      }),
    );

    expect(connector.messages(owner.id).at(-1)!.activity).toEqual(offered.activity);
  });
});
