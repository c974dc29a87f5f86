import { access, constants, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StartError } from '../../database/core/start-error.ts';
import { findBinaries } from './binaries.ts';
import { clusterFiles, ensureCluster } from './cluster.ts';
import { joinServer, type EmbeddedServer } from './join-server.ts';
import { serverAccount } from './server-account.ts';

export interface EmbeddedOptions {
  /** The bot's DATA_DIR; the database's files are in `postgres` below it. */
  dataDir: string;
  /** Called, in a few words, with what takes time or is worth knowing. */
  report?: (step: string) => void;
  /** For tests: quick, and nothing survives a power failure. */
  fast?: boolean;
  /** Ends the start, which then fails. Has no effect afterwards. */
  signal?: AbortSignal;
}

/**
 * Starts the database on a data directory, or joins the server that runs on it already: another process's, or the
 * orphan of one that was killed. Safe for several processes at the same moment. Throws StartError.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { report = () => undefined, fast = false, signal } = options;
  const dataDir = resolve(options.dataDir);
  await prepareFolder(dataDir);
  const files = clusterFiles(dataDir);
  const account = await serverAccount(files.data);
  const binaries = await findBinaries(account, dataDir, report);
  await ensureCluster(dataDir, binaries, account, { report, fast, signal });
  return joinServer({ files, account, binaries, fast, report }, signal);
}

async function prepareFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StartError(
      'DATA_DIR cannot be used: the folder cannot be made or written to; set DATABASE_URL to a PostgreSQL server, ' +
        `or DATA_DIR to a folder whose disk can be written to (${code})`,
      { cause },
    );
  }
}
