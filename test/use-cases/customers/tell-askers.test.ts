import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SENDING_MS } from '../../../src/domain/confirming/lease.ts';
import type { Posted } from '../../../src/use-cases/ports/messenger.ts';
import { askCustomer } from '../../../src/use-cases/customers/ask-customer.ts';
import { tellAskers } from '../../../src/use-cases/customers/tell-askers.ts';
import { testDatabase } from '../../support/database.ts';
import { plainConversation } from '../../support/plain-conversation.ts';
import { ADA, GRACE } from '../confirming/filing-world.ts';
import { Killed, mortalParts, type Death } from '../mortal-needs.ts';
import { remindingWorld } from '../reminding/reminding-world.ts';

const data = await testDatabase();
const { asks, conversations, customers } = data.database;
const START = Date.parse('2026-03-02T09:00:00Z');
let world: ReturnType<typeof remindingWorld>;
const later = (ms: number) => world.at(new Date(START + ms).toISOString());

beforeEach(async () => {
  world = remindingWorld(data, { at: new Date(START).toISOString() });
  await conversations.remember(plainConversation('team'));
  await conversations.remember({ ...plainConversation('own-ada', 'personal'), personId: ADA.id });
  await customers.saveListed(
    ['one', 'two'].map((id) => ({ id, name: `Customer ${id}`, domain: `${id}.example` })),
    new Date(START),
  );
});
afterEach(() => data.clear());

const ask = (customerId: string, by = ADA) =>
  askCustomer(world.needs, {
    customerId,
    by,
    place: { conversationId: 'team', activityId: 'thread-1' },
    language: 'fr',
  });
const accept = (id: string) =>
  customers.markConfirmed(id, {
    acceptedOn: null,
    via: 'direct',
    by: null,
    at: world.needs.clock.now(),
  });
const told = () => world.said.map(({ conversationId }) => conversationId);
const refuse = (id: string, posted: Posted) => world.answer(id, { posted });

describe('people who asked a customer', () => {
  it('are told in their own chat, else where they asked, each once', async () => {
    await ask('one', ADA);
    later(60_000);
    await ask('one', GRACE);
    expect(await tellAskers(world.needs)).toMatchObject({ told: 0 });
    await accept('one');

    expect(await tellAskers(world.needs)).toMatchObject({ told: 2 });
    expect(await tellAskers(world.needs)).toMatchObject({ told: 0 });

    expect(told()).toEqual(['own-ada', 'team']);
    expect(world.said[1]).toMatchObject({ notice: { kind: 'accepted', language: 'fr', ask: { by: GRACE } } });
  });

  it('are told where they asked when their own chat refuses the bot', async () => {
    await ask('one');
    await accept('one');
    refuse('own-ada', { kind: 'unreachable', reason: 'BotBlocked' });

    expect(await tellAskers(world.needs)).toMatchObject({ told: 1 });

    expect(told()).toEqual(['team']);
    expect((await conversations.find('own-ada'))?.reachability).toMatchObject({ reachable: false });
  });

  it('are told later when Teams is too busy, and not again when a message may have arrived', async () => {
    await ask('one');
    await ask('two');
    await accept('one');
    refuse('own-ada', { kind: 'later', retryAfterMs: 30_000 });
    expect(await tellAskers(world.needs)).toMatchObject({ later: 1 });
    refuse('own-ada', { kind: 'unknown' });

    later(29_000);
    expect(await tellAskers(world.needs)).toMatchObject({ unknown: 0, told: 0 });
    later(31_000);
    expect(await tellAskers(world.needs)).toMatchObject({ unknown: 1 });
    later(600_000);
    expect(await tellAskers(world.needs)).toEqual({ told: 0, unknown: 0, unreachable: 0, later: 0 });
  });

  it('are told anew of a customer that they asked again', async () => {
    await ask('one');
    await accept('one');
    await tellAskers(world.needs);
    later(1_000);
    await customers.markUnconfirmed('one', world.needs.clock.now());
    later(86_400_000);
    await ask('one');
    await accept('one');

    await tellAskers(world.needs);

    expect(told()).toEqual(['own-ada', 'own-ada']);
  });

  it('press twice and have asked once; a customer that is confirmed is not asked', async () => {
    // The trail is never emptied.
    const before = (await data.database.audit.page(0, 1_000)).at(-1)?.id ?? 0;
    expect((await ask('one')).kind).toBe('noted');
    later(60_000);
    expect((await ask('one')).kind).toBe('repeated');
    await accept('two');
    expect((await ask('two')).kind).toBe('not-waiting');
    expect((await ask('nobody')).kind).toBe('unknown-customer');

    const trail = await data.database.audit.page(before, 10);
    expect(trail.map(({ action, customerId }) => [action, customerId])).toEqual([['customer-asked', 'one']]);
  });
});

describe('a run that is killed', () => {
  /** A run that dies, and how far it came. */
  async function dyingRun(death: Death): Promise<number> {
    const { database, messenger } = world.needs;
    const { parts, steps } = mortalParts({ database, messenger }, death);
    await tellAskers({ ...world.needs, ...parts }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    return steps();
  }

  it('at any step tells nothing twice, and leaves untold only what it may have told', async () => {
    let isOver = false;
    let restarts = 0;
    for (let step = 1; !isOver; step += 1) {
      for (const when of ['before', 'after'] as const) {
        const [customerId] = [`customer-${(restarts += 1)}`];
        const at = START + restarts * 3_600_000;
        world.at(new Date(at).toISOString());
        await customers.saveListed([{ id: customerId, name: customerId, domain: '' }], new Date(at));
        await ask(customerId);
        await accept(customerId);
        const before = world.said.length;

        isOver = (await dyingRun({ step, when })) < step;
        const early = await tellAskers(world.needs);
        world.at(new Date(at + SENDING_MS + 1).toISOString());
        const late = await tellAskers(world.needs);

        const death = `${when} step ${step}`;
        const posts = world.said.length - before;
        expect([death, posts <= 1]).toEqual([death, true]);
        expect([death, posts === 1 || early.unknown + late.unknown === 1]).toEqual([death, true]);
        expect([death, await asks.claimAnswered(new Date(at + 1e9))]).toEqual([death, undefined]);
      }
    }
  });
});
