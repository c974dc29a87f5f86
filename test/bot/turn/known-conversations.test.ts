import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readActivity } from '../../../bot/teams/activity.ts';
import { createKnownConversations, type KnownConversations } from '../../../bot/turn/known-conversations.ts';
import {
  CAMILLE,
  channel,
  personalChat,
  TENANT,
  teamsClient,
  type Client,
  type Scene,
} from '../../support/activities.ts';
import { openDatabase } from '../../../src/database/database.ts';
import { fragileLink } from '../../database/core/fragile-link.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { logLines } from '../../support/log-lines.ts';
import { silentJobs } from '../../support/silent-jobs.ts';

const { database, url, clear } = await testDatabase();
const { log } = logLines();
const clock = { now: () => now };
let now: Date;
let known: KnownConversations;

beforeEach(async () => {
  await clear();
  now = new Date('2026-03-02T08:00:00Z');
  known = createKnownConversations({ database, clock, log });
});

afterEach(() => known.settle());

const EMEA = 'https://smba.trafficmanager.net/emea/';
const AMER = 'https://smba.trafficmanager.net/amer/';
const arrives = (scene: Partial<Scene>) => known.see(readActivity(teamsClient(scene).message('help'))!);
const keptIn = async (id: string) => (await database.conversations.find(id))?.reference;

const teamDeleted = () => ({
  membersAdded: undefined,
  channelData: { ...channel().channelData, tenant: { id: TENANT }, eventType: 'teamDeleted' },
});

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
    const elsewhere = createKnownConversations({ database, clock, log });
    await arrives({ place, serviceUrl: EMEA });
    await elsewhere.see(readActivity(teamsClient({ place, serviceUrl: AMER }).message('help'))!);

    now = new Date(now.getTime() + 31_000);
    await arrives({ place, serviceUrl: EMEA });

    expect(await keptIn('a:to-and-fro')).toMatchObject({ serviceUrl: EMEA });
  });

  it('names the person of a personal chat, and no person elsewhere', async () => {
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

  it.each([
    ['the bot was removed', (client: Client) => client.uninstall()],
    ['its team was deleted', (client: Client) => client.membersAdded([], teamDeleted())],
  ])('is not healed by what only tells that %s, right after a message', async (_what, tell) => {
    const place = channel({ id: '19:ended@thread.tacv2', threadId: null });
    await arrives({ place });
    // The first sign of life is written at once, what follows a moment later.
    await arrives({ place });
    const lost = { reachable: false, reason: 'Uninstalled', since: now } as const;

    await known.see(readActivity(tell(teamsClient({ place })))!);
    await database.conversations.markReachability('19:ended@thread.tacv2', lost);
    await known.settle();

    expect(await database.conversations.find('19:ended@thread.tacv2')).toMatchObject({ reachability: lost });
  });

  it('is healed by a person who writes there', async () => {
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

const glimpsed = (scene: Partial<Scene>, from = known) =>
  from.glance(readActivity(teamsClient(scene).message('what is the MCA?'))!);
const AN_HOUR_MS = 60 * 60_000;
const passes = (ms: number) => (now = new Date(now.getTime() + ms));

describe('a turn that needs no database', () => {
  const place = personalChat('a:asks-now-and-then');

  it('goes by what was known however long ago, and what changed meanwhile is known at the next', async () => {
    await arrives({ place });
    await database.conversations.setLanguage(place.conversation.id, 'fr');
    passes(AN_HOUR_MS);

    const first = await glimpsed({ place });
    await known.settle();
    const second = await glimpsed({ place });

    expect([first, second].map(({ conversation }) => conversation.language)).toEqual([null, 'fr']);
    expect(await Promise.all([first.isKept(), second.isKept()])).toEqual([true, true]);
  });

  it('learns within the half minute what another process has changed, although no person wrote here', async () => {
    const often = createKnownConversations({ database, clock, log, rereadMs: 20 });
    await glimpsed({ place }, often);
    await database.conversations.setLanguage(place.conversation.id, 'fr');

    await eventually(async () => {
      expect((await glimpsed({ place }, often)).conversation.language).toBe('fr');
    });
    await often.settle();
  });

  it('learns it of all others when one id is nothing that the database can hold', async () => {
    const often = createKnownConversations({ database, clock, log, rereadMs: 20 });
    await glimpsed({ place: personalChat('a:odd\0id\uD800') }, often);
    await glimpsed({ place }, often);
    await database.conversations.setLanguage(place.conversation.id, 'fr');

    await eventually(async () => {
      expect((await glimpsed({ place }, often)).conversation.language).toBe('fr');
    });
    await often.settle();
  });

  it('is never the one that a change of settings goes by', async () => {
    await arrives({ place });
    await database.conversations.setLanguage(place.conversation.id, 'fr');
    passes(AN_HOUR_MS);

    expect((await arrives({ place })).conversation.language).toBe('fr');
  });

  it('does not bring back what was read before a setting changed here', async () => {
    await arrives({ place });
    passes(AN_HOUR_MS);
    await glimpsed({ place });
    await database.conversations.setLanguage(place.conversation.id, 'fr');
    known.forget(place.conversation.id);
    await known.settle();

    expect((await glimpsed({ place })).conversation.language).toBe('fr');
  });

  it('has a new address written behind it, at the latest when the process stops', async () => {
    await arrives({ place, serviceUrl: EMEA });

    const { conversation } = await glimpsed({ place, serviceUrl: AMER });
    await known.settle();

    expect(conversation.reference).toMatchObject({ serviceUrl: AMER });
    expect(await keptIn(place.conversation.id)).toMatchObject({ serviceUrl: AMER });
  });
});

describe('a database that never answers', () => {
  const place = personalChat('a:patient');
  const links: { cut(): Promise<void> }[] = [];
  afterAll(() => Promise.all(links.map((link) => link.cut())));

  async function behindALink() {
    const link = await fragileLink(url);
    const far = await openDatabase({
      url: link.url,
      encryptionKey: TEST_ENCRYPTION_KEY,
      jobSenderFor: silentJobs,
      applicationName: 'far',
    });
    const { log: hears, lines } = logLines();
    const seen = createKnownConversations({ database: far, clock, log: hears });
    const end = async () => {
      await link.cut();
      await seen.settle();
      await far.close();
    };
    links.push(link);
    return { link, seen, lines, end };
  }

  it('is not waited for where a person was seen an hour ago, and the log hears of it once', async () => {
    const { link, seen, lines, end } = await behindALink();
    await database.conversations.remember({
      ...(await glimpsed({ place })).conversation,
      language: 'fr',
    });
    await glimpsed({ place }, seen);
    link.hang();
    passes(AN_HOUR_MS);

    const answers = [await glimpsed({ place }, seen), await glimpsed({ place }, seen)];

    expect(answers.map(({ conversation }) => conversation.language)).toEqual(['fr', 'fr']);
    await end();
    expect(await Promise.all(answers.map(({ isKept }) => isKept()))).toEqual([false, false]);
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain(place.conversation.id);
  });

  it('is waited for half a second where no person was ever seen', async () => {
    const { link, seen, end } = await behindALink();
    link.hang();
    const began = performance.now();

    const { conversation, isKept } = await glimpsed({ place: personalChat('a:new') }, seen);

    expect(performance.now() - began).toBeLessThan(2_500);
    expect(conversation).toMatchObject({ id: 'a:new', language: null });
    await end();
    expect(await isKept()).toBe(false);
  });
});
