import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { resumeOverdue } from '../../../src/use-cases/confirming/resume-overdue.ts';
import { testDatabase } from '../../support/database.ts';
import { filingWorld, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;

beforeEach(async () => {
  world = await filingWorld(data);
});
afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

describe('a confirmation whose job is lost', () => {
  it('is given the grace a job has to begin, then a new job', async () => {
    const { recorded, jobs, clock, needs } = world;
    const { id } = await recorded();

    clock.advance(10_000);
    const early = await resumeOverdue(needs);
    clock.advance(1);
    const late = await resumeOverdue(needs);

    expect([early, late]).toEqual([0, 1]);
    // The one from the press, and this one; with one key they are one to the queue.
    expect((await jobs('file-confirmation', id)).map(({ options }) => options)).toEqual([
      { onceKey: id },
      { onceKey: id },
    ]);
  });

  it('while it waits for its next try is left alone until that is overdue', async () => {
    const { recorded, file, clock, needs, sandbox } = world;
    sandbox.control.fault({ fault: 'throttled', endpoint: 'agreements', retryAfterSeconds: 90 });
    await file((await recorded()).id);

    clock.advance(90_000);
    const whileWaiting = await resumeOverdue(needs);
    clock.advance(10_001);

    expect([whileWaiting, await resumeOverdue(needs)]).toEqual([0, 1]);
  });

  it('is never one that is settled', async () => {
    const { recorded, file, clock, needs } = world;
    await file((await recorded()).id);
    clock.advance(24 * 60 * 60_000);

    expect(await resumeOverdue(needs)).toBe(0);
  });
});
