import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import { openDatabase, type OpenDatabase } from '../database/database.ts';
import { startEmbedded } from '../database/embedded/start-embedded.ts';
import { migrateDatabase } from '../database/migrate.ts';
import { createQueue, type Queue } from '../jobs/queue.ts';
import type { Logger } from '../logger.ts';
import type { Clock, IdSource } from '../use-cases/ports/clock.ts';
import type { PartnerCenter } from '../use-cases/ports/partner-center.ts';
import { localEncryptionKey } from './local-key.ts';
import { openPartnerCenter } from './open-partner-center.ts';

/** What the bot and the commands work on: the same parts, opened and closed the same way. */
export interface Foundation {
  config: Config;
  log: Logger;
  database: OpenDatabase;
  /** The address of the database, for what needs a connection of its own. */
  databaseUrl: string;
  isEmbedded: boolean;
  queue: Queue;
  partnerCenter: PartnerCenter;
  /** Set when Partner Center is the sandbox beside us. */
  sandboxUrl: string | undefined;
  clock: Clock;
  ids: IdSource;
  /** Closes everything in the order that loses nothing. The database server goes last, if nobody else uses it. */
  close(): Promise<void>;
}

export interface FoundationOptions {
  config: Config;
  log: Logger;
  /** Shown to whoever looks at the database's connections. */
  applicationName: string;
  /** A step that takes a while, in a few words. */
  report: (step: string) => void;
  /** For commands that run beside the bot and leave its jobs to it. */
  sendOnly?: boolean;
  /** For tests; the machine's own otherwise. */
  clock?: Clock;
}

/** Opens database, queue and Partner Center as the settings say. Throws StartError with one clear line. */
export async function openFoundation(options: FoundationOptions): Promise<Foundation> {
  const { config, log, applicationName, report } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) {
      await closer().catch((error: unknown) => log.warn({ err: error }, 'A part did not close cleanly'));
    }
  };
  const stopping = new AbortController();
  const clock = options.clock ?? { now: () => new Date() };
  const ids: IdSource = { next: () => randomUUID() };
  try {
    const { dataDir } = config.database;
    const embedded = config.database.url ? undefined : await startEmbedded({ dataDir, report });
    if (embedded) closers.push(() => embedded.stop());
    const databaseUrl = config.database.url ?? embedded?.url ?? '';

    report('preparing the tables');
    await migrateDatabase({ url: databaseUrl });
    const queue = createQueue({
      url: databaseUrl,
      applicationName,
      onError: (error, context) => log.warn({ err: error, ...context }, 'A job failed and will be repeated'),
      sendOnly: options.sendOnly ?? false,
    });
    const database = await openDatabase({
      url: databaseUrl,
      encryptionKey: config.encryptionKey ?? localEncryptionKey(dataDir),
      jobSenderFor: (executor) => queue.senderFor(executor),
      applicationName,
    });
    closers.push(() => database.close());
    await queue.start();
    closers.push(() => queue.stop());

    const opened = await openPartnerCenter({ config, log, database, clock, report, signal: stopping.signal });
    closers.push(opened.close);
    closers.push(async () => stopping.abort());
    const { partnerCenter, sandboxUrl } = opened;
    const isEmbedded = embedded !== undefined;
    return {
      config,
      log,
      database,
      databaseUrl,
      isEmbedded,
      queue,
      partnerCenter,
      sandboxUrl,
      clock,
      ids,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
