import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase, type OpenDatabase } from '../../src/database/database.ts';
import { createQueue, type Queue } from '../../src/jobs/queue.ts';
import { fragileLink, type FragileLink } from '../database/core/fragile-link.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';

const { database: direct, url } = await testDatabase();
let link: FragileLink;
let queue: Queue;
let database: OpenDatabase;
const errors: { message: string; job?: string; attempt?: number }[] = [];
const runs: { job: string; outcome: string; ms: number }[] = [];

/** What the one worker of each kind does in the present test. */
const handlers = new Map<string, (id: string, signal: AbortSignal) => Promise<void>>();
const handled: string[] = [];

beforeAll(async () => {
  link = await fragileLink(url);
  queue = createQueue({
    url: link.url,
    applicationName: 'queue-test',
    onError: (error, context) => errors.push({ message: String(error), ...context }),
    onRun: (job, outcome, ms) => runs.push({ job, outcome, ms }),
  });
  await queue.start();
  database = await openDatabase({
    url: link.url,
    encryptionKey: TEST_ENCRYPTION_KEY,
    jobSenderFor: (executor) => queue.senderFor(executor),
    applicationName: 'queue-test-stores',
  });
  await queue.work(
    'file-confirmation',
    async ({ confirmationId }, { signal }) => {
      handled.push(confirmationId);
      await handlers.get(confirmationId)?.(confirmationId, signal);
    },
    { concurrency: 3 },
  );
});

afterEach(async () => {
  await link.mend();
  handlers.clear();
  handled.length = 0;
  errors.length = 0;
  runs.length = 0;
});

afterAll(async () => {
  await queue.stop();
  await database.close();
  await link.cut();
});

const send = (confirmationId: string, options?: { onceKey?: string; afterMs?: number }) =>
  database.jobs.send('file-confirmation', { confirmationId }, options);
const times = (id: string) => handled.filter((each) => each === id).length;

/** A handler that waits for the test, which hears when it has begun. */
function held(id: string): { begun: Promise<void>; letGo: () => void } {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const begun = new Promise<void>((resolve) => {
    handlers.set(id, async () => {
      resolve();
      await gate;
    });
  });
  return { begun, letGo };
}

async function jobsInState(key: string): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`select state from pgboss.job where singleton_key = ${key}
    order by created_on`.execute(direct.kysely);
  return rows.map(({ state }) => state);
}

describe('a job sent in a transaction', () => {
  it('begins as soon as that is committed, not before', async () => {
    let beforeCommit = -1;
    await database.transaction(async (stores) => {
      await stores.jobs.send('file-confirmation', { confirmationId: 'committed' });
      await send('marker');
      await eventually(() => expect(times('marker')).toBe(1));
      beforeCommit = times('committed');
    });

    await eventually(() => expect(times('committed')).toBe(1), { withinMs: 900 });
    expect(beforeCommit).toBe(0);
  });

  it('never existed when that is rolled back', async () => {
    const failing = database.transaction(async (stores) => {
      await stores.jobs.send('file-confirmation', { confirmationId: 'undone' }, { onceKey: 'undone' });
      throw new Error('changed my mind');
    });

    await expect(failing).rejects.toThrow('changed my mind');
    expect(await jobsInState('undone')).toEqual([]);
  });

  it('waits as long as it was told to', async () => {
    const sentAt = Date.now();

    await send('later', { afterMs: 700 });
    await eventually(() => expect(times('later')).toBe(1));

    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(690);
  });
});

describe('jobs of one key', () => {
  it('are one while they wait', async () => {
    await Promise.all(Array.from({ length: 8 }, () => send('waiting', { onceKey: 'w', afterMs: 2_000 })));

    await eventually(() => expect(times('waiting')).toBe(1));
    await eventually(async () => expect(await jobsInState('w')).toEqual(['completed']));
  });

  it('are another one once the first has begun, and never two at once', async () => {
    const first = held('active');
    await send('active', { onceKey: 'active' });
    await first.begun;

    await send('active', { onceKey: 'active' });
    await send('active', { onceKey: 'active' });
    await send('marker');
    await eventually(() => expect(times('marker')).toBe(1));
    const whileActive = times('active');
    first.letGo();

    await eventually(() => expect(times('active')).toBe(2));
    expect(whileActive).toBe(1);
    await eventually(async () => expect(await jobsInState('active')).toEqual(['completed', 'completed']));
  });

  it('wait for a transaction that relies on one of them, so that it sees what was written', async () => {
    await send('relied-on', { onceKey: 'r', afterMs: 200 });

    await database.transaction(async (stores) => {
      await stores.jobs.send('file-confirmation', { confirmationId: 'relied-on' }, { onceKey: 'r' });
      await send('marker', { afterMs: 400 });
      await eventually(() => expect(times('marker')).toBe(1));
      expect(times('relied-on')).toBe(0);
    });

    await eventually(() => expect(times('relied-on')).toBe(1));
  });

  it('do not stand in the way of jobs without one', async () => {
    await Promise.all([1, 2, 3].map(() => send('keyless', { afterMs: 100 })));

    await eventually(() => expect(times('keyless')).toBe(3));
  });
});

describe('a handler that fails', () => {
  it('is called again, and its failure is told with the job and the try', async () => {
    handlers.set('flaky', async () => {
      if (times('flaky') === 1) throw new Error('first try');
    });

    await send('flaky', { onceKey: 'flaky' });
    await eventually(() => expect(times('flaky')).toBe(2), { withinMs: 8_000 });

    expect(errors).toContainEqual({ message: 'Error: first try', job: 'file-confirmation', attempt: 1 });
    await eventually(() =>
      expect(runs).toMatchObject([
        { job: 'file-confirmation', outcome: 'failed' },
        { job: 'file-confirmation', outcome: 'done' },
      ]),
    );
    await eventually(async () => expect(await jobsInState('flaky')).toEqual(['completed']));
  });

  it('goes to the dead letters when its tries are used up', async () => {
    handlers.set('hopeless', async () => {
      throw new Error('always');
    });
    await send('hopeless', { onceKey: 'hopeless', afterMs: 100 });
    await sql`update pgboss.job set retry_limit = 0 where singleton_key = 'hopeless'`.execute(direct.kysely);

    await eventually(async () => {
      const { rows } = await sql`select data from pgboss.job where name = 'dead-letters'`.execute(
        direct.kysely,
      );
      expect(rows).toEqual([{ data: { confirmationId: 'hopeless' } }]);
    });
  });
});

describe('the queue', () => {
  it('works on as many jobs at once as it was told to, also when they become due together', async () => {
    const jobs = ['p1', 'p2', 'p3'].map(held);
    await Promise.all(['p1', 'p2', 'p3'].map((id) => send(id, { afterMs: 100 })));

    const begun = Promise.all(jobs.map((job) => job.begun)).then(() => handled.length);
    await eventually(() => expect(handled).toHaveLength(3));
    for (const job of jobs) job.letGo();

    expect(await begun).toBe(3);
  });

  it('says how many jobs of ours there are in which state', async () => {
    await send('in-an-hour', { afterMs: 3_600_000 });
    const count = async (job: string, state: string) =>
      (await queue.counts()).find((each) => each.job === job && each.state === state)?.count;

    await eventually(async () => expect(await count('file-confirmation', 'later')).toBe(1), {
      withinMs: 25_000,
    });

    expect(await count('dead-letters', 'ready')).toBeGreaterThanOrEqual(0);
    expect((await queue.counts()).filter(({ job }) => job.startsWith('__'))).toEqual([]);
  });

  it('survives that the database goes away, and goes on when it is back', async () => {
    await link.cut();
    await eventually(() => expect(errors.length).toBeGreaterThan(0));
    await link.mend();

    await eventually(() => send('after-the-cut'));
    await eventually(() => expect(times('after-the-cut')).toBe(1));

    expect(queue.isRunning()).toBe(true);
  });

  it('gives a kind of job the settings of this version, and leaves those alone that have them', async () => {
    const settingsOf = async () => {
      const { rows } = await sql<{ name: string; limit: number; changed: string }>`
        select name, retry_limit as limit, updated_on::text as changed from pgboss.queue
        where name in ('tell-askers', 'note-figures') order by name`.execute(direct.kysely);
      return rows;
    };
    const before = await settingsOf();
    await sql`update pgboss.queue set retry_limit = 1 where name = 'tell-askers'`.execute(direct.kysely);
    const second = createQueue({ url, applicationName: 'second', onError: () => undefined, sendOnly: true });

    await second.start();
    const after = await settingsOf();
    await second.stop();

    expect(after.map(({ limit }) => limit)).toEqual(before.map(({ limit }) => limit));
    expect(after[0]).toEqual(before[0]);
    expect(after[1]?.changed).not.toBe(before[1]?.changed);
  });

  it('works off what others sent while no worker ran', async () => {
    const sender = createQueue({
      url,
      applicationName: 'send-only',
      onError: () => undefined,
      sendOnly: true,
    });
    await sender.start();
    await sender.senderFor(direct.kysely).send('file-confirmation', { confirmationId: 'from-a-command' });
    await sender.stop();

    await eventually(() => expect(times('from-a-command')).toBe(1));
  });

  it('sends recurring jobs by the clock, and forgets those of an earlier version', async () => {
    let came = 0;
    const second = createQueue({ url, applicationName: 'second', onError: () => undefined });
    await sql`insert into pgboss.schedule (name, key, cron) values ('resume-overdue', 'old', '* * * * *')`.execute(
      direct.kysely,
    );

    await second.start();
    await second.work('send-reminders', async () => void (came += 1));
    await second.every('send-reminders', '* * * * *');
    // Another process has set it: a start takes nothing away until everything stands anew.
    const between = await sql`select name from pgboss.schedule order by name`.execute(direct.kysely);
    await second.forgetOtherSchedules();

    await eventually(() => expect(came).toBe(1), { withinMs: 15_000 });
    const { rows } = await sql`select name from pgboss.schedule`.execute(direct.kysely);
    expect(between.rows).toEqual([{ name: 'resume-overdue' }, { name: 'send-reminders' }]);
    expect(rows).toEqual([{ name: 'send-reminders' }]);
    await second.stop();
    expect(second.isRunning()).toBe(false);
  });

  it('told to take no more finishes the job in hand, and still sends what others will take', async () => {
    const second = createQueue({ url, applicationName: 'second', onError: () => undefined });
    await second.start();
    const seen: string[] = [];
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    await second.work('file-import-row', async ({ confirmationId }) => {
      seen.push(confirmationId);
      await gate;
    });
    const give = (id: string) =>
      second.senderFor(direct.kysely).send('file-import-row', { confirmationId: id }, { onceKey: id });
    await give('in-hand');
    await eventually(() => expect(seen).toEqual(['in-hand']));

    await second.takeNoMore();
    await give('for-others');
    letGo();
    await eventually(async () => expect(await jobsInState('in-hand')).toEqual(['completed']));
    await second.stop();

    expect([seen, await jobsInState('for-others')]).toEqual([['in-hand'], ['created']]);
  });

  it('finishes the job in hand when it stops, and begins no other', async () => {
    const second = createQueue({ url, applicationName: 'second', onError: () => undefined });
    await second.start();
    const seen: string[] = [];
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    await second.work('show-outcome', async ({ confirmationId }) => {
      seen.push(`${confirmationId} begun`);
      await gate;
      seen.push(`${confirmationId} done`);
    });
    await direct.kysely.transaction().execute(async (transaction) => {
      const sender = second.senderFor(transaction);
      await sender.send('show-outcome', { confirmationId: 'one' }, { onceKey: 'one' });
      await sender.send('show-outcome', { confirmationId: 'two' }, { onceKey: 'two' });
    });
    await eventually(() => expect(seen).toHaveLength(1));

    const stopping = second.stop();
    await eventually(async () => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where application_name = 'second' and query like 'LISTEN%'`.execute(direct.kysely);
      expect(rows).toEqual([]);
    });
    letGo();
    await stopping;

    expect(seen).toEqual(['one begun', 'one done']);
    expect(await jobsInState('one')).toEqual(['completed']);
    expect(await jobsInState('two')).toEqual(['created']);
  });

  it('gives back a job that does not end in time, with the signal to stop', async () => {
    const second = createQueue({ url, applicationName: 'second', onError: () => undefined });
    await second.start();
    let aborted = false;
    let begun = false;
    await second.work('show-outcome', async ({ confirmationId }, { signal }) => {
      if (confirmationId !== 'endless') return;
      begun = true;
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          resolve();
        });
      });
    });
    await second
      .senderFor(direct.kysely)
      .send('show-outcome', { confirmationId: 'endless' }, { onceKey: 'endless' });
    await eventually(() => expect(begun).toBe(true));

    await second.stop(1_000);

    expect(aborted).toBe(true);
    expect(await jobsInState('endless')).toEqual(['retry']);
  });
});

describe('a job that was kept for longer than any pause can be', () => {
  it('begins when the next queue starts, and one that waits for its time stays', async () => {
    await send('far', { onceKey: 'far', afterMs: 60 * 60_000 });
    await send('near', { onceKey: 'near', afterMs: 60 * 60_000 });
    await sql`update pgboss.job set start_after = '9999-12-31' where singleton_key = 'far'`.execute(
      direct.kysely,
    );
    const second = createQueue({ url, applicationName: 'second', onError: () => undefined });

    await second.start();

    await eventually(() => expect(times('far')).toBe(1));
    expect(await jobsInState('near')).toEqual(['created']);
    await second.stop();
  });
});
