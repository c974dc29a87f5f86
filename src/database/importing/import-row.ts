import type { Selectable } from 'kysely';
import type { ConfirmationState, Outcome } from '../../domain/confirming/confirmation.ts';
import type { Import, ImportLine } from '../../domain/importing/import.ts';
import type { NewImport, NewImportRow, ReadyRow } from '../../use-cases/ports/import-store.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { encryptFile } from '../encryption/file-cipher.ts';
import { storableText } from '../core/storable-text.ts';
import { fileNameContext } from '../encryption/text-contexts.ts';
import type { ImportRowTable, ImportTable } from './import-tables.ts';

/** The part of a row that is encrypted. */
type Details = Pick<NewImportRow, 'keys' | 'problems' | 'confirmation'>;

export function importOf(row: Omit<Selectable<ImportTable>, 'file'>, cipher: Cipher): Import {
  return {
    id: row.id,
    purpose: row.purpose,
    state: row.state,
    owner: { id: row.owner_id, name: row.owner_name },
    conversationId: row.conversation_id,
    activityId: row.activity_id,
    language: row.language,
    timeZone: row.time_zone,
    country: row.country,
    fileName: cipher.decrypt(row.sealed_file_name, fileNameContext(row.id)),
    problem: row.problem,
    notes: row.notes,
    createdAt: row.created_at,
  };
}

export async function rowOfArrived(arrived: NewImport, cipher: Cipher) {
  return {
    id: arrived.id,
    arrival_id: arrived.arrivalId,
    purpose: arrived.purpose,
    owner_id: arrived.owner.id,
    owner_name: arrived.owner.name,
    conversation_id: arrived.conversationId,
    language: arrived.language,
    time_zone: arrived.timeZone,
    country: arrived.country,
    sealed_file_name: cipher.encrypt(storableText(arrived.fileName), fileNameContext(arrived.id)),
    file: await encryptFile(cipher, arrived.file, fileContext(arrived.id)),
    created_at: arrived.createdAt,
    expires_at: arrived.expiresAt,
  };
}

export function rowOfNewRow(importId: string, row: NewImportRow, cipher: Cipher) {
  const { keys, problems, confirmation } = row;
  const details = JSON.stringify({ keys, problems, confirmation } satisfies Details);
  return {
    import_id: importId,
    number: row.number,
    state: row.state,
    customer_id: row.customerId,
    other_row: row.otherRow,
    details: cipher.encrypt(details, rowContext(importId, row.number)),
  };
}

export interface JoinedRow extends Selectable<ImportRowTable> {
  customer_name: string | null;
  confirmation_state: ConfirmationState | null;
  outcome: Outcome | null;
}

export function lineOf(row: JoinedRow, cipher: Cipher): ImportLine {
  const { keys, problems } = detailsOf(row, cipher);
  return {
    number: row.number,
    state: row.state,
    otherRow: row.other_row,
    customer:
      row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? row.customer_id },
    keys,
    problems,
    confirmation:
      row.confirmation_state === null
        ? null
        : { state: row.confirmation_state, outcome: row.outcome ?? null },
  };
}

export function readyRowOf(row: Selectable<ImportRowTable>, cipher: Cipher): ReadyRow[] {
  const { confirmation } = detailsOf(row, cipher);
  if (!confirmation || row.customer_id === null) return [];
  return [{ number: row.number, customerId: row.customer_id, ...confirmation }];
}

function detailsOf({ import_id, number, details }: Selectable<ImportRowTable>, cipher: Cipher): Details {
  if (!details) return { keys: {}, problems: [], confirmation: null };
  return JSON.parse(cipher.decrypt(details, rowContext(import_id, number))) as Details;
}

export const fileContext = (importId: string) => `import-file:${importId}`;
const rowContext = (importId: string, number: number) => `import:${importId}:${number}`;
