import { describe, expect, it } from '@jest/globals';
import { createImportChecker } from '../../src/spreadsheets/import-checker.ts';
import type { DetailedRow } from '../../src/use-cases/ports/import-checker.ts';

const HEADER = 'Customer;Date;First name;Last name;E-mail\n';
const file = (rows: number) =>
  Buffer.from(HEADER + 'Contoso;2018-10-03;Ana;Exemple;ana@contoso.example\n'.repeat(rows));

/** Holds this thread, as work does, so that all that the other one says and does meanwhile is heard of at once. */
const beBusy = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const RULES = { purpose: 'acceptances', latestDate: '2021-06-15' } as const;

describe('a file in a thread of its own', () => {
  it('comes back page by page, every row once, blank ones left out', async () => {
    const checked = await createImportChecker().check(file(250), RULES);

    if (checked.kind === 'refused') throw new Error('It was refused');
    const pages: DetailedRow[][] = [];
    for await (const page of checked.pages) pages.push(page);
    expect(pages.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(pages.flat().map(({ number }) => number)).toEqual(Array.from({ length: 250 }, (_, at) => at + 2));
  });

  it.each([10, 20, 30, 40, 50, 60, 70, 80])(
    'comes back whole to a thread that is too busy for %d ms to hear its end',
    async (ms) => {
      const checked = await createImportChecker().check(file(100), RULES);
      if (checked.kind === 'refused') throw new Error('It was refused');
      const pages = checked.pages[Symbol.asyncIterator]();
      const first = await pages.next();

      const last = pages.next();
      await new Promise(setImmediate);
      beBusy(ms);

      expect(first.value).toHaveLength(100);
      expect(await last).toEqual({ done: true, value: undefined });
    },
  );

  it('is refused with its reason', async () => {
    const refused = await createImportChecker().check(Buffer.from('no table'), RULES);

    expect(refused).toMatchObject({ kind: 'refused', problem: { kind: 'columns-missing' } });
  });

  it('that takes too long is given up', async () => {
    const refused = await createImportChecker({ timeLimitMs: 0 }).check(file(1), RULES);

    expect(refused).toEqual({ kind: 'refused', problem: { kind: 'too-slow' } });
  });
});
