import { readdirSync, readFileSync } from 'node:fs';
import { clusterFiles } from '../../src/local/postgres/cluster.ts';

const MICROSECONDS_PER_TICK = 10_000;

/** Returns the processor time that the embedded database of a data directory has used so far, in microseconds (Linux). */
export function databaseCpu(dataDir: string): number {
  const [pid = ''] = readFileSync(`${clusterFiles(dataDir).data}/postmaster.pid`, 'utf8').split('\n');
  const server = timesOf(pid);
  // Its connections that ended are in its own figure.
  const connections = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(timesOf)
    .filter((times) => times?.parent === Number(pid));
  const all = [server?.own ?? 0, server?.ofEnded ?? 0, ...connections.map((times) => times?.own ?? 0)];
  return all.reduce((sum, ticks) => sum + ticks, 0) * MICROSECONDS_PER_TICK;
}

/** A process's times in ticks, and who started it; undefined when it is gone. */
function timesOf(pid: string): { parent: number; own: number; ofEnded: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number) => fields[index] ?? 0;
    return { parent: at(1), own: at(11) + at(12), ofEnded: at(13) + at(14) };
  } catch {
    return undefined;
  }
}
