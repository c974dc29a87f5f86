import { parentPort, workerData } from 'node:worker_threads';
import type { CheckRules } from '../domain/importing/check-table.ts';
import type { CheckedFile } from '../domain/importing/import-file.ts';
import { checkFile } from './check-file.ts';

/** What the thread is given. */
export interface CheckOrder {
  bytes: Uint8Array;
  rules: CheckRules;
}

/** What it says first; each message to it then asks for one more page, until an empty one comes. The asker ends it. */
export type CheckReply =
  Extract<CheckedFile, { kind: 'refused' }> | Omit<Extract<CheckedFile, { kind: 'checked' }>, 'rows'>;

/** Few enough to be taken over between two turns of the main thread. */
const PAGE = 100;

const port = parentPort!;
const { bytes, rules } = workerData as CheckOrder;
const checked = await checkFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), rules);
if (checked.kind === 'refused') {
  port.postMessage(checked satisfies CheckReply);
} else {
  const { rows, notes } = checked;
  let given = 0;
  port.on('message', () => {
    port.postMessage(rows.slice(given, (given += PAGE)));
  });
  port.postMessage({ kind: 'checked', notes } satisfies CheckReply);
}
