import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { channelBy } from '../../support/channel.ts';
import { createMemberLookup } from '../../../bot/proactive/member-lookup.ts';
import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import { CAMILLE } from '../../support/activities.ts';
import {
  connectorStandIn,
  FAULTS,
  type ConnectorStandIn,
  type Fault,
} from '../../support/connector-stand-in.ts';
import { roomyBudget } from '../../support/teams-budget.ts';
import { LOCAL_TRUST } from '../../support/trust.ts';

let teams: ConnectorStandIn;

beforeEach(async () => {
  teams = await connectorStandIn();
});
afterEach(() => teams.close());

async function presence(trust = LOCAL_TRUST): Promise<string> {
  const budget = roomyBudget();
  const channel = channelBy('sdk', undefined, budget);
  const conversation: Conversation = {
    id: '19:team@thread.tacv2',
    kind: 'channel',
    tenantId: 'tenant',
    name: null,
    language: null,
    installerLanguage: null,
    timeZone: null,
    reference: { serviceUrl: teams.serviceUrl, channelId: 'msteams', botId: '28:bot' },
    reachability: { reachable: true },
  };
  return createMemberLookup({ channel, budget, trust }).presence(conversation, CAMILLE.id);
}

describe('whether a person is still there', () => {
  it('is yes for whom the roster has', async () => {
    expect(await presence()).toBe('present');
    expect(teams.calls).toMatchObject([{ operation: 'member', memberId: CAMILLE.id }]);
  });

  it('is no where Teams says clearly that it does not know this member', async () => {
    teams.setMember(CAMILLE.id, null);

    expect(await presence()).toBe('absent');
  });

  it('is not asked where the settings no longer allow the service or the tenant', async () => {
    const answers = [
      await presence({ ...LOCAL_TRUST, allowedServiceHosts: new Set(['smba.trafficmanager.net']) }),
      await presence({ ...LOCAL_TRUST, allowedTenantIds: new Set(['another']) }),
    ];

    expect([answers, teams.calls]).toEqual([['unclear', 'unclear'], []]);
  });

  it.each<[string, Fault]>([
    ['the conversation is gone', FAULTS.conversationNotFound],
    ['the bot was removed', FAULTS.notInRoster],
    ['a 404 says no more than that', { status: 404 }],
    ['Teams has too much to do', FAULTS.throttled],
    ['Teams is away', FAULTS.unavailable],
    ['the connection breaks', 'reset-before'],
  ])('is not known where %s', async (_why, fault) => {
    teams.fault('*', fault, { on: ['member'] });

    expect(await presence()).toBe('unclear');
  });
});
