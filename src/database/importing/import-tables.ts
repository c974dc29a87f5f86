import type { Generated } from 'kysely';
import type { ImportState, RowState } from '../../domain/importing/import.ts';
import type { ImportPurpose } from '../../domain/importing/import-purpose.ts';
import type { FileNotes, FileProblem } from '../../domain/importing/import-file.ts';
import type { Language } from '../../domain/language.ts';
import type { JsonOrNull } from '../core/json-column.ts';

export interface ImportTable {
  id: string;
  arrival_id: string;
  purpose: Generated<ImportPurpose>;
  state: Generated<ImportState>;
  owner_id: string;
  owner_name: string;
  conversation_id: string;
  activity_id: string | null;
  language: Language;
  time_zone: string;
  /** Where the owner is, ISO 3166. */
  country: string | null;
  /** Encrypted. */
  sealed_file_name: Buffer;
  /** Encrypted; null once checked. */
  file: Buffer | null;
  problem: JsonOrNull<FileProblem>;
  notes: JsonOrNull<FileNotes>;
  created_at: Date;
  expires_at: Date | null;
  ended_at: Date | null;
}

export interface ImportRowTable {
  import_id: string;
  number: number;
  state: RowState;
  customer_id: string | null;
  other_row: number | null;
  /** Encrypted; null once the row is a confirmation, or given up. */
  details: Buffer | null;
  confirmation_id: string | null;
}

/** People whose rows are given up when the check of a file ends. */
export interface ImportErasureTable {
  import_id: string;
  /** Of the e-mail address. */
  contact_hash: Buffer;
}

export interface FileOfferTable {
  id: string;
  owner_id: string;
  conversation_id: string;
  activity_id: string | null;
  /** Encrypted, as the content is. */
  sealed_name: Buffer;
  content: Buffer;
  expires_at: Date;
}
