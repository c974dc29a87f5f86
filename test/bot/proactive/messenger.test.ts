import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BotRegistration } from '../../../src/config.ts';
import { channelBy } from '../../support/channel.ts';
import { createMessenger } from '../../../bot/proactive/messenger.ts';
import type { Conversation, ConversationKind } from '../../../src/domain/conversations/conversation.ts';
import type { ChatOpener, Messenger, Notice } from '../../../src/use-cases/ports/messenger.ts';
import { TENANT } from '../../support/activities.ts';
import { botAuthority } from '../../support/authority.ts';
import {
  connectorStandIn,
  FAULTS,
  type ConnectorStandIn,
  type Fault,
} from '../../support/connector-stand-in.ts';
import { logLines } from '../../support/log-lines.ts';
import { jumpingTime, roomyBudget } from '../../support/teams-budget.ts';
import { LOCAL_TRUST } from '../../support/trust.ts';

const ID = '19:licensing@thread.tacv2';
const DIGEST: Notice = {
  kind: 'digest',
  language: 'fr',
  digest: { unconfirmed: 3, total: 40, customerIds: [], previousUnconfirmed: null },
  customers: [],
  oldestWaitingSince: null,
};

const CLOSED: Notice = { kind: 'file-closed', language: 'fr', how: 'gone', name: 'restants.csv' };

let teams: ConnectorStandIn;
let pauses: number[];
let lines: string[];
let heard: string[];
let messenger: Messenger & ChatOpener;

beforeEach(async () => {
  teams = await connectorStandIn();
  messenger = messengerOf(undefined);
});
afterEach(() => teams.close());

function messengerOf(registration: BotRegistration | undefined, trust = LOCAL_TRUST): typeof messenger {
  const time = jumpingTime();
  ({ pauses } = time);
  heard = [];
  const budget = roomyBudget(time);
  const logged = logLines();
  lines = logged.lines;
  return createMessenger({
    channel: channelBy('sdk', registration, budget),
    budget,
    trust,
    draw: (notice, conversation) => ({ summary: `${notice.kind} for ${conversation.id}`, attachments: [] }),
    log: logged.log,
    onSend: (what, outcome) => void heard.push(`${what} ${outcome}`),
  });
}

function conversation(kind: ConversationKind = 'channel', serviceUrl = teams.serviceUrl): Conversation {
  return {
    id: ID,
    tenantId: TENANT,
    kind,
    name: 'Licensing',
    language: 'fr',
    installerLanguage: null,
    timeZone: 'Europe/Paris',
    reference: { serviceUrl, channelId: 'msteams', botId: '28:bot' },
    reachability: { reachable: true },
  };
}

const post = () => messenger.post(conversation(), DIGEST);
const calls = () => teams.calls.map(({ operation }) => operation);

describe('a message said unasked', () => {
  it('is posted once, drawn for its readers, and its id comes back', async () => {
    const posted = await post();

    const [message] = teams.messages(ID);
    expect(posted).toEqual({ kind: 'posted', activityId: message?.id });
    expect(message?.activity).toMatchObject({
      type: 'message',
      from: { id: '28:bot' },
      conversation: { id: ID, tenantId: TENANT, isGroup: true },
      summary: `digest for ${ID}`,
    });
    expect(message?.activity).not.toHaveProperty('text');
    expect(calls()).toEqual(['post']);
  });

  it.each([
    ['service', { ...LOCAL_TRUST, allowedServiceHosts: new Set(['smba.trafficmanager.net']) }],
    ['tenant', { ...LOCAL_TRUST, allowedTenantIds: new Set(['another']) }],
  ])(
    'goes nowhere, and neither does a token, where the settings no longer allow the %s',
    async (_what, trust) => {
      const authority = await botAuthority();
      const { appId, appPassword, settings } = authority;
      messenger = messengerOf(
        { appId, appPassword, appType: 'SingleTenant', tenantId: TENANT, authority: settings },
        trust,
      );
      const refused = { kind: 'unreachable', reason: 'NotAllowedBySettings' };

      const outcomes = [
        await post(),
        await messenger.edit(conversation(), 'an-activity', DIGEST),
        await messenger.openChat({ id: '29:somebody' }, conversation()),
      ];

      expect(outcomes).toEqual([refused, refused, refused]);
      expect([teams.calls, authority.tokenRequests]).toEqual([[], []]);
      await authority.close();
    },
  );

  it('goes nowhere where the kept address cannot be read, and that conversation alone is at fault', async () => {
    const damaged = { ...conversation(), reference: { serviceUrl: 7 } };
    const refused = { kind: 'unreachable', reason: 'ReferenceUnreadable' };

    const outcomes = [
      await messenger.post(damaged, DIGEST),
      await messenger.edit(damaged, 'an-activity', DIGEST),
      await messenger.openChat({ id: '29:somebody' }, damaged),
    ];

    expect(outcomes).toEqual([refused, refused, refused]);
    expect(await post()).toMatchObject({ kind: 'posted' });
  });

  it('is a reply in the thread where the channel has threads', async () => {
    const posted = await messenger.post(conversation('channel'), DIGEST, '1540000000000');

    const [message] = teams.messages(ID);
    expect(posted).toEqual({ kind: 'posted', activityId: message?.id });
    expect(message?.threadId).toBe('1540000000000');
  });

  it.each(['groupChat', 'personal'] as const)(
    'is a plain message in a %s, which has no threads',
    async (kind) => {
      await messenger.post(conversation(kind), DIGEST, '1540000000000');

      expect(teams.messages(ID)).toMatchObject([{ threadId: undefined }]);
    },
  );

  it('is said beside the thread when that was deleted meanwhile', async () => {
    teams.fault(ID, { status: 404, code: 'ActivityNotFoundInConversation' });

    const posted = await messenger.post(conversation('channel'), DIGEST, '1540000000000');

    expect(posted).toMatchObject({ kind: 'posted' });
    expect(teams.messages(ID)).toMatchObject([{ threadId: undefined }]);
  });

  it('is told to the metrics, with what became of it', async () => {
    teams.fault(ID, FAULTS.notInRoster);

    await post();
    await messenger.edit(conversation(), teams.plant(ID), DIGEST);

    expect(heard).toEqual(['post unreachable', 'edit edited']);
  });

  it('replaces the message it edits', async () => {
    const id = teams.plant(ID, { type: 'message', summary: 'before' });

    const edited = await messenger.edit(conversation(), id, DIGEST);

    expect(edited).toEqual({ kind: 'edited' });
    expect(teams.messages(ID)).toMatchObject([
      { id, edits: 1, activity: { id, summary: `digest for ${ID}` } },
    ]);
  });
});

describe('a refusal that passes', () => {
  it.each([412, 429])('with %i is tried again, and the message posted once', async (status) => {
    teams.fault(ID, { status }, { times: 2 });

    const posted = await post();

    expect(posted).toMatchObject({ kind: 'posted' });
    expect(calls()).toEqual(['post', 'post', 'post']);
    expect(teams.messages(ID)).toHaveLength(1);
  });

  it.each([502, 503, 504])('with %i is tried again for what a person waits for', async (status) => {
    teams.fault(ID, { status }, { times: 2 });

    const posted = await messenger.post(conversation(), CLOSED);

    expect(posted).toMatchObject({ kind: 'posted' });
    expect(calls()).toEqual(['post', 'post', 'post']);
  });

  it('is waited for as long as Teams says', async () => {
    teams.fault(ID, { status: 429, retryAfterSeconds: 3 });
    teams.fault(ID, { status: 412, retryAfterSeconds: 20 });

    await post();

    expect(pauses).toEqual([3_000, 20_000]);
  });

  it('is waited for longer each time where Teams says nothing, a fifth more or less', async () => {
    for (let time = 0; time < 20; time += 1) {
      const id = `19:chat-${time}@thread.v2`;
      teams.fault(id, FAULTS.preconditionFailed, { times: 2 });
      await messenger.post({ ...conversation(), id }, DIGEST);
    }

    const first = pauses.filter((_, index) => index % 2 === 0);
    const second = pauses.filter((_, index) => index % 2 === 1);
    expect(pauses).toHaveLength(40);
    expect(Math.min(...first)).toBeGreaterThanOrEqual(1_600);
    expect(Math.max(...first)).toBeLessThanOrEqual(2_400);
    expect(Math.min(...second)).toBeGreaterThanOrEqual(3_200);
    expect(Math.max(...second)).toBeLessThanOrEqual(4_800);
    expect(new Set(first).size).toBeGreaterThan(1);
  });

  it('is left for later after three tries', async () => {
    teams.fault(ID, { status: 429, retryAfterSeconds: 2 }, { times: Infinity });

    const posted = await post();

    expect(posted).toEqual({ kind: 'later', retryAfterMs: 2_000 });
    expect(calls()).toEqual(['post', 'post', 'post']);
  });

  it('is left for later at once when Teams asks for a long pause', async () => {
    teams.fault(ID, { status: 429, retryAfterSeconds: 300 });

    const posted = await post();

    expect(posted).toEqual({ kind: 'later', retryAfterMs: expect.any(Number) });
    expect(posted.kind === 'later' && posted.retryAfterMs).toBeGreaterThan(290_000);
    expect([calls(), pauses]).toEqual([['post'], []]);
  });

  it('is the conversation’s alone: others are spoken to meanwhile, and no call goes there before', async () => {
    teams.fault(ID, { status: 429, retryAfterSeconds: 300 });
    await post();

    const elsewhere = await messenger.post({ ...conversation(), id: '19:other@thread.v2' }, DIGEST);
    const again = await post();

    expect(elsewhere.kind).toBe('posted');
    expect(again.kind).toBe('later');
    expect(teams.calls.map(({ conversationId }) => conversationId)).toEqual([ID, '19:other@thread.v2']);
  });

  it('is the whole app’s when a second conversation is told the same', async () => {
    const elsewhere = (name: string) => ({ ...conversation(), id: `19:${name}@thread.v2` });
    teams.fault('*', { status: 429, retryAfterSeconds: 300 }, { times: 2 });
    await post();
    await messenger.post(elsewhere('second'), DIGEST);

    const third = await messenger.post(elsewhere('third'), DIGEST);

    expect(third.kind).toBe('later');
    expect(teams.calls).toHaveLength(2);
  });

  it('of an edit is tried again too', async () => {
    const id = teams.plant(ID);
    teams.fault(ID, FAULTS.preconditionFailed);

    const edited = await messenger.edit(conversation(), id, DIGEST);

    expect(edited).toEqual({ kind: 'edited' });
    expect(calls()).toEqual(['edit', 'edit']);
  });
});

describe('a failure that stays', () => {
  it.each<[string, Fault, Awaited<ReturnType<Messenger['post']>>]>([
    [
      'a roster without us',
      FAULTS.notInRoster,
      { kind: 'unreachable', reason: 'BotNotInConversationRoster' },
    ],
    [
      'a bot switched off',
      { status: 403, code: 'BotDisabledByAdmin' },
      { kind: 'unreachable', reason: 'BotDisabledByAdmin' },
    ],
    ['403 alone', { status: 403 }, { kind: 'unreachable', reason: '403' }],
    [
      'no such conversation',
      FAULTS.conversationNotFound,
      { kind: 'unreachable', reason: 'ConversationNotFound' },
    ],
    ['404 alone', { status: 404 }, { kind: 'unreachable', reason: '404' }],
    ['a card it does not take', { status: 400 }, { kind: 'unknown' }],
    ['a message too large', { status: 413 }, { kind: 'unknown' }],
    ['a fault of its own', { status: 500 }, { kind: 'unknown' }],
    ['a gateway that may have passed it on', FAULTS.badGateway, { kind: 'unknown' }],
    [
      'a service that asks to wait, after it took the message',
      FAULTS.unavailableAfterWrite,
      { kind: 'unknown' },
    ],
    ['a gateway that lost the answer', FAULTS.badGatewayAfterWrite, { kind: 'unknown' }],
    ['a gateway that waited too long', FAULTS.timeoutAfterWrite, { kind: 'unknown' }],
    ['a page in the place of the answer', FAULTS.pageAfterWrite, { kind: 'unknown' }],
    ['an answer without an id', FAULTS.emptyAfterWrite, { kind: 'unknown' }],
    ['an id that is none', { status: 201, body: { id: 7 }, taken: true }, { kind: 'unknown' }],
    ['a token it does not take', { status: 401 }, { kind: 'later', retryAfterMs: 60_000 }],
    ['a broken connection', 'reset-before', { kind: 'unknown' }],
    ['a broken connection after the message stood', 'reset-after', { kind: 'unknown' }],
  ])('of a post is told after one call: %s', async (_what, fault, expected) => {
    teams.fault(ID, fault);

    const posted = await post();

    expect(posted).toEqual(expected);
    expect([calls(), pauses]).toEqual([['post'], []]);
  });

  it.each<[string, Fault, Awaited<ReturnType<Messenger['edit']>>]>([
    ['no such message', { status: 404, code: 'ActivityNotFoundInConversation' }, { kind: 'gone' }],
    ['404 alone', { status: 404 }, { kind: 'gone' }],
    [
      'no such conversation',
      FAULTS.conversationNotFound,
      { kind: 'unreachable', reason: 'ConversationNotFound' },
    ],
    ['a card it does not take', { status: 400 }, { kind: 'gone' }],
    ['a message too large', { status: 413 }, { kind: 'gone' }],
    [
      'a roster without us',
      FAULTS.notInRoster,
      { kind: 'unreachable', reason: 'BotNotInConversationRoster' },
    ],
    ['a fault of its own', { status: 500 }, { kind: 'later', retryAfterMs: 60_000 }],
    [
      'a broken connection, for an edit may be repeated',
      'reset-after',
      { kind: 'later', retryAfterMs: 60_000 },
    ],
  ])('of an edit is told after one call: %s', async (_what, fault, expected) => {
    const id = teams.plant(ID);
    teams.fault(ID, fault);

    const edited = await messenger.edit(conversation(), id, DIGEST);

    expect(edited).toEqual(expected);
    expect([calls(), pauses]).toEqual([['edit'], []]);
  });

  it.each<[string, Fault]>([
    ['a page in the place of the answer', FAULTS.pageAfterWrite],
    ['nothing at all', FAULTS.emptyAfterWrite],
  ])('is none of an edit that was made, although Teams answers %s', async (_what, fault) => {
    const id = teams.plant(ID);
    teams.fault(ID, fault);

    const edited = await messenger.edit(conversation(), id, DIGEST);

    expect([edited, calls()]).toEqual([{ kind: 'edited' }, ['edit']]);
  });

  it('of an edit whose answer was lost is tried again, for nothing appears twice', async () => {
    const id = teams.plant(ID);
    teams.fault(ID, FAULTS.badGatewayAfterWrite);

    const edited = await messenger.edit(conversation(), id, DIGEST);

    expect([edited, calls()]).toEqual([{ kind: 'edited' }, ['edit', 'edit']]);
    expect(teams.messages(ID)).toHaveLength(1);
  });

  it('of an edit is told for a message deleted meanwhile', async () => {
    const edited = await messenger.edit(conversation(), '1540000000999', DIGEST);

    expect(edited).toEqual({ kind: 'gone' });
  });

  // As in connector-http.test.ts: Node's own errors are of another realm under Jest.
  it('is surely not sent where no server listens', async () => {
    const { serviceUrl } = teams;
    await teams.close();

    const posted = await messenger.post(conversation('channel', serviceUrl), DIGEST);

    expect(posted).toEqual({ kind: 'later', retryAfterMs: 60_000 });
  });

  it('is surely not sent where the bot gets no token for it', async () => {
    const authority = await botAuthority();
    authority.failTokens(503);
    const { appId, appPassword, settings } = authority;
    messenger = messengerOf({
      appId,
      appPassword,
      appType: 'SingleTenant',
      tenantId: TENANT,
      authority: settings,
    });

    const posted = await post();

    expect(posted).toEqual({ kind: 'later', retryAfterMs: 60_000 });
    expect(calls()).toEqual([]);
    await authority.close();
  });

  it('is logged with status, code and conversation, and nothing of the message', async () => {
    teams.fault(ID, FAULTS.notInRoster);

    await post();

    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { conversationId: ID, status: 403, code: 'BotNotInConversationRoster', tries: 1 },
    ]);
    expect(lines.join()).not.toContain('digest for');
  });
});

describe('a message said under a lease', () => {
  const leaseOf = (...left: number[]) => ({ hasLeft: (ms: number) => (left.shift() ?? 0) >= ms });

  it('goes out while there is time for Teams to answer', async () => {
    expect(await messenger.post(conversation(), DIGEST, undefined, leaseOf(20_000))).toMatchObject({
      kind: 'posted',
    });
  });

  it('surely does not go out when that time is over, and is left for later', async () => {
    const posted = await messenger.post(conversation(), DIGEST, undefined, leaseOf(19_999));

    expect(posted).toEqual({ kind: 'later', retryAfterMs: 60_000 });
    expect([teams.calls, teams.messages(ID)]).toEqual([[], []]);
  });

  it('is looked at again before each try', async () => {
    teams.fault(ID, FAULTS.throttled);

    const posted = await messenger.post(conversation(), DIGEST, undefined, leaseOf(20_000, 0));

    expect(posted.kind).toBe('later');
    expect(calls()).toEqual(['post']);
  });
});

describe('a chat with a person', () => {
  const ADA = { id: 'a3d2f7b0-64c1-4e0e-9a55-0c7d1e2f3a01' };

  it('is opened at the address of a conversation of the same tenant, and is the same each time', async () => {
    const first = await messenger.openChat(ADA, conversation());
    const second = await messenger.openChat(ADA, conversation());

    expect(first).toMatchObject({
      kind: 'opened',
      conversation: {
        kind: 'personal',
        personId: ADA.id,
        tenantId: TENANT,
        reference: conversation().reference,
        reachability: { reachable: true },
      },
    });
    expect(second).toEqual(first);
    expect(teams.calls[0]?.activity).toMatchObject({
      members: [{ id: ADA.id }],
      bot: { id: '28:bot' },
      tenantId: TENANT,
      channelData: { tenant: { id: TENANT } },
    });
    expect(teams.messages()).toEqual([]);
  });

  it.each<[string, Fault, Awaited<ReturnType<ChatOpener['openChat']>>]>([
    [
      'who does not have the app',
      { status: 403, code: 'BotNotInConversationRoster' },
      { kind: 'unreachable', reason: 'BotNotInConversationRoster' },
    ],
    [
      'the bot does not know',
      { status: 400, code: 'BadArgument' },
      { kind: 'unreachable', reason: 'BadArgument' },
    ],
    ['at a bad moment', { status: 500 }, { kind: 'later', retryAfterMs: 60_000 }],
    ['over a broken connection', 'reset-after', { kind: 'later', retryAfterMs: 60_000 }],
  ])('is not opened with someone %s', async (_who, fault, expected) => {
    teams.fault('*', fault, { on: ['create'] });

    expect(await messenger.openChat(ADA, conversation())).toEqual(expected);
    expect(calls()).toEqual(['create']);
  });

  it('is opened after a pause that Teams asked for', async () => {
    teams.fault('*', FAULTS.throttled, { on: ['create'] });

    expect(await messenger.openChat(ADA, conversation())).toMatchObject({ kind: 'opened' });
  });
});
