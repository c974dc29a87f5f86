import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, PartnerCenterAccount } from '../config.ts';
import type { OpenDatabase } from '../database/database.ts';
import type { Logger } from '../logger.ts';
import { createCallBudget } from '../partner-center/budget.ts';
import { createPartnerCenter } from '../partner-center/client.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { PartnerCenter } from '../use-cases/ports/partner-center.ts';

interface Options {
  config: Config;
  log: Logger;
  database: Pick<OpenDatabase, 'secrets'>;
  clock: Clock;
  report: (step: string) => void;
  signal: AbortSignal;
}

interface Opened {
  partnerCenter: PartnerCenter;
  sandboxUrl: string | undefined;
  close(): Promise<void>;
}

const REFRESH_TOKEN = 'partner-center-refresh-token';

/** The client of the real service, or of a sandbox beside us when no account is set. */
export async function openPartnerCenter(options: Options): Promise<Opened> {
  const { config, log, database, clock, signal } = options;
  const beside = config.partnerCenter ? undefined : await sandboxBeside(options);
  const account = config.partnerCenter ?? beside!.account;
  const partnerCenter = createPartnerCenter({
    ...account,
    // The sandbox's token is no secret and changes with every start: nothing of it is kept.
    refreshTokens: beside
      ? { read: async () => null, write: async () => undefined }
      : {
          read: () => database.secrets.read(REFRESH_TOKEN),
          write: (token) => database.secrets.write(REFRESH_TOKEN, token),
        },
    budget: createCallBudget({ requestsPerMinute: config.partnerCenterRequestsPerMinute }),
    clock,
    log,
    signal,
  });
  return {
    partnerCenter,
    sandboxUrl: beside?.account.baseUrl,
    close: async () => beside?.close(),
  };
}

/** The sandbox of a bot that runs on this data directory already, else one of our own. */
async function sandboxBeside({
  config,
  report,
}: Options): Promise<{ account: PartnerCenterAccount; close(): Promise<void> }> {
  const { dataDir } = config.database;
  const notePath = join(dataDir, 'sandbox.json');
  const running = await runningSandbox(notePath);
  if (running) return { account: running, close: async () => undefined };

  report('starting the Partner Center sandbox');
  const sandbox = await startSandbox({
    customers: config.sandbox.customers,
    era: config.sandbox.era,
    ledgerFile: join(dataDir, 'sandbox-ledger.jsonl'),
  });
  const account = { baseUrl: sandbox.baseUrl, tokenUrl: sandbox.tokenUrl, ...sandbox.credentials };
  writeFileSync(notePath, JSON.stringify(account), { mode: 0o600 });
  const close = async () => {
    rmSync(notePath, { force: true });
    await sandbox.stop();
  };
  return { account, close };
}

/** What a bot noted about its sandbox, if that still answers. */
async function runningSandbox(notePath: string): Promise<PartnerCenterAccount | undefined> {
  try {
    const account = JSON.parse(readFileSync(notePath, 'utf8')) as PartnerCenterAccount;
    const answer = await fetch(`${account.baseUrl}/sandbox/ledger`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok ? account : undefined;
  } catch {
    return undefined;
  }
}
