import { Worker } from 'node:worker_threads';
import type { CheckedPages, DetailedRow, ImportChecker } from '../use-cases/ports/import-checker.ts';
import type { CheckOrder, CheckReply } from './check-worker.ts';

/** What takes longer is no list of customers. */
const TIME_LIMIT_MS = 20_000;
const MEMORY_LIMIT_MB = 512;

/**
 * Checks each file in a thread of its own, which ends with it. Whatever a file does to its thread (too long, too much
 * memory, a parser that breaks) refuses that file and nothing else.
 */
export function createImportChecker({ timeLimitMs = TIME_LIMIT_MS } = {}): ImportChecker {
  return {
    async check(file, rules) {
      // A copy that can be handed over: the buffer may be part of a larger one.
      const bytes = new Uint8Array(file);
      const worker = new Worker(new URL('./check-worker.ts', import.meta.url), {
        workerData: { bytes, rules } satisfies CheckOrder,
        transferList: [bytes.buffer],
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
        env: {},
      });
      const ended = endOf(worker);
      const reply = await Promise.race([nextMessage<CheckReply>(worker), ended, lateAfter(timeLimitMs)]);
      if (reply.kind === 'checked') return { ...reply, pages: pagesOf(worker, ended) };
      await worker.terminate();
      return reply;
    },
  };
}

/** Resolves while the message is emitted: of a message and the thread's end heard at the same moment, it is first. */
async function nextMessage<Message>(worker: Worker): Promise<Message> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
  });
}

/** A thread that ends without a word has met its limits, or a file that breaks a parser. */
async function endOf(worker: Worker): Promise<Extract<CheckedPages, { kind: 'refused' }>> {
  return new Promise((resolve) => {
    worker.once('error', (error: NodeJS.ErrnoException) => {
      const kind = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-large' : 'damaged';
      resolve({ kind: 'refused', problem: { kind } });
    });
    worker.once('exit', () => resolve({ kind: 'refused', problem: { kind: 'damaged' } }));
  });
}

async function lateAfter(ms: number): Promise<Extract<CheckedPages, { kind: 'refused' }>> {
  return new Promise((resolve) => {
    setTimeout(() => resolve({ kind: 'refused', problem: { kind: 'too-slow' } }), ms).unref();
  });
}

async function* pagesOf(worker: Worker, ended: Promise<unknown>): AsyncGenerator<DetailedRow[]> {
  try {
    for (;;) {
      worker.postMessage('next');
      const page = await Promise.race([nextMessage<DetailedRow[]>(worker), ended]);
      if (!Array.isArray(page)) throw new Error('The thread that checks a file ended before its last page');
      if (page.length === 0) return;
      yield page;
    }
  } finally {
    await worker.terminate();
  }
}
