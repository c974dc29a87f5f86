import { afterAll, describe, expect, it } from '@jest/globals';
import { createConnectorHttp } from '../../../../bot/teams/connector-http.ts';
import { BotAdapter } from '../../../../bot/teams/sdk/adapter.ts';
import { sdkActivity } from '../../../../bot/teams/sdk/sdk-activity.ts';
import { teamsClient } from '../../../support/activities.ts';
import { botAuthority } from '../../../support/authority.ts';
import { incoming, registrationAt } from '../../../support/channel.ts';
import { roomyBudget } from '../../../support/teams-budget.ts';

const SERVICE_URL = 'https://smba.trafficmanager.net/teams';
const authority = await botAuthority();
afterAll(() => authority.close());

describe('a client of the SDK', () => {
  it('is kept for each service address', async () => {
    const adapter = new BotAdapter(registrationAt(authority), createConnectorHttp(roomyBudget()));

    const [first, again, elsewhere] = await Promise.all([
      adapter.connectorFor(SERVICE_URL),
      adapter.connectorFor(SERVICE_URL),
      adapter.connectorFor(`${SERVICE_URL}/emea`),
    ]);

    expect(again).toBe(first);
    expect(elsewhere).not.toBe(first);
  });
});

describe('an activity for the SDK', () => {
  const message = (more: object) =>
    sdkActivity(incoming(teamsClient({ serviceUrl: SERVICE_URL }).message('bonjour', { ...more })));

  it('has real dates', () => {
    const { timestamp, localTimestamp } = message({
      timestamp: '2018-10-03T09:30:00.000Z',
      localTimestamp: '2018-10-03T11:30:00.000+02:00',
    });

    expect([timestamp, localTimestamp]).toEqual([
      new Date('2018-10-03T09:30:00.000Z'),
      new Date('2018-10-03T09:30:00.000Z'),
    ]);
  });

  it.each(['yesterday', 7, null, undefined])('has no date where Teams gave %p', (timestamp) => {
    expect(message({ timestamp }).timestamp).toBeUndefined();
  });
});
