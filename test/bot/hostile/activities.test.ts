import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { channel, personalChat, teamsClient, type WireActivity } from '../../support/activities.ts';
import { registeredBot } from '../../support/registered-bot.ts';
import { ODD_TEXTS, ODD_VALUES } from './odd-values.ts';

const { authority, connector, send } = await registeredBot();
const { serviceUrl } = connector;
const token = await authority.authorization({ serviceUrl });
const client = teamsClient({ serviceUrl, place: personalChat('a:hostile') });
const inChannel = teamsClient({ serviceUrl, place: channel({ id: '19:hostile@thread.tacv2' }) });
const CARD = 'application/vnd.microsoft.card.adaptive';
const ERROR = 'application/vnd.microsoft.error';

/** Everything Teams sends, in its right form. */
const RIGHT: (() => WireActivity)[] = [
  () => client.message('que faut-il pour confirmer ?'),
  () => client.message('confirmer contoso'),
  () => client.message('statut contoso'),
  () => client.message('paramètres'),
  () => inChannel.message('unconfirmed'),
  () => inChannel.message('remind now'),
  () => client.execute('confirmation.open', { customerId: 'nobody' }),
  () => client.execute('confirmation.submit', {}, formInputs()),
  () => client.submit('confirmation.submit', {}, formInputs()),
  () => client.execute('confirmation.again', { customerId: 'nobody' }),
  () => client.execute('customer.status', { customerId: 'nobody' }),
  () => client.execute('customers.page', { page: 2 }),
  () => client.execute('faq.show', { entryId: 'how-does-the-functionality-work' }),
  () => client.execute('faq.feedback', { entryId: 'how-does-the-functionality-work', helpful: true }),
  () => inChannel.execute('reminder.snooze', { days: 2 }),
  () => inChannel.execute('reminder.assign', { customerId: 'nobody' }),
  () => inChannel.execute('settings.save', {}, settingsInputs()),
  () => client.search('con'),
  () => thumb(),
  () => inChannel.install(),
  () => inChannel.membersAdded(),
  () => inChannel.uninstall(),
];

function formInputs() {
  return {
    customerId: 'nobody',
    acceptanceDate: '2018-10-01',
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@contoso.example',
    phoneNumber: '',
  };
}

const settingsInputs = () => ({ language: 'fr', reminders: 'true', days: '1,2', hour: '9', timeZone: 'UTC' });

function thumb(): WireActivity {
  const value = {
    actionName: 'feedback',
    actionValue: { reaction: 'like', feedback: '{"feedbackText":"x"}' },
  };
  return { ...client.search(''), name: 'message/submitAction', value };
}

async function statusOf(activity: unknown): Promise<number> {
  const { status } = await send(activity as Record<string, unknown>, token);
  return status;
}

describe('an activity that Teams never sends', () => {
  it('is never answered with a fault of ours, whatever stands in whichever field', async () => {
    const oddValue = fc.oneof(fc.constantFrom(...ODD_VALUES), fc.jsonValue({ maxDepth: 3 }));
    const changes = fc.array(fc.tuple(fc.nat(), oddValue), { minLength: 1, maxLength: 4 });

    await fc.assert(
      fc.asyncProperty(fc.nat(RIGHT.length - 1), changes, async (which, odd) => {
        const activity: WireActivity = structuredClone(RIGHT[which]!());
        for (const [place, value] of odd) replace(activity, place, value);

        const status = await statusOf(activity);

        expect([200, 400, 401, 403, 413]).toContain(status);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 150), interruptAfterTimeLimit: 20_000 },
    );
  });

  it.each(ODD_TEXTS)('is one with %s for a question, a customer and every detail', async (_what, text) => {
    const inputs = Object.fromEntries(Object.keys(formInputs()).map((name) => [name, text]));

    const statuses = await Promise.all(
      [
        client.message(text),
        client.message(`confirmer ${text}`),
        client.message(`status ${text}`),
        client.search(text),
        client.execute('confirmation.open', { customerId: text }),
        client.execute('confirmation.submit', {}, inputs),
        client.execute('faq.show', { entryId: text }),
        inChannel.execute('reminder.assign', { customerId: text }),
        inChannel.message('aide', { from: { id: '29:odd', name: text, aadObjectId: text } }),
      ].map(statusOf),
    );

    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('changes no object of ours', async () => {
    await send(
      JSON.parse(
        `{"__proto__":{"admin":true},"type":"message","constructor":{"prototype":{"admin":true}}}`,
      ) as Record<string, unknown>,
      token,
    );

    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});

describe('what the bot does not know', () => {
  it.each<[string, WireActivity]>([
    ['a verb', client.execute('nobody.knows')],
    ['a verb that every object has', client.execute('constructor')],
    ['a verb that is a list', client.execute(['confirmation.open'] as unknown as string)],
    ['no verb', client.execute(undefined as unknown as string)],
    [
      'a list to search in',
      { ...client.search('x'), value: { dataset: 'nobody', queryText: 'x', queryOptions: {} } },
    ],
    ['an entry', client.execute('faq.show', { entryId: 'nobody' })],
    ['an entry that every object has', client.execute('faq.show', { entryId: '__proto__' })],
    ['a vote on no entry', client.execute('faq.feedback', { entryId: 'nobody', helpful: true })],
    ['a customer', client.execute('customer.status', { customerId: 'nobody' })],
    ['a customer to assign', inChannel.execute('reminder.assign', { customerId: 'nobody' })],
  ])('is answered with an error or with a card that says what to do: %s', async (_what, activity) => {
    const { status, body } = await send(activity, token);

    expect(status).toBe(200);
    if (body?.type === ERROR) {
      expect(body).toMatchObject({
        statusCode: 400,
        value: { code: expect.any(String), message: expect.any(String) },
      });
    } else expect(body).toMatchObject({ statusCode: 200, type: CARD });
  });
});

describe('after all that', () => {
  it('the bot still answers', async () => {
    const place = personalChat('a:after');
    await send(teamsClient({ serviceUrl, place }).message('aide'), token);

    expect(connector.messages('a:after')).toHaveLength(1);
  });
});

/** Puts a value in one of the places of an activity, counted through all its objects and lists. */
function replace(activity: WireActivity, place: number, value: unknown): void {
  const places: [holder: Record<string, unknown>, name: string][] = [];
  const collect = (holder: unknown) => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const name of Object.keys(holder)) {
      places.push([holder as Record<string, unknown>, name]);
      collect((holder as Record<string, unknown>)[name]);
    }
  };
  collect(activity);
  // What the door looks at would only ever be refused.
  const open = places.filter(([, name]) => !['serviceUrl', 'channelId', 'tenantId', 'tenant'].includes(name));
  const [holder, name] = open[place % open.length]!;
  holder[name] = value;
}
