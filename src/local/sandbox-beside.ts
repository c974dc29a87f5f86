import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, PartnerCenterAccount } from '../config.ts';
import { sampleHistory, type SampleHistory } from './sample-history.ts';
import { ACCEPTANCE_PATH } from './sandbox/acceptance-page.ts';
import { startSandbox } from './sandbox/sandbox.ts';
import { dataFolderError } from '../database/core/data-folder-error.ts';

export interface SandboxBeside {
  account: PartnerCenterAccount;
  /** Where it plays Microsoft's page. */
  acceptanceUrl: string;
  /** The past of its customers with this partner, before it first started. */
  history: readonly SampleHistory[];
  close(): Promise<void>;
}

/**
 * Which process's sandbox is used. `own`: this process's, which others may join; for the one bot of a data directory, which
 * must not lose its sandbox when another process ends. `join-or-own`: for one of several bots. `join`: another process's
 * while there is one, else one for this process alone; for commands, which end before the bot does.
 */
export type SandboxShare = 'own' | 'join-or-own' | 'join';

interface Options {
  config: Config;
  share: SandboxShare;
  report: (step: string) => void;
}

/** Starts or joins a Partner Center sandbox on the data directory. Throws StartError when it cannot start. */
export async function sandboxBeside({ config, share, report }: Options): Promise<SandboxBeside> {
  const { dataDir } = config.database;
  const notePath = join(dataDir, 'sandbox.json');
  const running = share === 'own' ? undefined : await runningSandbox(notePath);
  if (running) return { ...playedBy(running, config), close: async () => undefined };

  report('starting the Partner Center sandbox');
  const sandbox = await startSandbox({
    customers: config.sandbox.customers,
    era: config.sandbox.era,
    partnerKind: config.sandbox.partnerKind,
    ledgerFile: join(dataDir, 'sandbox-ledger.jsonl'),
  }).catch((cause: unknown) => {
    throw dataFolderError(cause, 'sandbox-ledger.jsonl in it cannot be read or written to');
  });
  const account = { baseUrl: sandbox.baseUrl, tokenUrl: sandbox.tokenUrl, ...sandbox.credentials };
  if (share === 'join') return { ...playedBy(account, config), close: () => sandbox.stop() };

  writeNote(notePath, account);
  const close = async () => {
    rmSync(notePath, { force: true });
    await sandbox.stop();
  };
  return { ...playedBy(account, config), close };
}

function playedBy(account: PartnerCenterAccount, { sandbox }: Config): Omit<SandboxBeside, 'close'> {
  const acceptanceUrl = account.baseUrl + ACCEPTANCE_PATH;
  return { account, acceptanceUrl, history: sampleHistory(sandbox.customers) };
}

/** Writes the note under another name first, so that no reader finds half of it. */
function writeNote(path: string, account: PartnerCenterAccount): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify(account), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (cause) {
    throw dataFolderError(cause);
  }
}

/** Reads what a bot noted about its sandbox; undefined where that no longer answers. */
async function runningSandbox(notePath: string): Promise<PartnerCenterAccount | undefined> {
  try {
    const account = JSON.parse(readFileSync(notePath, 'utf8')) as PartnerCenterAccount;
    const answer = await fetch(`${account.baseUrl}/sandbox/ledger`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok ? account : undefined;
  } catch {
    return undefined;
  }
}
