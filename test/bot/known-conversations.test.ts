import { beforeEach, describe, expect, it } from '@jest/globals';
import { readActivity } from '../../bot/activity.ts';
import { createKnownConversations, type KnownConversations } from '../../bot/known-conversations.ts';
import { CAMILLE, channel, personalChat, TENANT, teamsClient, type Scene } from '../support/activities.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';

const { database, clear } = await testDatabase();
let now: Date;
let known: KnownConversations;

beforeEach(async () => {
  await clear();
  now = new Date('2026-03-02T08:00:00Z');
  known = createKnownConversations({ database, clock: { now: () => now } });
});

const EMEA = 'https://smba.trafficmanager.net/emea/';
const AMER = 'https://smba.trafficmanager.net/amer/';
const arrives = (scene: Partial<Scene>) => known.see(readActivity(teamsClient(scene).message('help'))!);
const keptIn = async (id: string) => (await database.conversations.find(id))?.reference;

describe('what is kept of a conversation', () => {
  it('is its latest service address, from the very arrival that brings another', async () => {
    const place = personalChat('a:moves');
    await arrives({ place, serviceUrl: EMEA });

    const { conversation } = await arrives({ place, serviceUrl: AMER });

    expect(conversation.reference).toMatchObject({ serviceUrl: AMER });
    expect(await keptIn('a:moves')).toMatchObject({ serviceUrl: AMER });
  });

  it('is the address that came back, although another process kept a newer one meanwhile', async () => {
    const place = personalChat('a:to-and-fro');
    const elsewhere = createKnownConversations({ database, clock: { now: () => now } });
    await arrives({ place, serviceUrl: EMEA });
    await elsewhere.see(readActivity(teamsClient({ place, serviceUrl: AMER }).message('help'))!);

    now = new Date(now.getTime() + 31_000);
    await arrives({ place, serviceUrl: EMEA });

    expect(await keptIn('a:to-and-fro')).toMatchObject({ serviceUrl: EMEA });
  });

  it('names the person of a personal chat, and nobody elsewhere', async () => {
    await arrives({ place: personalChat('a:camille') });
    await arrives({ place: channel({ id: '19:team@thread.tacv2' }) });

    expect(await database.conversations.personal(CAMILLE.aadObjectId, TENANT)).toMatchObject({
      id: 'a:camille',
    });
    expect(await database.conversations.find('19:team@thread.tacv2')).not.toHaveProperty('personId');
  });

  it('keeps the person when an event follows that names none', async () => {
    const client = teamsClient({ place: personalChat('a:camille') });
    await known.see(readActivity(client.message('help'))!);
    await known.see(readActivity({ ...client.install(), from: { id: 'a:camille' } })!);

    expect(await database.conversations.personal(CAMILLE.aadObjectId, TENANT)).toMatchObject({
      id: 'a:camille',
    });
  });

  it('is healed by whoever writes there', async () => {
    const place = personalChat('a:back');
    await arrives({ place });
    const lost = { reachable: false, reason: '403', since: now } as const;
    await database.conversations.markReachability('a:back', lost);

    await arrives({ place });

    await eventually(async () =>
      expect(await database.conversations.find('a:back')).toMatchObject({
        reachability: { reachable: true },
      }),
    );
  });
});
