import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { CardPlace, Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import { showOutcome } from '../../../src/use-cases/confirming/show-outcome.ts';
import type { Edited, Messenger, Notice, Posted } from '../../../src/use-cases/ports/messenger.ts';
import { testDatabase } from '../../support/database.ts';
import { filingWorld, GRACE, PLACE, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;

const CHAT: Conversation = {
  id: PLACE.conversationId,
  tenantId: 'tenant',
  kind: 'personal',
  name: null,
  language: 'en',
  installerLanguage: null,
  timeZone: null,
  reference: { serviceUrl: 'https://smba.trafficmanager.net/emea/' },
  reachability: { reachable: true },
};

beforeEach(async () => {
  world = await filingWorld(data);
  await data.database.conversations.remember(CHAT);
});
afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

/** Teams as it answers, and what it was asked. */
function messengerThat({ edited, posted }: { edited?: Edited; posted?: Posted }) {
  const said: { how: string; where: string | undefined; notice: Notice }[] = [];
  const messenger: Messenger = {
    edit: async (_conversation, where, notice) => {
      said.push({ how: 'edit', where, notice });
      return edited ?? { kind: 'edited' };
    },
    post: async (_conversation, notice, where) => {
      said.push({ how: 'post', where, notice });
      return posted ?? { kind: 'posted', activityId: 'new' };
    },
  };
  return { messenger, said };
}

async function settledConfirmation(place: Partial<CardPlace> = {}): Promise<Confirmation> {
  const { id } = await world.recorded({ place: { ...PLACE, ...place } });
  await world.file(id);
  return world.stored(id);
}

const parts = (messenger: Messenger) => ({ database: data.database, messenger, clock: world.clock });
const show = (id: string, messenger: Messenger, only?: number) => showOutcome(parts(messenger), id, only);

describe('the outcome of a confirmation', () => {
  it('replaces the message that held the form', async () => {
    const confirmation = await settledConfirmation();
    const { messenger, said } = messengerThat({});

    await show(confirmation.id, messenger);

    expect(said).toMatchObject([
      {
        how: 'edit',
        where: PLACE.activityId,
        notice: { kind: 'outcome', language: 'fr', confirmation, customer: { agreementState: 'confirmed' } },
      },
    ]);
  });

  it('leads on to the next customer', async () => {
    const { id, customerId } = await settledConfirmation();
    const { messenger, said } = messengerThat({});

    await showOutcome({ ...parts(messenger), findNext: () => data.database.customers.find(customerId) }, id);

    expect(said[0]?.notice).toMatchObject({ kind: 'outcome', next: { id: customerId } });
  });

  it('of a form opened from a digest comes as a reply, and the digest stays', async () => {
    const { id } = await settledConfirmation({ isDigest: true });
    const { messenger, said } = messengerThat({});

    await show(id, messenger);

    expect(said).toMatchObject([{ how: 'post', where: PLACE.activityId }]);
  });

  it.each([
    ['is gone', PLACE.activityId, ['edit', 'post']],
    ['is unknown', null, ['post']],
  ])('is posted when the message that held the form %s', async (_why, activityId, hows) => {
    const { id } = await settledConfirmation({ activityId });
    const { messenger, said } = messengerThat({ edited: { kind: 'gone' } });

    await show(id, messenger);

    expect(said.map(({ how }) => how)).toEqual(hows);
  });

  it('waits as long as Teams says, and no place is forgotten', async () => {
    const { id } = await settledConfirmation();
    const { messenger } = messengerThat({ edited: { kind: 'later', retryAfterMs: 45_000 } });

    await show(id, messenger);

    expect((await world.jobs('show-outcome', id)).at(-1)?.payload).toEqual({ confirmationId: id, spot: 0 });
    expect((await world.jobs('show-outcome', id)).at(-1)?.options).toEqual({ afterMs: 45_000 });
  });

  it('is not posted a second time when it is unknown whether the first arrived', async () => {
    const { id } = await settledConfirmation({ isDigest: true });
    const { messenger, said } = messengerThat({ posted: { kind: 'unknown' } });
    const promised = await world.jobs('show-outcome', id);

    await show(id, messenger);

    expect(said).toHaveLength(1);
    expect(await world.jobs('show-outcome', id)).toEqual(promised);
  });

  it('marks a conversation that refuses us, and says nothing there any more', async () => {
    const { id } = await settledConfirmation();
    const { messenger, said } = messengerThat({ edited: { kind: 'unreachable', reason: 'BotNotInRoster' } });

    await show(id, messenger);
    await show(id, messenger);

    expect(said).toHaveLength(1);
    expect((await data.database.conversations.find(CHAT.id))?.reachability).toEqual({
      reachable: false,
      reason: 'BotNotInRoster',
      since: world.clock.now(),
    });
  });

  it('is not shown before there is one', async () => {
    const { id } = await world.recorded();
    const { messenger, said } = messengerThat({});

    await show(id, messenger);

    expect(said).toEqual([]);
  });
});

describe('the outcome of details that another person released', () => {
  const COLLECTED = { ...PLACE, activityId: '1540000000009' };
  const OTHER_CHAT = { ...PLACE, conversationId: 'a:other-chat' };

  /** Filled in at one place and stated at another, both of which the bot may write to. */
  async function released(filledInAt: CardPlace, statedAt: CardPlace): Promise<string> {
    await data.database.conversations.remember({ ...CHAT, id: OTHER_CHAT.conversationId });
    const { id } = await settledConfirmation(statedAt);
    const collected = { by: GRACE, at: world.clock.now(), language: 'en', place: filledInAt };
    await sql`update confirmations set collected = ${JSON.stringify(collected)}::jsonb where id = ${id}`.execute(
      data.database.kysely,
    );
    return id;
  }
  const wheres = (said: { where: string | undefined }[]) => said.map(({ where }) => where);

  it('is shown at both places, in the language of each', async () => {
    const id = await released(COLLECTED, PLACE);
    const { messenger, said } = messengerThat({});

    await show(id, messenger);

    expect(said).toMatchObject([
      { where: PLACE.activityId, notice: { kind: 'outcome', language: 'fr' } },
      { where: COLLECTED.activityId, notice: { kind: 'outcome', language: 'en' } },
    ]);
  });

  it.each([
    ['another chat, under the same id', OTHER_CHAT, [PLACE.activityId, PLACE.activityId]],
    ['the very same message', PLACE, [PLACE.activityId]],
  ])('counts the place where they were filled in as its own: %s', async (_where, filledInAt, shown) => {
    const id = await released(filledInAt, PLACE);
    const { messenger, said } = messengerThat({});

    await show(id, messenger);

    expect(wheres(said)).toEqual(shown);
  });

  it.each([
    [0, [PLACE.activityId]],
    [1, [COLLECTED.activityId]],
  ])('comes later to the one of both (%i) that could not be reached', async (only, shown) => {
    const id = await released(COLLECTED, PLACE);
    const { messenger, said } = messengerThat({});

    await show(id, messenger, only);

    expect(wheres(said)).toEqual(shown);
  });
});

describe('that a confirmation waits for an administrator', () => {
  const pauseFiling = () =>
    data.database.filingPause.begin({ reason: 'mfa-missing', code: '900421' }, world.clock.now());

  it('is said in its card', async () => {
    const { id, customerId } = await world.recorded();
    await pauseFiling();
    const { messenger, said } = messengerThat({});

    const findNext = () => data.database.customers.find(customerId);
    const shown = await showOutcome({ ...parts(messenger), findNext }, id);

    expect(said).toMatchObject([{ how: 'edit', notice: { kind: 'waiting', waiting: 'administrator' } }]);
    expect(said[0]?.notice).not.toHaveProperty('next');
    expect(shown).toMatchObject([{ outcome: 'administrator', shown: 'edited' }]);
  });

  it('is said nowhere else where the card is gone', async () => {
    const { id } = await world.recorded();
    await pauseFiling();
    const { messenger, said } = messengerThat({ edited: { kind: 'gone' } });

    expect(await show(id, messenger)).toEqual([]);
    expect(said.map(({ how }) => how)).toEqual(['edit']);
  });
});
