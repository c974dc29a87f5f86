import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../hold-embedded.ts', import.meta.url));

/** A process that runs `hold-embedded.ts`. */
export interface EmbeddedChild {
  process: ChildProcess;
  /** Waits for a line that begins so, and gives back its rest. Rejects when the process ends before. */
  said(beginning: string): Promise<string>;
  /** Lets it stop in good order. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export function embeddedChild(dataDir: string, then: 'hold' | 'leave' = 'hold'): EmbeddedChild {
  const child = spawn(process.execPath, ['--no-warnings', SCRIPT, dataDir, then], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const ended = once(child, 'exit');
  return {
    process: child,
    said: async (beginning) => {
      for (;;) {
        const line = lines.find((each) => each.startsWith(beginning));
        if (line !== undefined) return line.slice(beginning.length).trim();
        if (child.exitCode !== null) throw new Error(`The process ended before it said "${beginning}"`);
        await Promise.race([once(reader, 'line'), ended]);
      }
    },
    stop: async () => {
      child.stdin.write('stop\n');
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
