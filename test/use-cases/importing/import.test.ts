import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowReason } from '../../../bot/cards/importing/import-rows.ts';
import { sql } from 'kysely';
import { importResultFile } from '../../../bot/files/import-result.ts';
import { eraseContact } from '../../../src/use-cases/privacy/erase-contact.ts';
import { viewImport } from '../../../src/use-cases/importing/view-import.ts';
import { tendImports } from '../../../src/use-cases/importing/tend-imports.ts';
import { cards } from '../../bot/cards/support.ts';
import { testDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { filingWorld, type FilingWorld } from '../confirming/filing-world.ts';
import { importWorld, type ImportWorld } from './import-world.ts';
import { Killed, mortalNeeds, type Death } from '../mortal-needs.ts';

const data = await testDatabase();
let world: FilingWorld;
let imports: ImportWorld;

const BIG = 1_200;
/** A quarter of the sandbox's customers were confirmed before. */
const CUSTOMERS = 2_000;
const UNLIMITED = { customersPerMinute: 1_000_000, confirmationsPerMinute: 1_000_000 };
const HEADER = 'Customer tenant ID,Date of acceptance,First name,Last name,E-mail,Phone\n';
const row = (id: string, date = '2018-10-03', email = 'ana@client.example') =>
  `${id},${date},Ana,Exemple,${email},\n`;

/** Customers for one test alone. */
let taken = 0;
function someCustomers(count: number) {
  const some = imports.customers.slice(taken, (taken += count));
  if (some.length < count) throw new Error('No customer is left');
  return some;
}
const fileFor = (ids: readonly string[]) => HEADER + ids.map((id) => row(id)).join('');
const idsOf = (customers: readonly { id: string }[]) => customers.map(({ id }) => id);
const filed = (ids: readonly string[]) =>
  world.sandbox.ledger().filter(({ customerId }) => ids.includes(customerId));

/** A day of its own for each row, from 2014 on. */
const dayOf = (place: number) => new Date(Date.UTC(2014, 0, 1 + place)).toISOString().slice(0, 10);

beforeAll(async () => {
  world = await filingWorld(data, { customers: CUSTOMERS, throttle: UNLIMITED });
  imports = await importWorld({ ...data, customers: CUSTOMERS }, world);
}, 120_000);
afterAll(() => world.sandbox.stop());

describe('an import', () => {
  it('of twelve hundred rows files every one exactly once, each with its own date', async () => {
    const customers = idsOf(someCustomers(BIG));
    const importId = await imports.preview(
      HEADER + customers.map((id, place) => row(id, dayOf(place))).join(''),
    );
    expect(await imports.counts(importId)).toMatchObject({ ready: BIG, wrong: 0 });

    await imports.step(importId, 'start');
    await imports.finish(importId);

    const dates = new Map(filed(customers).map(({ customerId, dateAgreed }) => [customerId, dateAgreed]));
    expect(filed(customers)).toHaveLength(BIG);
    expect(customers.map((id) => dates.get(id))).toEqual(customers.map((_, place) => dayOf(place)));
    expect(await imports.counts(importId)).toMatchObject({ ready: 0, confirmed: BIG });
    const result = await importResultFile(
      { cards, database: data.database },
      'en',
      await imports.find(importId),
    );
    expect(result.text.trim().split('\r\n')).toHaveLength(BIG + 1);
  }, 600_000);

  it('tells what it cannot send, row by row, and sends nothing before the start', async () => {
    const [same, differing, known, open, right] = idsOf(someCustomers(5));
    await data.database.customers.markConfirmed(known!, {
      acceptedOn: '2018-09-01',
      via: 'partner-center',
      by: null,
      at: world.clock.now(),
    });
    await world.recorded({ inputs: { customerId: open } });

    const importId = await imports.preview(
      HEADER +
        row(same!) +
        row(same!) +
        row(differing!, '2018-10-03') +
        row(differing!, '2018-10-04') +
        row(known!) +
        row(open!) +
        row('nobody') +
        row(right!, '03/04/2018') +
        row(right!, '2018-10-03', 'ana') +
        row(right!),
    );

    const lines = await data.database.imports.lines(importId, 0, 100);
    expect(lines.map(({ number, state, otherRow }) => [number, state, otherRow])).toEqual([
      [2, 'ready', null],
      [3, 'duplicate', 2],
      [4, 'conflict', 5],
      [5, 'conflict', 4],
      [6, 'already-confirmed', null],
      [7, 'in-progress', null],
      [8, 'unknown-customer', null],
      [9, 'wrong', null],
      [10, 'wrong', null],
      [11, 'ready', null],
    ]);
    expect(filed([same!, differing!, right!])).toEqual([]);
    expect(await data.database.imports.openConfirmations(importId)).toBe(0);
  });

  it('finds customers however their names are written, and judges phone numbers by where its owner is', async () => {
    const [one, other, third] = someCustomers(3);
    const wide = one!.name.replace(/[!-~]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0));
    const marked = `\u200e${other!.domain.slice(0, 3)}\u200b${other!.domain.slice(3)}`;
    const person = '2018-10-03;Ana;Exemple;ana@client.example';
    const id = await imports.preview(
      [
        'Customer;Date;First name;Last name;E-mail;Phone',
        `${wide};${person};01 55 50`,
        `${marked};${person};n/a`,
        `${third!.domain};${person};155501001`,
      ].join('\n'),
    );

    expect(await imports.counts(id)).toMatchObject({ ready: 2, wrong: 1 });
    expect((await imports.find(id)).notes?.phones).toEqual({
      incomplete: { count: 1, rows: [2] },
      'left-out': { count: 1, rows: [3] },
    });
  });

  it('does not take a customer by its name beside an unknown tenant id', async () => {
    const [customer] = someCustomers(1);
    const file =
      'Customer,Customer tenant ID,Date of acceptance,First name,Last name,E-mail\n' +
      `"${customer!.name}",0f3d7c52-9a1b-4e6f-8c2d-5b7a9e1d3f40,2018-10-03,Ana,Exemple,ana@client.example\n`;

    const importId = await imports.preview(file);

    const [line] = await data.database.imports.lines(importId, 0, 1);
    expect(line).toMatchObject({
      state: 'wrong',
      problems: [{ field: 'customerId', problem: 'unknown-tenant' }],
    });
    expect(rowReason(cards, 'en', line!)).toContain(
      'This tenant ID does not belong to any of your customers',
    );
    expect(await imports.counts(importId)).toMatchObject({ ready: 0, wrong: 1 });
  });

  it('keeps a contact encrypted, and only until its row is a confirmation', async () => {
    const customers = idsOf(someCustomers(2));
    const importId = await imports.preview(fileFor(customers));
    const kept = () =>
      data.database.kysely
        .selectFrom('import_rows')
        .select('details')
        .where('import_id', '=', importId)
        .execute();
    const before = await kept();
    expect(before.every(({ details }) => details && !details.toString('latin1').includes('ana@'))).toBe(true);

    await imports.step(importId, 'start');
    await imports.run(importId);

    expect(await kept()).toEqual([{ details: null }, { details: null }]);
    await imports.finish(importId);
  });

  it('pauses and goes on, and what is given up is never sent', async () => {
    const customers = idsOf(someCustomers(60));
    const importId = await imports.preview(fileFor(customers));
    await imports.step(importId, 'start');
    await imports.run(importId);
    await imports.step(importId, 'pause');
    await imports.fileOpen();
    const { confirmed } = await imports.counts(importId);

    await imports.run(importId);
    await imports.fileOpen();

    expect(confirmed).toBeGreaterThan(0);
    expect(await imports.counts(importId)).toMatchObject({ confirmed, ready: 60 - confirmed });
    await imports.step(importId, 'resume');
    await imports.run(importId);
    await imports.step(importId, 'pause');
    await imports.step(importId, 'cancel');
    await imports.finish(importId);
    const counts = await imports.counts(importId);
    expect(counts.confirmed + counts.dropped).toBe(60);
    expect(filed(customers)).toHaveLength(counts.confirmed);
  });

  it('sends what was given up when its sender has changed their mind, each row once', async () => {
    const customers = idsOf(someCustomers(3));
    const importId = await imports.preview(fileFor(customers));
    for (const step of ['start', 'pause', 'cancel'] as const) await imports.step(importId, step);
    await imports.finish(importId);
    const { dropped } = await imports.counts(importId);
    const isOffered = async () => (await viewOf(importId)).canSendDropped;
    const whenGivenUp = await isOffered();

    await imports.step(importId, 'again');
    await imports.step(importId, 'again');
    await imports.finish(importId);

    expect(dropped).toBe(3);
    expect([whenGivenUp, await isOffered()]).toEqual([true, false]);
    expect(await imports.counts(importId)).toMatchObject({ confirmed: 3, dropped: 0 });
    expect(filed(customers)).toHaveLength(3);
    await imports.step(importId, 'again');
    expect((await data.database.imports.find(importId))?.state).toBe('finished');
  });

  it('keeps the details of what was given up for seven days, or until the person is erased', async () => {
    const HER = 'grace@client.example';
    const customers = idsOf(someCustomers(3));
    const rows = customers.map((id, place) => row(id, '2018-10-03', place > 0 ? HER : undefined));
    const importId = await imports.preview(HEADER + rows.join(''));
    for (const step of ['start', 'pause', 'cancel'] as const) await imports.step(importId, step);
    await imports.finish(importId);
    const kept = () => data.database.imports.countKept(importId);
    const before = await kept();

    const { rows: erased } = await eraseContact(world.needs, HER);
    const afterErasure = await kept();
    await tendImports(world.needs);
    const inTime = await kept();
    world.clock.advance(7 * 24 * 60 * 60_000 + 1);
    await tendImports(world.needs);

    expect(erased).toBe(2);
    expect(afterErasure).toBe(before - 2);
    expect(inTime).toBe(afterErasure);
    expect(await kept()).toBe(0);
  });

  it('has at most forty confirmations on their way at once, so that a pause is soon one', async () => {
    const customers = idsOf(someCustomers(50));
    const importId = await imports.preview(fileFor(customers));
    await imports.step(importId, 'start');

    await imports.run(importId);

    expect(await imports.counts(importId)).toMatchObject({ 'on-its-way': 40, ready: 10 });
    await imports.finish(importId);
  });

  it('leaves out a customer that was confirmed between the preview and the start', async () => {
    const [customer] = idsOf(someCustomers(1));
    const importId = await imports.preview(fileFor([customer!]));
    await data.database.customers.markConfirmed(customer!, {
      acceptedOn: '2018-09-01',
      via: 'partner-center',
      by: null,
      at: world.clock.now(),
    });

    await imports.step(importId, 'start');
    await imports.finish(importId);

    expect(await imports.counts(importId)).toMatchObject({ 'already-confirmed': 1, confirmed: 0 });
    expect(filed([customer!])).toEqual([]);
  });

  it('that its sender does not start within a day is erased; what has ended is forgotten after thirty', async () => {
    const [customer] = idsOf(someCustomers(1));
    const importId = await imports.preview(fileFor([customer!]));

    world.clock.advance(24 * 60 * 60_000);
    await tendImports(world.needs);

    expect(await imports.find(importId)).toMatchObject({ state: 'expired' });
    expect(await data.database.imports.lines(importId, 0, 10)).toEqual([]);
    expect(await imports.step(importId, 'start')).toMatchObject({ state: 'expired' });
    world.clock.advance(31 * 24 * 60 * 60_000);
    await tendImports(world.needs);
    expect(await data.database.imports.find(importId)).toBeUndefined();
  });

  it('goes on by itself when its job was lost', async () => {
    const customers = idsOf(someCustomers(1));
    const importId = await imports.preview(fileFor(customers));
    await imports.step(importId, 'start');
    await imports.run(importId);
    const overdue = (before: Date) => data.database.imports.overdueConfirmations(before);
    const atThatInstant = await overdue(world.clock.now());
    const [confirmation] = await overdue(new Date(world.clock.now().getTime() + 1));
    const promised = async (name: string) =>
      (await data.sentJobs()).filter((job) => job.name === name).length;
    const jobs = ['run-import', 'file-import-row', 'file-confirmation'];
    const before = await Promise.all(jobs.map(promised));

    world.clock.advance(61_000);
    await tendImports(world.needs);

    expect(confirmation).toBeDefined();
    expect(atThatInstant).not.toContain(confirmation);
    const [run, row, form] = before;
    expect(await Promise.all(jobs.map(promised))).toEqual([run! + 1, row! + 1, form]);
    await imports.finish(importId);
  });
});

async function viewOf(importId: string) {
  return viewImport(world.needs, (await data.database.imports.find(importId))!);
}

describe('a person who is erased while their row', () => {
  const HER = 'grace@client.example';
  const eraseHer = () => eraseContact(world.needs, HER);
  const fileWithHer = (ids: readonly string[]) => HEADER + row(ids[0]!, '2018-10-03', HER) + row(ids[1]!);

  it('stands in a file that is not checked yet is left out of it', async () => {
    const customers = idsOf(someCustomers(2));
    const importId = await imports.arrive(fileWithHer(customers));

    const erased = await eraseHer();
    await imports.check(importId);

    expect(erased).toMatchObject({ rows: 0, files: 1 });
    expect(await imports.counts(importId)).toMatchObject({ ready: 1, dropped: 1 });
    const left = await data.database.kysely.selectFrom('import_erasures').selectAll().execute();
    expect(left).toEqual([]);
  });

  it('was read from its file, and is kept only then, is left out as well', async () => {
    const customers = idsOf(someCustomers(2));
    const importId = await imports.arrive(fileWithHer(customers));

    await imports.check(importId, eraseHer);
    await imports.step(importId, 'start');
    await imports.finish(importId);

    expect(await imports.counts(importId)).toMatchObject({ confirmed: 1, dropped: 1 });
    expect(filed(customers)).toHaveLength(1);
  });

  it('stands in a file that comes later is taken, for a sender gave it anew', async () => {
    const customers = idsOf(someCustomers(2));
    await eraseHer();

    const importId = await imports.preview(fileWithHer(customers));

    expect(await imports.counts(importId)).toMatchObject({ ready: 2, dropped: 0 });
    await imports.step(importId, 'cancel');
  });

  it('is in hand, but no confirmation yet, is not filed', async () => {
    const customers = idsOf(someCustomers(2));
    const importId = await imports.preview(fileWithHer(customers));
    await imports.step(importId, 'start');
    const { database } = world.needs;
    const ready: typeof database.imports.ready = async (...given) => {
      const rows = await database.imports.ready(...given);
      await eraseHer();
      return rows;
    };

    await imports.run(importId, {
      ...world.needs,
      database: { ...database, imports: { ...database.imports, ready } },
    });
    await imports.finish(importId);

    expect(await imports.counts(importId)).toMatchObject({ confirmed: 1, dropped: 1 });
    expect(filed(customers)).toHaveLength(1);
  });

  it('becomes a confirmation at that very moment is erased when it is filed', async () => {
    const customers = idsOf(someCustomers(2));
    const importId = await imports.preview(fileWithHer(customers));
    await imports.step(importId, 'start');
    const { database } = world.needs;
    let erasing: ReturnType<typeof eraseHer> | undefined;
    const transaction: typeof database.transaction = (work) =>
      database.transaction(async (stores) => {
        const result = await work(stores);
        if (erasing === undefined) {
          erasing = eraseHer();
          await eventually(async () => expect(await waitingForLocks()).toBe(1));
        }
        return result;
      });

    await imports.run(importId, { ...world.needs, database: { ...database, transaction } });

    expect(await erasing).toMatchObject({ rows: 0, underWay: 1 });
    await imports.finish(importId);
  });

  async function waitingForLocks(): Promise<number> {
    const { rows } = await sql<{ waiting: number }>`
      select count(*) as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(data.database.kysely);
    return rows[0]?.waiting ?? 0;
  }
});

describe('a process that is killed while it makes rows confirmations', () => {
  const ROWS = 2;

  async function runUntil(importId: string, death: Death): Promise<number> {
    const needs = mortalNeeds(world.needs, death);
    await imports.run(importId, needs).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    return needs.steps();
  }

  it('at any step leaves every row to become one confirmation', async () => {
    for (let step = 1, steps = Infinity; step <= steps; step += 1) {
      for (const when of ['before', 'after'] as const) {
        const customers = idsOf(someCustomers(ROWS));
        const importId = await imports.preview(fileFor(customers));
        await imports.step(importId, 'start');

        const came = await runUntil(importId, { step, when });
        if (came < step) steps = came;
        await imports.finish(importId);

        expect([step, when, filed(customers).length]).toEqual([step, when, ROWS]);
        expect(await imports.counts(importId)).toMatchObject({ confirmed: ROWS });
      }
    }
  }, 300_000);
});
