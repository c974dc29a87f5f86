import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PORT = '56150';
/** What keeps others out. Without it the Playground does not start. */
const GUARD = new URL('playground-guard.ts', import.meta.url).href;
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 3_000;

export interface Playground {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts Microsoft's Agents Playground beside a bot in local mode and waits until it listens. Undefined when it is not
 * installed (it is a development dependency) or does not come up; the bot works without it.
 */
export async function startPlayground(messagesUrl: string): Promise<Playground | undefined> {
  const program = programPath();
  if (!program) return undefined;
  const child = spawn(
    process.execPath,
    ['--import', GUARD, program, '-e', messagesUrl, '-c', 'msteams', '-p', PORT, '--disable-telemetry'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      // Otherwise it opens a browser whether or not a person is there, and exits where no program can open one.
      env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
    },
  );
  const stop = () => stopChild(child);
  const port = await listeningPort(child);
  if (port === undefined) {
    await stop();
    return undefined;
  }
  return { url: `http://localhost:${port}`, stop };
}

/** Returns the port it says it listens on, which differs where the asked one is taken; undefined when it never listens. */
async function listeningPort(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => resolve(undefined), READY_WITHIN_MS);
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
      const port = /Listening on\D*(\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(giveUp);
      resolve(port);
    });
    child.once('error', () => resolve(undefined));
    child.once('exit', () => resolve(undefined));
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await gone;
  clearTimeout(force);
}

function programPath(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
    return join(dirname(manifest), 'cli.js');
  } catch {
    return undefined;
  }
}
