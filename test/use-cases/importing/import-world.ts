import { randomUUID } from 'node:crypto';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Import, ImportCounts } from '../../../src/domain/importing/import.ts';
import type { ImportPurpose } from '../../../src/domain/importing/import-purpose.ts';
import { earlierConfirmations, sampleCustomer } from '../../../src/local/sandbox/sample-customers.ts';
import { checkFile } from '../../../src/spreadsheets/check-file.ts';
import { checkImport } from '../../../src/use-cases/importing/check-import.ts';
import type { ImportChecker } from '../../../src/use-cases/ports/import-checker.ts';
import { fileConfirmation } from '../../../src/use-cases/confirming/file-confirmation.ts';
import { receiveImport } from '../../../src/use-cases/importing/receive-import.ts';
import { runImport } from '../../../src/use-cases/importing/run-import.ts';
import { steerImport, type ImportStep } from '../../../src/use-cases/importing/steer-import.ts';
import type { TestDatabase } from '../../support/database.ts';
import { ADA, PLACE, type FilingNeeds, type FilingWorld } from '../confirming/filing-world.ts';

/** Files of acceptances in a filing world, step by step: no queue runs, each job is done when the test says so. */
export interface ImportWorld {
  /** Customers of the sandbox that were never confirmed, in the order of their ids. */
  customers: Customer[];
  /** A file as it arrives. */
  arrive(file: string | Buffer, arrivalId?: string, purpose?: ImportPurpose): Promise<string>;
  /** Checks it; `during`: what happens between reading each page of it and keeping its rows. */
  check(importId: string, during?: () => Promise<unknown>): Promise<void>;
  /** A file as it arrives, checked. */
  preview(file: string | Buffer, purpose?: ImportPurpose): Promise<string>;
  step(importId: string, step: ImportStep): Promise<Import | undefined>;
  /** Lets one job work on the import. */
  run(importId: string, needs?: FilingNeeds): Promise<void>;
  /** Files every confirmation of imports that is open, four at a time, as the queue would. */
  fileOpen(): Promise<void>;
  /** Goes on until nothing is left to do. */
  finish(importId: string): Promise<void>;
  find(importId: string): Promise<Import>;
  counts(importId: string): Promise<ImportCounts>;
}

/** `customers`: how many the sandbox of the world has. */
export async function importWorld(
  data: TestDatabase & { customers: number },
  world: FilingWorld,
): Promise<ImportWorld> {
  const { database } = data;
  const { needs, clock } = world;
  for (let next: string | null = null, more = true; more; more = next !== null) {
    const page = await needs.partnerCenter.customerPage(next);
    if (page.kind !== 'read') throw new Error('The sandbox does not list its customers');
    await database.customers.saveListed(page.customers, clock.now());
    next = page.next;
  }
  const customers = (await database.customers.meantBy(withoutHistory(data.customers))).sort((one, other) =>
    one.id < other.id ? -1 : 1,
  );

  const arrive = async (
    file: string | Buffer,
    arrivalId: string = randomUUID(),
    purpose: ImportPurpose = 'acceptances',
  ) => {
    const received = await receiveImport(needs, {
      purpose,
      arrivalId,
      fileName: 'acceptances.csv',
      file: Buffer.from(file as string),
      owner: ADA,
      conversationId: PLACE.conversationId,
      language: 'en',
      timeZone: 'Europe/Paris',
      country: 'FR',
    });
    if (!received) throw new Error('The file came before');
    await received.placed('1540000000001');
    return received.importId;
  };
  const check = (importId: string, during: () => Promise<unknown> = async () => {}) =>
    checkImport({ ...needs, checker: checkerWith(during) }, importId);
  const find = async (importId: string) => {
    const found = await database.imports.find(importId);
    if (!found) throw new Error('There is no such import');
    return found;
  };
  const run = (importId: string, other = needs) => runImport(other, importId);
  const fileOpen = async () => {
    const open = await database.imports.overdueConfirmations(new Date(clock.now().getTime() + 1));
    const worker = async () => {
      for (let id = open.pop(); id !== undefined; id = open.pop()) await fileConfirmation(needs, id);
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
  };

  return {
    customers,
    arrive,
    check,
    preview: async (file, purpose) => {
      const importId = await arrive(file, randomUUID(), purpose);
      await check(importId);
      return importId;
    },
    step: (importId, step) =>
      steerImport(needs, { importId, personId: ADA.id, conversationId: PLACE.conversationId, step }),
    run,
    fileOpen,
    finish: async (importId) => {
      for (let rounds = 0; (await find(importId)).state !== 'finished'; rounds += 1) {
        if (rounds > 1_000) throw new Error('The import does not end');
        await run(importId);
        await fileOpen();
      }
    },
    find,
    counts: (importId) => database.imports.counts(importId),
  };
}

/** Ids of the sandbox's customers that have no confirmation from before. */
function withoutHistory(customers: number): string[] {
  return Array.from({ length: customers }, (_, index) => index)
    .filter((index) => index > 4 && earlierConfirmations(index, '2018-08-07', 1).length === 0)
    .map((index) => sampleCustomer(index).id);
}

/** In the thread of the test: what a thread of its own adds is tried out where that is. */
const checkerWith = (during: () => Promise<unknown>): ImportChecker => ({
  check: async (file, rules) => {
    const checked = await checkFile(file, rules);
    if (checked.kind === 'refused') return checked;
    const { rows, notes } = checked;
    return { kind: 'checked', notes, pages: pagesOf(rows, during) };
  },
});

async function* pagesOf<Row>(rows: readonly Row[], during: () => Promise<unknown>): AsyncGenerator<Row[]> {
  for (let from = 0; from < rows.length; from += 100) {
    await during();
    yield rows.slice(from, from + 100);
  }
}
