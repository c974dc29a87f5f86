import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { removeFolder, startProgram } from '../support/bot-process.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';

const FEW = 1_000;
const MANY = 100_000;
const UNLIMITED = { customersPerMinute: Infinity, confirmationsPerMinute: Infinity };
/** More than this is memory that grows with the customers. */
const LIMIT = 1.3;

/**
 * Says what a process holds once everything that is not needed is collected, each second: kilobytes. What it holds before
 * that tells how lazy the collector is, not what the work needs.
 */
const PRINT_HELD = `const held=()=>{gc();const m=process.memoryUsage();
  process.stderr.write('held='+Math.round((m.heapUsed+m.arrayBuffers)/1024)+';')};
  setInterval(held,1000).unref();process.on('exit',held)`;
const NODE_OPTIONS = `--expose-gc --import=data:text/javascript,${encodeURIComponent(PRINT_HELD)}`;

/**
 * What the process needs that reads every customer and every agreement once, of a partner with few customers
 * and of one with a hundred times as many.
 */
export async function* bench(): AsyncIterable<string> {
  const few = await syncOnce(FEW);
  const many = await syncOnce(MANY);
  const ratio = many.heldMb / few.heldMb;
  const verdict = ratio <= LIMIT ? 'within' : 'OVER';
  for (const { customers, seconds, heldMb } of [few, many]) {
    const rate = Math.round(customers / seconds);
    yield `${customers} customers  ${seconds.toFixed(1)} s (${rate} a second)  holds ${heldMb.toFixed(0)} MB`;
  }
  yield `memory of ${MANY} customers beside ${FEW}: ${ratio.toFixed(2)} (${verdict} the limit of ${LIMIT})`;
}

async function syncOnce(customers: number) {
  const sandbox = await startSandbox({ customers, throttle: UNLIMITED });
  try {
    const began = performance.now();
    const sync = await startProgram('src/cli/sync.ts', {
      NODE_OPTIONS,
      ...sandboxSettings(sandbox),
      PARTNER_CENTER_REQUESTS_PER_MINUTE: '100000000',
    });
    const code = await sync.ended;
    const seconds = (performance.now() - began) / 1_000;
    await removeFolder(sync.dataDir);
    const held = [...sync.complaint().matchAll(/held=(\d+);/g)].map(([, kilobytes]) => Number(kilobytes));
    if (code !== 0 || !sync.output().includes(`${customers} customers,`) || held.length === 0) {
      throw new Error(`The sync did not read ${customers} customers: ${sync.output().slice(0, 500)}`);
    }
    return { customers, seconds, heldMb: Math.max(...held) / 1_024 };
  } finally {
    await sandbox.stop();
  }
}
