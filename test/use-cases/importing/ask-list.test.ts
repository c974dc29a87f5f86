import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadCards } from '../../../bot/cards/kit/cards.ts';
import { importResultFile } from '../../../bot/files/import-result.ts';
import { ACCEPTANCE_PAGE } from '../../../src/domain/customers/ask.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { CARDS_DIRECTORY } from '../../bot/cards/support.ts';
import { testDatabase } from '../../support/database.ts';
import { ADA, filingWorld, type FilingWorld } from '../confirming/filing-world.ts';
import { Killed, mortalNeeds } from '../mortal-needs.ts';
import { importWorld, type ImportWorld } from './import-world.ts';

const CUSTOMERS = 120;
const data = await testDatabase();
const cards = loadCards(CARDS_DIRECTORY, 'direct');
let world: FilingWorld;
let lists: ImportWorld;
let next = 0;

/** Customers that no test has named yet. */
const someCustomers = (count: number): Customer[] => lists.customers.slice(next, (next += count));
const idsOf = (customers: readonly Customer[]) => customers.map(({ id }) => id);
const lines = (...cells: string[]) => cells.join('\r\n');

/** How many times each customer was asked, by the audit trail. */
async function asksOf(customerIds: readonly string[]): Promise<number[]> {
  const entries = await data.database.audit.page(0, 10_000);
  const asked = entries.filter(({ action }) => action === 'customer-asked');
  return customerIds.map((id) => asked.filter(({ customerId }) => customerId === id).length);
}

const askerOf = async (id: string) => (await data.database.customers.find(id))?.asked?.by;

beforeAll(async () => {
  world = await filingWorld(data, { customers: CUSTOMERS });
  lists = await importWorld({ ...data, customers: CUSTOMERS }, world);
}, 120_000);
afterAll(() => world.sandbox.stop());

describe('a list of customers to ask', () => {
  it('notes every one of them once after the start, by the person who sent it, and sends nothing', async () => {
    const customers = someCustomers(30);
    const named = customers.map(({ id, name, domain }, place) => [id, name, domain][place % 3]!);
    const importId = await lists.preview(lines('Customer', ...named), 'asks');
    expect(await lists.counts(importId)).toMatchObject({ ready: 30 });
    expect(await asksOf(idsOf(customers))).toEqual(Array(30).fill(0));

    await lists.step(importId, 'start');
    await lists.finish(importId);
    await lists.run(importId);

    expect(await lists.counts(importId)).toMatchObject({ ready: 0, asked: 30 });
    expect(await asksOf(idsOf(customers))).toEqual(Array(30).fill(1));
    expect(await askerOf(customers[7]!.id)).toEqual(ADA);
    expect(world.sandbox.control.calls().confirm).toBeUndefined();
  });

  it('needs no title, and reads the list of unconfirmed customers as it was exported', async () => {
    const [one, two, three] = someCustomers(3);
    const bare = await lists.preview(lines(one!.name, two!.domain, three!.id), 'asks');
    const exported = await lists.preview(
      lines(
        'Client;ID de locataire du client;Domaine;Non confirmé depuis;Jours d’attente;Suivi par',
        `${one!.name};${one!.id};${one!.domain};2026-01-02;30;Ana Exemple`,
      ),
      'asks',
    );

    expect(await lists.counts(bare)).toMatchObject({ ready: 3 });
    expect(await lists.counts(exported)).toMatchObject({ ready: 1, wrong: 0 });
    const { notes } = await lists.find(exported);
    expect(notes?.unusedColumns).toEqual(['Non confirmé depuis', 'Jours d’attente', 'Suivi par']);
  });

  it('tells row by row whom it leaves out', async () => {
    const [open, done, accepting] = someCustomers(3);
    await data.database.customers.markConfirmed(done!.id, {
      ...{ acceptedOn: '2025-11-03', via: 'partner-center', by: null, at: world.clock.now() },
    });
    const importId = await lists.preview(
      lines('Customer', open!.name, done!.name, 'Nobody we know', open!.id, '=A1', accepting!.name),
      'asks',
    );
    expect(await lists.counts(importId)).toMatchObject({
      ...{ ready: 2, 'already-confirmed': 1, 'unknown-customer': 1, duplicate: 1, wrong: 1 },
    });
    // Between the preview and the start.
    await data.database.customers.markConfirmed(accepting!.id, {
      ...{ acceptedOn: '2025-11-03', via: 'partner-center', by: null, at: world.clock.now() },
    });

    await lists.step(importId, 'start');
    await lists.finish(importId);

    expect(await lists.counts(importId)).toMatchObject({ asked: 1, 'already-confirmed': 2 });
    expect(await asksOf(idsOf([open!, done!, accepting!]))).toEqual([1, 0, 0]);
  });

  it('gives one message for each that was noted, in the language that is chosen, as a file', async () => {
    const [one, two] = someCustomers(2);
    const importId = await lists.preview(lines('Customer', one!.name, 'Nobody we know', two!.name), 'asks');
    await lists.step(importId, 'start');
    await lists.finish(importId);
    const found = await lists.find(importId);

    const english = await importResultFile({ cards, database: data.database }, 'en', found);
    const french = await importResultFile({ cards, database: data.database }, 'en', found, 'fr');

    expect(english.name).toBe('messages-to-customers.csv');
    const [header, ...rows] = english.text.split(/\r\n(?=\d|$)/).filter(Boolean);
    expect(header).toBe('\ufeffRow,Customer,Customer tenant ID,Outcome,Reason,Message');
    expect(rows).toHaveLength(3);
    for (const [row, customer] of [
      [rows[0]!, one!],
      [rows[2]!, two!],
    ] as const) {
      for (const part of ['Noted as asked', `Microsoft asks ${customer.name} to accept`, ACCEPTANCE_PAGE]) {
        expect(row).toContain(part);
      }
    }
    expect(rows[1]).toMatch(/Unknown customer.*not among your customers/);
    expect(rows[1]).not.toContain(ACCEPTANCE_PAGE);
    expect(french.text).toContain(`Microsoft demande à ${one!.name} d’accepter`);
    expect(french.text).toContain('Noted as asked');
  });

  it('pauses, and what is given up asks no customer', async () => {
    const customers = someCustomers(4);
    const importId = await lists.preview(lines('Customer', ...idsOf(customers)), 'asks');
    await lists.step(importId, 'start');
    await lists.step(importId, 'pause');

    await lists.run(importId);
    expect(await asksOf(idsOf(customers))).toEqual([0, 0, 0, 0]);
    await lists.step(importId, 'cancel');
    await lists.run(importId);

    expect((await lists.find(importId)).state).toBe('finished');
    expect(await lists.counts(importId)).toMatchObject({ dropped: 4, asked: 0 });
    expect(await asksOf(idsOf(customers))).toEqual([0, 0, 0, 0]);
  });

  it('takes a workbook’s sheet with titles, not one without', async () => {
    const [customer] = someCustomers(1);
    const refused = await lists.preview(lines('Name;E-mail', `${customer!.name};ana@client.example`), 'asks');

    expect(await lists.find(refused)).toMatchObject({
      ...{ state: 'refused', problem: { kind: 'columns-missing', fields: ['customer'] } },
    });
  });
});

describe('a process that is killed while it notes the customers of a list', () => {
  it('at any step leaves each of them noted once', async () => {
    for (let step = 1, steps = Infinity; step <= steps; step += 1) {
      for (const when of ['before', 'after'] as const) {
        const customers = idsOf(someCustomers(2));
        const importId = await lists.preview(lines('Customer', ...customers), 'asks');
        await lists.step(importId, 'start');
        const needs = mortalNeeds(world.needs, { step, when });

        await lists.run(importId, needs).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
        if (needs.steps() < step) steps = needs.steps();
        await lists.finish(importId);

        expect([step, when, await asksOf(customers)]).toEqual([step, when, [1, 1]]);
        expect(await lists.counts(importId)).toMatchObject({ asked: 2 });
      }
    }
  }, 120_000);
});
