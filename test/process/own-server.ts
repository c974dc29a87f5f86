import pg from 'pg';
import { findBinaries } from '../../src/local/postgres/binaries.ts';
import { clusterFiles } from '../../src/local/postgres/cluster.ts';
import {
  isRunning,
  launch,
  recordedPostmaster,
  signalPostmaster,
} from '../../src/local/postgres/postmaster.ts';
import { serverAccount } from '../../src/local/postgres/server-account.ts';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { eventually } from '../support/eventually.ts';

/** A PostgreSQL server apart from the bot, as an administrator's would be. */
export interface OwnServer {
  url: string;
  stop(): Promise<void>;
  /** At the same address. */
  start(): Promise<void>;
}

/** Starts a server on a folder that has a database. */
export async function ownServer(dataDir: string): Promise<OwnServer> {
  const embedded = await startEmbedded({ dataDir, fast: true });
  await embedded.stop();
  const { url } = embedded;
  const port = Number(new URL(url).port);
  const files = clusterFiles(dataDir);
  const account = await serverAccount(files.data);
  const binaries = await findBinaries(account, dataDir, () => undefined);

  async function start(): Promise<void> {
    await launch(files, binaries, account, { port, fast: true });
    await eventually(
      async () => {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        await client.end();
      },
      { withinMs: 20_000 },
    );
  }

  async function stop(): Promise<void> {
    const postmaster = await recordedPostmaster(files);
    if (!postmaster) return;
    await signalPostmaster(postmaster, binaries, 'fast');
    await eventually(async () => expectGone(await isRunning(postmaster, files)), { withinMs: 10_000 });
  }

  await start();
  return { url, start, stop };
}

function expectGone(runs: boolean): void {
  if (runs) throw new Error('The server is still there');
}
