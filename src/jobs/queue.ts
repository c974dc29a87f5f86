import { fromKysely, PgBoss, type Job, type KyselyTransactionLike } from 'pg-boss';
import { traced } from '../tracing.ts';
import type { JobName, JobPayloads, JobSender } from '../use-cases/ports/jobs.ts';
import { createJobSender } from './job-sender.ts';
import { cutOverlongWaits } from './overlong-waits.ts';
import {
  DEAD_LETTER_SETTINGS,
  DEAD_LETTERS,
  isSetTo,
  QUEUE_SETTINGS,
  SUPERVISION_SECONDS,
  type QueueSettings,
} from './queue-settings.ts';

/** What a handler knows of its job beside the payload. */
export interface JobContext {
  /** Aborted when the job has run too long, or the queue stops and its grace is over. */
  signal: AbortSignal;
  /** 1 for the first try. */
  attempt: number;
}

export type JobHandler<Name extends JobName> = (
  payload: JobPayloads[Name],
  context: JobContext,
) => Promise<void>;

/** The kinds without a payload, which can come by the clock. */
export type RecurringJobName = {
  [Name in JobName]: JobPayloads[Name] extends Record<string, never> ? Name : never;
}[JobName];

export interface Queue {
  /** Prepares the queue's own schema and begins to listen. Rejects when the database cannot be reached. */
  start(): Promise<void>;
  /** Takes no more jobs; those in hand go on, and jobs can still be sent. */
  takeNoMore(): Promise<void>;
  /** Takes no more jobs and waits for those in hand. Those not done after `graceMs` go back to the queue. */
  stop(graceMs?: number): Promise<void>;
  /** Returns a sender whose jobs exist only if the executor's transaction commits. */
  senderFor(executor: KyselyTransactionLike & { isTransaction: boolean }): JobSender;
  /**
   * Lets a handler work, on `concurrency` jobs at once (1 by default). A handler that throws is called again later. When
   * this rejects, no handler works.
   */
  work<Name extends JobName>(
    name: Name,
    handler: JobHandler<Name>,
    options?: { concurrency?: number },
  ): Promise<void>;
  /** Sends a job by the clock, with the key `all`: five-field cron in UTC. While one runs at most one more waits. */
  every(name: RecurringJobName, cron: string): Promise<void>;
  /** Forgets the clock's jobs of an earlier version that `every` did not name: they would pile up. */
  forgetOtherSchedules(): Promise<void>;
  isRunning(): boolean;
  /** How many jobs wait, wait for a later time, run or failed for good; as counted by the queue some seconds ago. */
  counts(): Promise<JobCount[]>;
}

export interface JobCount {
  job: string;
  state: 'ready' | 'later' | 'active' | 'failed';
  count: number;
}

export interface QueueOptions {
  url: string;
  applicationName: string;
  /** Called with what fails: jobs, and the queue itself while the database is away. It heals by itself. */
  onError: (error: unknown, context: { job?: JobName; attempt?: number }) => void;
  /** Called with how each run of a job ended and how long it took. */
  onRun?: (job: JobName, outcome: 'done' | 'failed', ms: number) => void;
  /** Only sends, for commands that run beside the bot: no supervision, no clock. */
  sendOnly?: boolean;
}

/** The queues of the bot: pg-boss has others for itself. */
const OURS = [...Object.keys(QUEUE_SETTINGS), DEAD_LETTERS];

const STOP_GRACE_MS = 5_000;
const REPORT_EVERY_MS = 10_000;
/** How often a worker looks for jobs that have become due. NOTIFY tells of those due at once, unless it is lost. */
const POLL_SECONDS = 1;
/** How often the other workers of a kind look: the first one wakes them when there is work. */
const IDLE_POLL_SECONDS = 30;

/** The job queue: pg-boss in a schema of its own, on the same server. */
export function createQueue(options: QueueOptions): Queue {
  const { url, applicationName, onError, onRun, sendOnly = false } = options;
  let running = false;
  const scheduled = new Set<string>();
  const boss = new PgBoss({
    connectionString: url,
    application_name: applicationName,
    schema: 'pgboss',
    max: sendOnly ? 2 : 6,
    connectionTimeoutMillis: 3_000,
    registerInstance: false,
    useListenNotify: !sendOnly,
    supervise: !sendOnly,
    schedule: !sendOnly,
    superviseIntervalSeconds: SUPERVISION_SECONDS,
    monitorIntervalSeconds: SUPERVISION_SECONDS,
    cronMonitorIntervalSeconds: 5,
    cronWorkerIntervalSeconds: 1,
    openTelemetry: { enabled: false },
  });
  let quietUntil = 0;
  // Every worker reports every second that the database is away: once in a while is enough.
  boss.on('error', (error) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + REPORT_EVERY_MS;
    onError(error, {});
  });

  const working = new Set<JobName>();

  /** Creates the queues that are missing, and changes those whose settings are another version's. */
  async function prepareQueues(): Promise<void> {
    const known = new Map((await boss.getQueues(OURS)).map((queue) => [queue.name, queue]));
    if (!known.has(DEAD_LETTERS)) await boss.createQueue(DEAD_LETTERS, DEAD_LETTER_SETTINGS);
    const prepare = async ([name, settings]: [string, QueueSettings]) => {
      const before = known.get(name);
      // Of one key at most one waits and one runs: no two processes ever work on the same confirmation at once.
      if (!before) await boss.createQueue(name, { ...settings, policy: 'stately' });
      else if (!isSetTo(before, settings)) await boss.updateQueue(name, settings);
    };
    await Promise.all(Object.entries(QUEUE_SETTINGS).map(prepare));
  }

  async function takeNoMore(): Promise<void> {
    running = false;
    await Promise.allSettled([...working].map((name) => boss.offWork(name, { wait: false })));
  }

  return {
    start: async () => {
      await boss.start();
      await prepareQueues();
      if (!sendOnly) await cutOverlongWaits(boss);
      running = true;
    },
    takeNoMore,
    stop: async (graceMs = STOP_GRACE_MS) => {
      // First: pg-boss stops its workers only after other parts, and one could begin another job in between.
      await takeNoMore();
      await boss.stop({ graceful: true, timeout: graceMs });
    },
    senderFor: (executor) => createJobSender(boss, fromKysely(executor), executor.isTransaction),
    work: async (name, handler, { concurrency = 1 } = {}) => {
      working.add(name);
      try {
        await addWorkers(boss, name, handler, { concurrency, onError, onRun });
      } catch (error) {
        await boss.offWork(name, { wait: false }).catch(() => undefined);
        throw error;
      }
    },
    every: async (name, cron) => {
      scheduled.add(name);
      await boss.schedule(name, cron, {}, { singletonKey: 'all' });
    },
    // Not at the start: until it was all set again, a process killed in between would leave the others without a clock.
    forgetOtherSchedules: async () => {
      for (const { name, key } of await boss.getSchedules())
        if (!scheduled.has(name) || key !== '') await boss.unschedule(name, key);
    },
    isRunning: () => running,
    counts: async () =>
      (await boss.getQueues(OURS)).flatMap(
        ({ name, readyCount, deferredCount, activeCount, failedCount }) => [
          { job: name, state: 'ready', count: readyCount },
          { job: name, state: 'later', count: deferredCount },
          { job: name, state: 'active', count: activeCount },
          { job: name, state: 'failed', count: failedCount },
        ],
      ),
  };
}

async function addWorkers<Name extends JobName>(
  boss: PgBoss,
  name: Name,
  handler: JobHandler<Name>,
  { concurrency, onError, onRun }: { concurrency: number } & Pick<QueueOptions, 'onError' | 'onRun'>,
): Promise<void> {
  const workers: string[] = [];
  const wake = (place: number) => boss.notifyWorker(workers[place % workers.length] ?? '');
  for (let place = 0; place < concurrency; place += 1) {
    const seconds = place === 0 ? POLL_SECONDS : IDLE_POLL_SECONDS;
    const settings = {
      batchSize: 1,
      pollingIntervalSeconds: seconds,
      notifyPollingIntervalSeconds: seconds,
    };
    const work = async ([job]: Job<JobPayloads[Name]>[]) => {
      if (!job) return;
      const attempt = job.retryCount + 1;
      // Where one job became due there may be more: the next worker looks now, and this one when it is done.
      wake(place + 1);
      const startedAt = performance.now();
      const ended = (outcome: 'done' | 'failed') => onRun?.(name, outcome, performance.now() - startedAt);
      try {
        await traced(`job ${name}`, 'consumer', { 'mca.job': name, 'mca.job.attempt': attempt }, () =>
          handler(job.data, { signal: job.signal, attempt }),
        );
        ended('done');
      } catch (error) {
        ended('failed');
        onError(error, { job: name, attempt });
        throw error;
      } finally {
        wake(place);
      }
    };
    workers.push(await boss.work<JobPayloads[Name]>(name, settings, work));
  }
}
