import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import { resumeOverdue } from '../../../src/use-cases/confirming/resume-overdue.ts';
import { testDatabase } from '../../support/database.ts';
import { filingWorld, type FilingWorld } from './filing-world.ts';
import { Killed, mortalNeeds, type Death } from '../mortal-needs.ts';

const data = await testDatabase();
let world: FilingWorld;
let confirmation: Confirmation;

/** A confirmation counts as forgotten once its attempt and the grace for its job are over. */
const FORGOTTEN_MS = 51_000;

beforeEach(async () => {
  world = await filingWorld(data);
  // The worst service there is: nothing keeps a second POST from being a second agreement.
  world.sandbox.control.fault({ fault: 'forget-request-id', times: 1_000 });
  confirmation = await world.recorded();
});
afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

/** Lets a process work on the confirmation until it is done or dead; says how far it came. */
async function workUntil(death: Death): Promise<number> {
  const needs = mortalNeeds(world.needs, death);
  await world.file(confirmation.id, needs).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  return needs.steps();
}

/** What the next process does: everything that is overdue is promised and tried again. */
async function resumeAndFile(): Promise<void> {
  world.clock.advance(FORGOTTEN_MS);
  if ((await resumeOverdue(world.needs)) > 0) await world.file(confirmation.id);
}

async function resumeUntilSettled(): Promise<void> {
  for (let rounds = 0; (await world.stored(confirmation.id)).outcome === null; rounds += 1) {
    if (rounds > 10) throw new Error('The confirmation stays open');
    await resumeAndFile();
  }
}

const DEATHS: Death[] = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((step) => [
  { step, when: 'before' },
  { step, when: 'after' },
]);

describe('a process that is killed while it files a confirmation', () => {
  it('takes eight steps, so that these tests kill it at every one', async () => {
    const steps = await workUntil({ step: Infinity, when: 'after' });

    expect(steps).toBe(8);
  });

  it.each(DEATHS)('$when step $step leaves it to the next, which files it once', async (death) => {
    await workUntil(death);

    await resumeUntilSettled();

    expect(await world.stored(confirmation.id)).toMatchObject({ state: 'confirmed' });
    expect(world.filed(confirmation)).toHaveLength(1);
    expect(await world.trail(confirmation.id)).toHaveLength(2);
    // Those without a pause say what it waits for.
    const shown = await world.jobs('show-outcome', confirmation.id);
    expect(shown.filter(({ options }) => options.afterMs !== undefined)).toHaveLength(1);
  });

  it.each(DEATHS)(
    '$when step $step, and its successor too, and the call unclear, files it once',
    async (death) => {
      const { fault } = world.sandbox.control;
      fault({ fault: 'html-502-before-write' });
      await workUntil(death);
      world.clock.advance(FORGOTTEN_MS);
      fault({ fault: 'drop-after-write' });
      await workUntil(death);

      await resumeUntilSettled();

      expect(await world.stored(confirmation.id)).toMatchObject({ state: 'confirmed' });
      expect(world.filed(confirmation)).toHaveLength(1);
      expect(await world.trail(confirmation.id)).toHaveLength(2);
    },
  );
});

describe('several processes with one confirmation', () => {
  it('post it once, however many begin at the same moment', async () => {
    await Promise.all(
      Array.from({ length: 10 }, () => world.file(confirmation.id, { partnerCenter: world.anotherClient() })),
    );

    expect(world.sandbox.control.calls().confirm).toBe(1);
    expect(await world.stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
    expect(await world.trail(confirmation.id)).toHaveLength(2);
  });

  it('leave it alone while one of them sends it, and look again when its time is over', async () => {
    const { needs, sandbox, file } = world;
    let callsMeanwhile = 0;
    const partnerCenter: typeof needs.partnerCenter = {
      ...needs.partnerCenter,
      confirm: async (...call) => {
        const before = sandbox.control.calls();
        await file(confirmation.id);
        expect(sandbox.control.calls()).toEqual(before);
        callsMeanwhile += 1;
        return needs.partnerCenter.confirm(...call);
      },
    };

    await file(confirmation.id, { partnerCenter });

    expect(callsMeanwhile).toBe(1);
    expect((await world.jobs('file-confirmation', confirmation.id)).at(-1)?.options).toEqual({
      afterMs: 40_000,
      onceKey: confirmation.id,
    });
    expect(world.filed(confirmation)).toHaveLength(1);
  });

  it('believe nothing that one says who was overtaken', async () => {
    const { needs, sandbox, file, clock } = world;
    const partnerCenter: typeof needs.partnerCenter = {
      ...needs.partnerCenter,
      confirm: async () => {
        // It stood still until another process took the confirmation over, whose call arrived but seemed lost.
        clock.advance(40_000);
        sandbox.control.fault({ fault: 'drop-after-write' });
        await file(confirmation.id);
        return { kind: 'refused', reason: 'not-entitled', code: '403' };
      },
    };

    await file(confirmation.id, { partnerCenter });

    expect(await world.stored(confirmation.id)).toMatchObject({ state: 'unclear', attempts: 2 });
    await resumeUntilSettled();
    expect(await world.stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect(world.filed(confirmation)).toHaveLength(1);
  });

  it('do not post what another posted between their look and their call', async () => {
    const { needs, sandbox, file } = world;
    const partnerCenter: typeof needs.partnerCenter = {
      ...needs.partnerCenter,
      template: async (type) => {
        sandbox.control.fault({ fault: 'html-502-after-write' });
        await file(confirmation.id);
        return needs.partnerCenter.template(type);
      },
    };

    await file(confirmation.id, { partnerCenter });

    expect(sandbox.control.calls().confirm).toBe(1);
    expect(await world.stored(confirmation.id)).toMatchObject({ state: 'unclear', attempts: 1 });
  });
});
