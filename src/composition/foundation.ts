import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import { createDatabaseClock } from '../database/core/database-clock.ts';
import { seedPast } from '../database/customers/seed-past.ts';
import { openDatabase, type OpenDatabase } from '../database/database.ts';
import { nameOfWriter } from '../database/encryption/encryption-keys.ts';
import { migrateDatabase } from '../database/core/migrate.ts';
import { StartError } from '../database/core/start-error.ts';
import { createQueue, type Queue } from '../jobs/queue.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock, IdSource } from '../use-cases/ports/clock.ts';
import type { PartnerCenter } from '../use-cases/ports/partner-center.ts';
import { refreshDigestsSoon } from '../use-cases/reminding/refresh-digests-soon.ts';
import { createClosers, inTime, type Closers } from './closers.ts';
import { encryptionKeyOf } from './encryption-key.ts';
import { loadLocalPart } from './local-parts.ts';
import { openPartnerCenter } from './open-partner-center.ts';
import { createPatience, type Patiently } from './patience.ts';
import { claimDatabase } from './own-partner.ts';
import type { SandboxShare } from '../local/sandbox-beside.ts';

/** The parts that the bot and the commands work with, opened and closed the same way. */
export interface Foundation {
  config: Config;
  log: Logger;
  database: OpenDatabase;
  queue: Queue;
  partnerCenter: PartnerCenter;
  /** Set when a sandbox beside the bot stands in for Partner Center. */
  sandboxUrl: string | undefined;
  /** Where the sandbox plays Microsoft's page, on the route by which customers accept there. */
  acceptanceUrl: string | undefined;
  clock: Clock;
  ids: IdSource;
  /** Takes the later steps of the start. */
  patiently: Patiently;
  /**
   * Closes everything in the order that loses nothing, within 10 s whatever hangs: jobs in hand are finished first; the
   * database server goes last, if no other process uses it.
   */
  close(): Promise<void>;
}

export interface FoundationOptions {
  config: Config;
  log: Logger;
  /** Shown in the database's list of connections. */
  applicationName: string;
  /** Called with each step that takes a while, in a few words. */
  report: (step: string) => void;
  /** Given for the bot: only one works on an embedded database. Commands run beside it and leave the jobs to it. */
  asBot?: {
    /** Called when another bot took the database over while the server was away. */
    onTakenOver: () => void;
  };
  /** Ends the start: what was opened by then is closed, and the start fails. Has no effect afterwards. */
  signal?: AbortSignal;
  /** Counts what happens. */
  metrics?: Pick<Metrics, 'partnerCenterCall' | 'partnerCenterExchange' | 'jobRun' | 'databaseStatement'>;
  /** For tests; the database's clock when absent. */
  clock?: Clock;
}

/** How long a stop waits for jobs in hand. */
const JOBS_GRACE_MS = 2_500;

/** How many connections the jobs of a bot share. Work that people wait for has others. */
const CONNECTIONS_FOR_JOBS = 7;

/** How long an interrupted start may take to end by itself, for it may be in the middle of a step. */
const GIVE_UP_MS = 3_000;

/** Opens database, queue and Partner Center as the settings say. Throws StartError with one clear line. */
export async function openFoundation(options: FoundationOptions): Promise<Foundation> {
  const closers = createClosers(options.log);
  const opening = open(options, closers);
  try {
    return await Promise.race([opening, givenUp(options.signal)]);
  } catch (error) {
    await closers.closeAll();
    await inTime(opening, GIVE_UP_MS).catch(() => undefined);
    await closers.closeAll();
    throw error;
  }
}

async function givenUp(signal?: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(new StartError('Stopped while it was starting'));
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}

async function open(options: FoundationOptions, closers: Closers): Promise<Foundation> {
  const { config, log, report, asBot, metrics } = options;
  const ids: IdSource = { next: () => randomUUID() };
  const patiently = createPatience(options);
  const { url, share } = await openServer(options, closers, patiently);

  report('preparing the tables');
  const encryptionKey = await encryptionKeyOf(config);
  await patiently(() => migrateDatabase({ url, encryptionKey }));
  const applicationName = nameOfWriter(options.applicationName, encryptionKey);
  const queue = createQueue({
    url,
    applicationName,
    onError: (error, context) => log.warn({ err: error, ...context }, 'A job failed and will be repeated'),
    onRun: metrics?.jobRun,
    sendOnly: !asBot,
  });
  const database = await patiently(() =>
    openDatabase({
      url,
      encryptionKey,
      jobSenderFor: (executor) => queue.senderFor(executor),
      applicationName,
      onStatement: metrics?.databaseStatement,
      ...(asBot && { poolSize: CONNECTIONS_FOR_JOBS }),
    }),
  );
  closers.add('database', 500, () => database.close());
  await patiently(() => claimDatabase(config, database));
  const databaseClock = createDatabaseClock({ ask: () => database.time() });
  closers.add('clock', 0, async () => databaseClock.stop());
  await patiently(() => databaseClock.measure());
  const clock = options.clock ?? databaseClock;
  if (asBot && (await patiently(() => database.customers.statesAreOf(config.agreementType)))) {
    log.info('The agreement is another one than before: all customers are read anew');
  }
  const judged = asBot ? await patiently(() => judgeAcceptances(config, database, clock)) : 0;
  if (judged > 0) log.info({ customers: judged }, 'Acceptances count from another day than before');
  const { partnerCenter, sandboxUrl, acceptanceUrl, history, close } = await openPartnerCenter({
    config,
    log,
    database,
    clock,
    share,
    report,
    metrics,
  });
  closers.add('partner-center', 500, close);
  if (asBot && history) await patiently(() => seedPast(database.kysely, history, clock.now()));
  closers.add('queue', JOBS_GRACE_MS + 500, () => queue.stop(JOBS_GRACE_MS));
  await patiently(() => queue.start());
  if (judged > 0) await refreshDigestsSoon(database);
  return {
    config,
    log,
    database,
    queue,
    partnerCenter,
    sandboxUrl,
    acceptanceUrl,
    clock,
    ids,
    patiently,
    close: () => closers.closeAll(),
  };
}

/** Judges the customers' acceptances by the day of the settings; returns how many change their state. */
const judgeAcceptances = async ({ acceptancesValidFrom }: Config, database: OpenDatabase, clock: Clock) =>
  database.customers.acceptancesCountFrom(acceptancesValidFrom, clock.now());

/** Returns the given server, or starts the embedded one. There a bot first makes sure that it is the only one. */
async function openServer(
  { config, report, asBot, signal }: FoundationOptions,
  closers: Closers,
  patiently: Patiently,
): Promise<{ url: string; share: SandboxShare }> {
  const { url, dataDir } = config.database;
  if (url !== undefined) return { url, share: asBot ? 'join-or-own' : 'join' };
  const { startEmbedded } = await loadLocalPart(
    () => import('../local/postgres/start-embedded.ts'),
    'DATABASE_URL',
  );
  const embedded = await startEmbedded({ dataDir, report, signal });
  closers.add('embedded-database', 7_000, () => embedded.stop());
  if (!asBot) return { url: embedded.url, share: 'join' };
  const { onTakenOver } = asBot;
  const { holdSingleBot } = await import('../local/single-bot.ts');
  const alone = await patiently(() => holdSingleBot({ url: embedded.url, onTakenOver }));
  closers.add('single-bot', 500, () => alone.release());
  return { url: embedded.url, share: 'own' };
}
