import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../../src/local/sandbox/sandbox.ts';
import { agreementsOf, confirmation, wireTo } from '../../support/sandbox-wire.ts';

let folder: string;
let ledgerFile: string;
let sandbox: Sandbox | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-ledger-'));
  ledgerFile = join(folder, 'made-when-missing', 'ledger.jsonl');
});
afterEach(async () => {
  await sandbox?.stop();
  await rm(folder, { recursive: true });
});

async function start(): Promise<Sandbox> {
  await sandbox?.stop();
  sandbox = await startSandbox({ ledgerFile });
  return sandbox;
}

async function confirm(requestId: string): Promise<number> {
  const wire = await wireTo(sandbox!);
  const path = agreementsOf(sandbox!.samples.contoso);
  return (await wire.post(path, confirmation(), { 'MS-RequestId': requestId })).status;
}

describe('the ledger', () => {
  it('keeps everything that happened over a restart', async () => {
    const { control, samples } = await start();
    await confirm('r-1');
    await control.confirmOnPage({ customerId: samples.unconfirmed });
    await control.removeCustomer(samples.confirmedOnce);
    await control.addCustomers(3);
    const before = control.ledger();

    const after = await start();
    const wire = await wireTo(after);
    const agreements = await wire.get(agreementsOf(samples.contoso));
    const list = await wire.get('/v1/customers?size=0');

    expect(after.ledger()).toEqual(before);
    expect(agreements.json['totalCount']).toBe(1);
    expect(list.json.items).toHaveLength(42);
  });

  it('knows the request ids of before a restart', async () => {
    await start();
    await confirm('r-1');
    await start();

    const status = await confirm('r-1');

    expect(status).toBe(201);
    expect(sandbox?.ledger()).toHaveLength(1);
  });

  it('has an agreement on disk before it is acknowledged', async () => {
    await start();

    await confirm('r-1');

    const lines = (await readFile(ledgerFile, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { kind: 'agreement', requestId: 'r-1' },
    ]);
  });

  it('can be read by its owner alone', async () => {
    await start();

    const { mode } = await stat(ledgerFile);

    expect(mode & 0o077).toBe(0);
  });

  it('cuts off a last line that a crash tore, and goes on after it', async () => {
    await start();
    await confirm('r-1');
    await sandbox?.stop();
    await appendFile(ledgerFile, '{"kind":"agreement","customerId":"é');

    await start();
    await confirm('r-2');
    await start();

    expect(sandbox?.ledger().map(({ requestId }) => requestId)).toEqual(['r-1', 'r-2']);
  });

  it('does not begin with an unreadable line in its midst', async () => {
    await start();
    await confirm('r-1');
    await sandbox?.stop();
    sandbox = undefined;
    await appendFile(ledgerFile, 'torn\n');

    await expect(startSandbox({ ledgerFile })).rejects.toThrow('Line 2');
  });
});
