import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CAMILLE, channel, personalChat, teamsClient, TENANT, type Place } from '../../support/activities.ts';
import { connectorStandIn, type ConnectorStandIn } from '../../support/connector-stand-in.ts';
import { CARRIER_NAMES, channelBy, incoming } from '../../support/channel.ts';

describe.each(CARRIER_NAMES)('the channel by %s', (carrier) => {
  const TEAM = '19:team@thread.tacv2';
  const CHANNEL = '19:its-channel@thread.tacv2';

  let teams: ConnectorStandIn;
  beforeEach(async () => void (teams = await connectorStandIn()));
  afterEach(() => teams.close());

  /** A channel of a team, of one of Teams' kinds. */
  function channelOf(type: string | undefined): Place {
    const place = channel({ id: CHANNEL });
    const channelData = { tenant: { id: TENANT }, team: { id: TEAM }, channel: { id: CHANNEL, type } };
    return { ...place, channelData };
  }

  /** The conversations whose roster is asked for one person, and for all. */
  async function askedIn(place: Place): Promise<string[]> {
    const activity = teamsClient({ serviceUrl: teams.serviceUrl, place }).message('aide');
    await channelBy(carrier).answer(incoming(activity), async ({ member, members }) => {
      await member(CAMILLE.id);
      await members(100, undefined);
    });
    return teams.calls.map(({ operation, conversationId }) => `${operation} ${conversationId}`);
  }

  describe('the roster that is asked', () => {
    it.each(['private', 'shared', 'Shared'])('is the channel’s own in a %s channel', async (type) => {
      expect(await askedIn(channelOf(type))).toEqual([`member ${CHANNEL}`, `members ${CHANNEL}`]);
    });

    it.each(['standard', undefined])('is the team’s in a channel of kind %s', async (type) => {
      expect(await askedIn(channelOf(type))).toEqual([`member ${TEAM}`, `members ${TEAM}`]);
    });

    it('is the chat’s in a chat', async () => {
      expect(await askedIn(personalChat('a:chat'))).toEqual(['member a:chat', 'members a:chat']);
    });
  });
});
