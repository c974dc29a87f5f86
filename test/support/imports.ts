import { randomUUID } from 'node:crypto';
import type { NewImport, NewImportRow } from '../../src/use-cases/ports/import-store.ts';

/** A file that has just arrived. */
export function newImport(changes: Partial<NewImport> = {}): NewImport {
  const id = randomUUID();
  return {
    id,
    purpose: 'acceptances',
    arrivalId: `message ${id}`,
    owner: { id: 'person-ada', name: 'Ada Byron' },
    conversationId: 'a:ada',
    language: 'en',
    timeZone: 'Europe/Paris',
    country: 'FR',
    fileName: 'customers.csv',
    createdAt: new Date('2026-03-10T09:00:00Z'),
    expiresAt: new Date('2026-03-11T09:00:00Z'),
    file: Buffer.from('customer;email\n'),
    ...changes,
  };
}

/** A row that waits to become a confirmation. */
export function readyRow(number: number, email: string, customerId = `customer-${number}`): NewImportRow {
  return {
    number,
    state: 'ready',
    customerId,
    otherRow: null,
    keys: {},
    problems: [],
    confirmation: {
      acceptedOn: '2018-10-03',
      contact: { firstName: 'Grâce', lastName: 'Hopper', email, phoneNumber: '' },
    },
  };
}
