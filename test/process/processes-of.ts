import { readdir, readFile, readlink } from 'node:fs/promises';

/** One process as `/proc` shows it. */
export interface SeenProcess {
  pid: number;
  command: string;
}

/**
 * Every living process that belongs to a data directory: it works in it, as the database does, or was given it in its
 * environment, as the bot and what it starts. Reads `/proc`, so on Linux only.
 */
export async function processesOf(dataDir: string): Promise<SeenProcess[]> {
  const found: SeenProcess[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      if ((await isAlive(pid)) && (await belongsTo(pid, dataDir))) {
        found.push({ pid, command: (await partsOf(pid, 'cmdline')).join(' ') });
      }
    } catch {
      // Gone while it was looked at, or another user's.
    }
  }
  return found;
}

/** Ends whatever belongs to a data directory, whatever it is doing. */
export async function killProcessesOf(dataDir: string): Promise<void> {
  for (;;) {
    const left = await processesOf(dataDir);
    if (left.length === 0) return;
    for (const { pid } of left) kill(pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

async function belongsTo(pid: number, dataDir: string): Promise<boolean> {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  if (cwd === dataDir || cwd.startsWith(`${dataDir}/`)) return true;
  return (await partsOf(pid, 'environ')).includes(`DATA_DIR=${dataDir}`);
}

/** A zombie has ended and only waits to be noticed. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [state] = stat.slice(stat.lastIndexOf(')') + 2);
  return state !== 'Z' && state !== 'X';
}

async function partsOf(pid: number, file: 'cmdline' | 'environ'): Promise<string[]> {
  return (await readFile(`/proc/${pid}/${file}`, 'utf8')).split('\0');
}
