import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Readiness } from '../../../bot/endpoint/readiness.ts';
import { watchReadiness } from '../../../bot/endpoint/watch-readiness.ts';
import { logLines } from '../../support/log-lines.ts';
import { manualTime } from '../../support/manual-time.ts';

const READY: Readiness = { kind: 'ready' };
const away = (because: 'database' | 'queue' | 'starting' | 'stopping'): Readiness => ({
  kind: 'not-ready',
  because,
});

let found: Readiness;
let lines: string[];
let pass: (ms: number) => Promise<void>;
let unwatch: () => void;

beforeEach(async () => {
  found = READY;
  const time = manualTime();
  const logged = logLines();
  ({ lines } = logged);
  unwatch = watchReadiness({ readiness: async () => found, log: logged.log, time });
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  await settle();
  pass = async (ms) => {
    for (let gone = 0; gone < ms; gone += 5_000) {
      time.pass(5_000);
      await settle();
    }
  };
});

const all = () =>
  lines.map((line) => {
    const { level, msg, because } = JSON.parse(line) as { level: number; msg: string; because: string };
    return `${level} ${msg} (${because})`;
  });

/** What follows the line that it is ready. */
const said = () => all().slice(1);

describe('the log of a bot', () => {
  it('says once that it is ready, and is silent while all is well', async () => {
    await pass(600_000);

    expect(all()).toEqual(['30 The bot is ready (undefined)']);
  });

  it('says once when it cannot work any more, and why, and once when it can again, and how long that took', async () => {
    found = away('database');
    await pass(30_000);
    found = READY;
    await pass(30_000);

    expect(said()).toEqual(['40 The bot is not ready (database)', '30 The bot is ready again (database)']);
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ seconds: 30 });
  });

  it('calls for an administrator when the database has been away for a minute, and again every ten minutes', async () => {
    found = away('database');
    await pass(65_000);
    const afterOne = said().length;
    await pass(600_000);

    expect(afterOne).toBe(2);
    expect(said().slice(1)).toEqual([
      '50 The database has been away for long (database)',
      '50 The database has been away for long (database)',
    ]);
  });

  it('says what keeps it from working now, when that has changed', async () => {
    found = away('database');
    await pass(30_000);
    found = away('queue');
    await pass(40_000);

    expect(said().at(-1)).toBe('50 The job queue has stood still for long (queue)');
  });

  it('says nothing of a bot that was told to stop', async () => {
    found = away('stopping');
    await pass(120_000);

    expect(said()).toEqual([]);
  });

  it('ends with the watch', async () => {
    unwatch();
    found = away('database');
    await pass(120_000);

    expect(said()).toEqual([]);
  });
});
