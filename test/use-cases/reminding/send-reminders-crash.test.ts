import { afterEach, describe, expect, it } from '@jest/globals';
import { sendReminders } from '../../../src/use-cases/reminding/send-reminders.ts';
import { testDatabase } from '../../support/database.ts';
import { Killed, mortalParts, type Death } from '../mortal-needs.ts';
import { remindingWorld, type RemindingWorld } from './reminding-world.ts';

const data = await testDatabase();
const TEAMS = ['a', 'b'];

afterEach(() => data.clear());

/** A run that dies, and how far it came. */
async function dyingRun({ needs }: RemindingWorld, death: Death): Promise<number> {
  const { database, messenger } = needs;
  const { parts, steps } = mortalParts({ database, messenger }, death);
  await sendReminders({ ...needs, ...parts }, { all: false }).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  return steps();
}

describe('a run that is killed', () => {
  it('at any step leads to no second digest, and to a lost one only where the bot cannot know of it', async () => {
    let isOver = false;
    for (let step = 1; !isOver; step += 1) {
      for (const when of ['before', 'after'] as const) {
        const world = remindingWorld(data, { at: '2026-03-10T07:00:00Z' });
        await world.customers(['c1', 'c2']);
        for (const id of TEAMS) await world.install(id);
        world.at('2026-03-10T08:00:00Z');

        const steps = await dyingRun(world, { step, when });
        isOver = steps < step;
        // What was under way when it died ends, and time passes until no process can be at it any more.
        world.at('2026-03-10T08:03:00Z');
        await world.remind();
        await world.remind(true);

        const death = `${when} step ${step}`;
        for (const id of TEAMS) {
          const [entry, ...more] = await world.ledger(id);
          const posts = world.posted(id).length;
          expect([death, more, posts <= 1]).toEqual([death, [], true]);
          expect([death, posts === 1 || entry?.state === 'unknown']).toEqual([death, true]);
        }
        await data.clear();
      }
    }
  }, 120_000);

  it('loses nothing of what it had only promised', async () => {
    const world = remindingWorld(data, { at: '2026-03-10T07:00:00Z' });
    await world.customers(['c1']);
    for (const id of TEAMS) await world.install(id);
    world.at('2026-03-10T08:00:00Z');
    const promised = async () => (await Promise.all(TEAMS.map((id) => world.ledger(id)))).flat();
    for (let step = 1; (await promised()).length === 0; step += 1) {
      await dyingRun(world, { step, when: 'after' });
    }
    const planned = await promised();
    world.at('2026-03-10T08:01:00Z');

    await world.remind();

    expect(planned.map(({ state }) => state)).toEqual(['planned', 'planned']);
    for (const id of TEAMS) expect(world.posted(id)).toHaveLength(1);
  });
});

describe('a run that is paused between taking a digest and sending it', () => {
  it('says nothing beside its successor, and the digest is sent once when it knows that it was not', async () => {
    const world = remindingWorld(data, { at: '2026-03-10T07:00:00Z' });
    await world.customers(['c1']);
    await world.install('a');
    world.at('2026-03-10T08:00:00Z');
    const held: (boolean | undefined)[] = [];
    const { needs } = world;
    const post: typeof needs.messenger.post = async (conversation, notice, thread, lease) => {
      held.push(lease?.hasLeft(20_000));
      if (held.length > 1) return needs.messenger.post(conversation, notice, thread, lease);
      // Meanwhile another run finds it, and gives it up.
      world.at('2026-03-10T08:03:00Z');
      await world.remind();
      held.push(lease?.hasLeft(20_000));
      return { kind: 'later', retryAfterMs: 60_000 };
    };

    await sendReminders({ ...needs, messenger: { ...needs.messenger, post } }, { all: false });
    const meanwhile = world.posted('a');
    world.at('2026-03-10T08:04:00Z');
    await world.remind();

    expect([held, meanwhile]).toEqual([[true, false], []]);
    expect(world.posted('a')).toEqual([1]);
  });
});
