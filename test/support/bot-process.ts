import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

/** The bot as people start it: a process of its own with everything that belongs to it. */
export interface BotProcess {
  child: ChildProcess;
  /** All it has printed so far. */
  output(): string;
  port: number;
  dataDir: string;
  /** Sends a signal and waits for its end; gives back the exit code, null when it was killed. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const ROOT = join(import.meta.dirname, '..', '..');

/** Starts `bot/main.ts` and waits until it says how to stop it. Without `dataDir` it gets a new folder. */
export async function startBotProcess(
  settings: Record<string, string> = {},
  dataDir?: string,
): Promise<BotProcess> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'mca-process-')));
  const port = Number(settings.PORT ?? (await freePort()));
  const child = spawn(process.execPath, [join(ROOT, 'bot', 'main.ts')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PLAYGROUND: 'off',
      ...settings,
      DATA_DIR: folder,
      PORT: String(port),
    },
  });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  await eventually(
    () => {
      if (said.includes('Ctrl-C') || child.exitCode !== null) return;
      throw new Error(`The bot did not start: ${said}`);
    },
    { withinMs: 60_000 },
  );
  return {
    child,
    output: () => said,
    port,
    dataDir: folder,
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}

/** Removes a bot's folder when nothing uses it any more. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
