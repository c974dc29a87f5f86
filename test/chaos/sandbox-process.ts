import type { FaultOrder } from '../../src/local/sandbox/faults.ts';
import type { LedgerEntry } from '../../src/local/sandbox/ledger.ts';
import { startProgram } from '../support/bot-process.ts';
import { eventually } from '../support/eventually.ts';

/** A sandbox in a process of its own, which outlives every bot, and is spoken to over HTTP. */
export interface SandboxProcess {
  /** What a bot needs to use it. */
  settings: Record<string, string>;
  fault(order: FaultOrder): Promise<void>;
  /** Ends all faults; gives back those that had not struck. */
  clearFaults(): Promise<FaultOrder[]>;
  ledger(): Promise<LedgerEntry[]>;
  /** How many calls came, those for a token apart. */
  calls(): Promise<number>;
  stop(): Promise<void>;
}

export async function startSandboxProcess(customers: number): Promise<SandboxProcess> {
  const settings = { SANDBOX_CUSTOMERS: String(customers) };
  const program = await startProgram('src/local/run-sandbox.ts', settings, {
    args: ['--port', '0', '--ledger', 'ledger.jsonl'],
  });
  const lines = await eventually(
    () => {
      const found = [...program.output().matchAll(/^(PARTNER_CENTER_\w+)=(\S+)$/gm)];
      if (found.length < 5) throw new Error(`The sandbox has not started: ${program.output()}`);
      return found;
    },
    { withinMs: 20_000 },
  );
  const account = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
  const ask = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${account.PARTNER_CENTER_BASE_URL}/sandbox/${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}`);
    const text = await answer.text();
    return text ? (JSON.parse(text) as Record<string, unknown>) : {};
  };
  return {
    settings: account,
    fault: async (order) => void (await ask('POST', 'faults', order)),
    clearFaults: async () => {
      const { faults } = await ask('GET', 'faults');
      await ask('DELETE', 'faults');
      return faults as FaultOrder[];
    },
    ledger: async () => (await ask('GET', 'ledger')).entries as LedgerEntry[],
    calls: async () => {
      const calls = Object.entries((await ask('GET', 'calls')) as Record<string, number>);
      return calls.reduce((sum, [name, count]) => (name === 'token' ? sum : sum + count), 0);
    },
    stop: async () => void (await program.end('SIGTERM')),
  };
}
