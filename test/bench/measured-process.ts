import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A bot in a process of its own, so that only its own work counts. */
export interface MeasuredProcess {
  url: string;
  /** Processor time used so far, in microseconds. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

export async function startMeasured(
  script: string,
  settings: Record<string, string>,
): Promise<MeasuredProcess> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = fork(join(import.meta.dirname, script), {
    env: { PATH, HOME, TMPDIR, ...settings },
    execArgv: ['--no-warnings', ...(settings.BENCH_NODE_ARGS?.split(' ') ?? [])],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return {
    url,
    async cpu() {
      child.send('cpu');
      const [{ cpu }] = (await once(child, 'message')) as [{ cpu: number }];
      return cpu;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      if (script !== 'turns-bot.ts') child.kill();
      await ended;
    },
  };
}
