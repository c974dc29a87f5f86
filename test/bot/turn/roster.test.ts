import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channel } from '../../../bot/teams/channel.ts';
import type { Colleague } from '../../../bot/turn/colleagues.ts';
import { createRoster, type Roster } from '../../../bot/turn/roster.ts';
import type { Actor } from '../../../src/domain/rights/permission.ts';
import { CAMILLE, channel, NOOR, personalChat, teamsClient, TENANT } from '../../support/activities.ts';
import { connectorStandIn, type ConnectorStandIn } from '../../support/connector-stand-in.ts';
import { eventually } from '../../support/eventually.ts';
import { manualTime } from '../../support/manual-time.ts';
import { channelBy, incoming } from '../../support/channel.ts';

const HOUR = 60 * 60_000;
/** Well before a silent call is given up by itself. */
const SOON_MS = 10_000;

let teams: ConnectorStandIn;
let teamsChannel: Channel;
let time: ReturnType<typeof manualTime>;
let roster: Roster;

beforeEach(async () => {
  teams = await connectorStandIn();
  teamsChannel = channelBy('sdk');
  time = manualTime();
  roster = createRoster({ trusting: false, allowedTenantIds: new Set([TENANT]), time });
});
afterEach(() => teams.close());

async function actor(
  person = CAMILLE,
  place = personalChat(),
  tenantId = TENANT,
): Promise<Actor | undefined> {
  const activity = teamsClient({ serviceUrl: teams.serviceUrl, person, place, tenantId }).message(
    'confirmer',
  );
  let found: Actor | undefined;
  await teamsChannel.answer(incoming(activity), async (exchange) => {
    found = await roster.actor(exchange, { id: person.aadObjectId });
  });
  return found;
}

describe('who a person is to Teams', () => {
  it.each([
    ['an ordinary user', { userRole: 'user' }, 'member'],
    ['an owner', { userRole: 'owner' }, 'member'],
    ['a person of another tenant', { tenantId: '99999999-2222-4333-8444-555555555555' }, 'stranger'],
    ['a person of whom no tenant is told', { tenantId: undefined }, 'stranger'],
    ['a person of whom no role is told', { userRole: undefined }, 'stranger'],
    ['an anonymous guest of a meeting', { userRole: 'anonymous' }, 'stranger'],
    ['a guest', { userRole: 'guest' }, 'guest'],
    ['a guest in capitals', { userRole: 'Guest' }, 'guest'],
  ])('is read from the roster: %s', async (_who, details, role) => {
    teams.setMember(CAMILLE.id, details);

    expect(await actor()).toEqual({ id: CAMILLE.aadObjectId, role });
  });

  it('is unknown for a person the roster does not have', async () => {
    teams.setMember(CAMILLE.id, null);

    expect(await actor()).toEqual({ id: CAMILLE.aadObjectId, role: 'unknown' });
  });

  it('is read from the team in a channel', async () => {
    teams.setMember(NOOR.id, { userRole: 'guest' });

    const found = await actor(NOOR, channel({ id: '19:x@thread.tacv2' }));

    expect(found?.role).toBe('guest');
    expect(teams.calls).toMatchObject([{ operation: 'member', conversationId: '19:x@thread.tacv2' }]);
  });

  it('is asked once an hour', async () => {
    await actor();
    time.pass(HOUR - 1);
    await actor();
    const withinTheHour = teams.calls.length;
    time.pass(1);
    await actor();

    expect([withinTheHour, teams.calls.length]).toEqual([1, 2]);
  });

  it('is asked again at once after the roster was away', async () => {
    teams.fault('*', { status: 503 }, { on: ['member'] });

    const roles = [(await actor())?.role, (await actor())?.role];

    expect(roles).toEqual(['unknown', 'member']);
  });

  /** Asks while the roster keeps silent, and lets so much time pass. */
  async function askInSilence(passMs: number): Promise<Actor | undefined> {
    const before = teams.calls.length;
    teams.fault('*', 'silence', { on: ['member'] });
    const asking = actor();
    await eventually(() => expect(teams.calls).toHaveLength(before + 1));
    time.pass(passMs);
    return asking;
  }

  it(
    'is unknown after two seconds of a silent roster',
    async () => {
      expect(await askInSilence(2_000)).toEqual({ id: CAMILLE.aadObjectId, role: 'unknown' });
    },
    SOON_MS,
  );

  it(
    'is what it was, however long ago, while the roster keeps silent',
    async () => {
      teams.setMember(CAMILLE.id, { userRole: 'guest' });
      await actor();
      time.pass(30 * HOUR);

      expect((await askInSilence(2_000))?.role).toBe('guest');
    },
    SOON_MS,
  );

  it('is what it was while the roster refuses to be read', async () => {
    await actor();
    time.pass(HOUR);
    teams.fault('*', { status: 429 }, { on: ['member'] });

    expect((await actor())?.role).toBe('member');
  });

  it(
    'is unknown from then on for a person whom the roster no longer has',
    async () => {
      await actor();
      time.pass(HOUR);
      teams.setMember(CAMILLE.id, null);

      expect((await actor())?.role).toBe('unknown');
      expect((await askInSilence(2_000))?.role).toBe('unknown');
    },
    SOON_MS,
  );

  it('is kept for the next turn when the answer comes late', async () => {
    const release = teams.hold('member');
    const asking = actor();
    await eventually(() => expect(teams.calls).toHaveLength(1));
    time.pass(2_000);
    const first = await asking;
    const again = actor();
    release();

    expect([first?.role, (await again)?.role, (await actor())?.role]).toEqual([
      'unknown',
      'member',
      'member',
    ]);
    expect(teams.calls).toHaveLength(1);
  });

  it('is told apart from person to person', async () => {
    teams.setMember(NOOR.id, { userRole: 'guest' });

    const roles = [(await actor(CAMILLE))?.role, (await actor(NOOR))?.role, (await actor(CAMILLE))?.role];

    expect(roles).toEqual(['member', 'guest', 'member']);
  });

  it('is told apart from tenant to tenant', async () => {
    const home = '99999999-2222-4333-8444-555555555555';
    roster = createRoster({ trusting: false, allowedTenantIds: new Set([TENANT, home]), time });

    const here = await actor();
    const there = await actor(CAMILLE, personalChat(), home);

    expect([here?.role, there?.role]).toEqual(['member', 'stranger']);
    expect(teams.calls).toHaveLength(2);
  });

  it('is asked of their own chat where the bot may read no roster', async () => {
    const asked: string[] = [];
    const inOwnChat = async ({ id }: { id: string }) => {
      asked.push(id);
      return { userRole: 'user', tenantId: TENANT };
    };
    roster = createRoster({ trusting: false, allowedTenantIds: new Set([TENANT]), inOwnChat, time });
    teams.fault('*', { status: 403 }, { on: ['member'] });

    const found = await actor();

    expect(found?.role).toBe('member');
    expect(asked).toEqual([CAMILLE.aadObjectId]);
  });

  it('is a member where there is no roster to ask, in local mode', async () => {
    roster = createRoster({ trusting: true, allowedTenantIds: undefined, time });
    teams.setMember(CAMILLE.id, null);

    expect((await actor())?.role).toBe('member');
  });

  it.each([
    ['what it leaves out counts as said', { userRole: undefined, tenantId: undefined }, 'member'],
    ['a guest is a guest', { userRole: 'guest' }, 'guest'],
    ['another tenant is another', { tenantId: 'another' }, 'stranger'],
  ])('is what the roster says in local mode too: %s', async (_what, details, role) => {
    roster = createRoster({ trusting: true, allowedTenantIds: undefined, time });
    teams.setMember(CAMILLE.id, details);

    expect((await actor())?.role).toBe(role);
  });
});

describe('who is in a conversation', () => {
  async function colleagues(place = channel({ id: '19:x@thread.tacv2' })) {
    const activity = teamsClient({ serviceUrl: teams.serviceUrl, place }).message('confirmer');
    let found: readonly Colleague[] | undefined;
    await teamsChannel.answer(incoming(activity), async (exchange) => {
      found = await roster.colleagues(exchange);
    });
    return found;
  }

  it('is read by name, guests and people of other tenants told apart', async () => {
    teams.setMember('29:z', { name: 'Zoé', aadObjectId: 'z', tenantId: TENANT });
    teams.setMember('29:g', { name: 'Guy', aadObjectId: 'g', userRole: 'guest' });
    teams.setMember('29:r', { name: 'Reseller’s', aadObjectId: 'r', tenantId: 'another' });
    teams.setMember('29:e', { name: 'Émile', objectId: 'e' });

    expect(await colleagues()).toEqual([
      { id: 'e', teamsId: '29:e', name: 'Émile', role: 'member' },
      { id: 'g', teamsId: '29:g', name: 'Guy', role: 'guest' },
      { id: 'r', teamsId: '29:r', name: 'Reseller’s', role: 'stranger' },
      { id: 'z', teamsId: '29:z', name: 'Zoé', role: 'member' },
    ]);
  });

  it('is read once for ten minutes, however many ask at the same moment, whatever the thread', async () => {
    const threads = ['1', '2', '3'].map((threadId) => channel({ id: '19:x@thread.tacv2', threadId }));
    await Promise.all(threads.map((place) => colleagues(place)));
    time.pass(10 * 60_000 - 1);
    await colleagues();
    const before = teams.calls.length;
    time.pass(1);
    await colleagues();

    expect([before, teams.calls.length]).toEqual([1, 2]);
  });

  it('is not known while the roster is away, and not asked for again at once', async () => {
    teams.fault('*', { status: 429 }, { on: ['members'] });

    const first = await colleagues();
    const second = await colleagues();
    const calls = teams.calls.length;
    time.pass(30_000);

    expect([first, second, calls]).toEqual([undefined, undefined, 1]);
    expect(await colleagues()).toEqual([]);
  });

  it(
    'is as it was read before while the roster keeps silent',
    async () => {
      teams.setMember('29:z', { name: 'Zoé', aadObjectId: 'z', tenantId: TENANT });
      await colleagues();
      time.pass(10 * 60_000);
      teams.fault('*', 'silence', { on: ['members'] });
      const asking = colleagues();
      await eventually(() => expect(teams.calls).toHaveLength(2));
      time.pass(2_000);

      expect((await asking)?.map(({ id }) => id)).toEqual(['z']);
    },
    SOON_MS,
  );
});
