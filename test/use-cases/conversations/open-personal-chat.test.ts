import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { channelBy } from '../../support/channel.ts';
import { createMessenger } from '../../../bot/proactive/messenger.ts';
import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import { openPersonalChat } from '../../../src/use-cases/conversations/open-personal-chat.ts';
import { TENANT } from '../../support/activities.ts';
import { connectorStandIn } from '../../support/connector-stand-in.ts';
import { testDatabase } from '../../support/database.ts';
import { logLines } from '../../support/log-lines.ts';
import { roomyBudget } from '../../support/teams-budget.ts';
import { LOCAL_TRUST } from '../../support/trust.ts';

const { database, clear } = await testDatabase();
const teams = await connectorStandIn();
afterAll(() => teams.close());

const ADA = { id: 'a3d2f7b0-64c1-4e0e-9a55-0c7d1e2f3a01' };
const OTHER_TENANT = '6c3b8f75-1e32-4bac-9048-c3f5d1e7b221';

/** What one process has. */
function process() {
  const budget = roomyBudget();
  const channel = channelBy('sdk', undefined, budget);
  const draw = () => ({ attachments: [], summary: '' });
  return {
    database,
    messenger: createMessenger({ channel, budget, trust: LOCAL_TRUST, draw, log: logLines().log }),
  };
}
const open = () => openPersonalChat(process(), ADA, TENANT);

function conversation(id: string, more: Partial<Conversation> = {}): Conversation {
  return {
    id,
    tenantId: TENANT,
    kind: 'channel',
    name: null,
    language: null,
    installerLanguage: null,
    timeZone: null,
    reference: { serviceUrl: teams.serviceUrl, channelId: 'msteams', botId: '28:bot' },
    reachability: { reachable: true },
    ...more,
  };
}

beforeEach(async () => {
  await clear();
  teams.heal();
  teams.calls.splice(0);
  await database.conversations.remember(conversation('19:team'));
});

describe('the way to a person', () => {
  it('is opened once and kept as their chat', async () => {
    const first = await open();
    const second = await open();

    const kept = await database.conversations.personal(ADA.id, TENANT);
    expect(first).toEqual({ kind: 'opened', conversation: kept });
    expect(second).toEqual(first);
    expect(kept).toMatchObject({ kind: 'personal', reference: { serviceUrl: teams.serviceUrl } });
    expect(teams.calls.map(({ operation }) => operation)).toEqual(['create']);
  });

  it('is one chat although two processes open it at the same moment', async () => {
    const [one, other] = await Promise.all([open(), open()]);

    const page = await database.conversations.page(null, 10);
    expect(one).toEqual(other);
    expect(page.map(({ kind }) => kind)).toEqual(['channel', 'personal']);
  });

  it('is the chat in which they wrote to the bot', async () => {
    await database.conversations.remember(conversation('a:ada', { kind: 'personal', personId: ADA.id }));

    expect(await open()).toMatchObject({ kind: 'opened', conversation: { id: 'a:ada' } });
    expect(teams.calls).toEqual([]);
  });

  it('is not asked for where they cannot be reached', async () => {
    await database.conversations.remember(conversation('a:ada', { kind: 'personal', personId: ADA.id }));
    const since = new Date();
    await database.conversations.markReachability('a:ada', {
      reachable: false,
      reason: 'ConversationBlockedByUser',
      since,
    });

    expect(await open()).toEqual({ kind: 'unreachable', reason: 'ConversationBlockedByUser' });
    expect(teams.calls).toEqual([]);
  });

  it('does not exist where Teams does not let the bot speak to them, and nothing is kept', async () => {
    teams.fault('*', { status: 403, code: 'BotNotInConversationRoster' }, { on: ['create'] });

    expect(await open()).toEqual({ kind: 'unreachable', reason: 'BotNotInConversationRoster' });
    expect(await database.conversations.personal(ADA.id, TENANT)).toBeUndefined();
  });

  it('leads through no other tenant, and through no conversation that is lost', async () => {
    await clear();
    await database.conversations.remember(conversation('19:theirs', { tenantId: OTHER_TENANT }));
    await database.conversations.remember(conversation('19:lost'));
    const since = new Date();
    await database.conversations.markReachability('19:lost', { reachable: false, reason: '404', since });

    expect(await open()).toEqual({ kind: 'no-way' });
    expect(teams.calls).toEqual([]);
  });
});
