import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WireActivity } from './activities.ts';
import { eventually } from './eventually.ts';
import type { Reply } from './running-bot.ts';
import { startArguments } from './start-command.ts';

/** A program of ours as people start it: a process of its own with everything that belongs to it. */
export interface ProgramProcess {
  child: ChildProcess;
  dataDir: string;
  /** All it has printed so far. */
  output(): string;
  /** What of that went to standard error. */
  complaint(): string;
  isRunning(): boolean;
  /** The exit code when it ends; null when it was killed. */
  ended: Promise<number | null>;
  /** Sends a signal and waits for its end; gives back the exit code, null when it was killed. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** The bot. */
export interface BotProcess extends ProgramProcess {
  port: number;
  /** Sends an activity as Teams does. */
  send(activity: WireActivity | Record<string, unknown>): Promise<Reply>;
  /** The status of a page such as `/readyz`; undefined when nothing listens. */
  statusOf(path: string): Promise<number | undefined>;
  /** Waits until it says that it has started. Throws with what it printed when it ends or takes too long. */
  started(): Promise<void>;
}

export interface ProgramOptions {
  /** A new folder otherwise. */
  dataDir?: string;
  /** Where it is started, and finds its `.env`. */
  cwd?: string;
  /** In a process group of its own, as the shell of a terminal starts it. */
  ownGroup?: boolean;
  /** For the program itself: `--all`, say. */
  args?: readonly string[];
}

const ROOT = join(import.meta.dirname, '..', '..');
const BOT = 'bot/start.cjs';
/** Where the bot keeps what it has compiled; a hundred commands started by tests have use for it too. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'compiled');

/** Starts a script of the project with these settings alone; its files and `.env` are those of its data directory. */
export async function startProgram(
  script: string,
  settings: Record<string, string> = {},
  { dataDir, cwd, ownGroup = false, args = [] }: ProgramOptions = {},
): Promise<ProgramProcess> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'mca-process-')));
  const { PATH, HOME, TMPDIR } = process.env;
  const program = script === BOT ? startArguments() : [join(ROOT, script)];
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: cwd ?? (dataDir === undefined ? folder : tmpdir()),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE: COMPILED, DATA_DIR: folder, ...settings },
  });
  const said = { all: '', complaint: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.all += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    said.all += chunk.toString();
    said.complaint += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    child,
    dataDir: folder,
    output: () => said.all,
    complaint: () => said.complaint,
    isRunning,
    ended,
    end: async (signal) => {
      if (isRunning()) child.kill(signal);
      return ended;
    },
  };
}

/** Starts `bot/start.cjs` without waiting for it, and without the Playground unless the settings say so. */
export async function launchBot(
  settings: Record<string, string> = {},
  options?: ProgramOptions,
): Promise<BotProcess> {
  const port = Number(settings.PORT ?? (await freePort()));
  const all = { PLAYGROUND: 'off', PORT: String(port), ...settings };
  const program = await startProgram(BOT, all, options);
  // A bot in local mode tells its reader how to stop it; a registered one has nothing but its log.
  const lastWord = settings.MicrosoftAppId === undefined ? 'Ctrl-C' : '"msg":"The bot is ready"';
  const address = `http://127.0.0.1:${port}`;
  return {
    ...program,
    port,
    send: async (activity) => {
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify(activity);
      const answer = await fetch(`${address}/api/messages`, { method: 'POST', headers, body });
      const text = await answer.text();
      return { status: answer.status, body: text ? (JSON.parse(text) as Reply['body']) : undefined };
    },
    statusOf: (path) =>
      fetch(address + path).then(
        ({ status }) => status,
        () => undefined,
      ),
    started: () =>
      eventually(
        () => {
          const isStarted = program.output().includes(lastWord);
          if (!isStarted && program.isRunning()) throw new Error(`Not started yet: ${program.output()}`);
          return isStarted;
        },
        { withinMs: 150_000 },
      ).then((isStarted) => {
        if (!isStarted) throw new Error(`The bot did not start: ${program.output()}`);
      }),
  };
}

/** Starts `bot/start.cjs` and waits until it says how to stop it. Without `dataDir` it gets a new folder. */
export async function startBotProcess(
  settings: Record<string, string> = {},
  options?: ProgramOptions,
): Promise<BotProcess> {
  const bot = await launchBot(settings, options);
  await bot.started();
  return bot;
}

/** Removes a bot's folder when nothing uses it any more. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** A port that is free just now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
