import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Filed, PartnerCenter } from '../../../src/use-cases/ports/partner-center.ts';
import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import { testDatabase } from '../../support/database.ts';
import { filingWorld, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;
let confirmation: Confirmation;

beforeEach(async () => {
  world = await filingWorld(data);
  world.sandbox.control.fault({ fault: 'forget-request-id', times: 1_000 });
  confirmation = await world.recorded();
});
afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

/** A client whose process stops right before its POST, and goes on after `meanwhile`. */
function stoppedBeforePost(meanwhile: () => Promise<void>) {
  const answers: Filed[] = [];
  const client = world.anotherClient();
  const partnerCenter: PartnerCenter = {
    ...client,
    confirm: async (...confirmation) => {
      await meanwhile();
      const answer = await client.confirm(...confirmation);
      answers.push(answer);
      return answer;
    },
  };
  return { partnerCenter, answers };
}

async function settledByAnother(): Promise<void> {
  for (let rounds = 0; (await world.stored(confirmation.id)).outcome === null; rounds += 1) {
    if (rounds > 30) throw new Error('The confirmation stays open');
    world.clock.advance(75_000);
    await world.file(confirmation.id);
  }
}

describe('a process that was paused between taking a confirmation and its POST', () => {
  it('does not post beside its successor', async () => {
    const { partnerCenter, answers } = stoppedBeforePost(settledByAnother);

    await world.file(confirmation.id, { partnerCenter });

    expect(answers).toEqual([{ kind: 'unavailable', code: 'ENOTALLOWED' }]);
    expect(world.sandbox.ledger()).toHaveLength(1);
    expect((await world.stored(confirmation.id)).outcome).toMatchObject({ kind: 'confirmed' });
  });

  it('notices it by its own clocks, although the time of all stood still', async () => {
    let asleepMs = 0;
    const { partnerCenter, answers } = stoppedBeforePost(async () => void (asleepMs = 26_001));
    const moment = () => ({ wall: asleepMs, monotonic: 0 });

    await world.file(confirmation.id, { partnerCenter, clock: { ...world.clock, moment } });

    expect(answers).toEqual([{ kind: 'unavailable', code: 'ENOTALLOWED' }]);
    expect(world.sandbox.ledger()).toEqual([]);
  });

  it('posts after a short pause, and the confirmation is filed once', async () => {
    const { partnerCenter } = stoppedBeforePost(async () => world.clock.advance(26_000));

    await world.file(confirmation.id, { partnerCenter });
    await settledByAnother();

    expect(world.sandbox.ledger()).toHaveLength(1);
  });
});
