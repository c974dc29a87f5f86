import { sql, type Kysely } from 'kysely';
import { OPEN_STATES, type ConfirmationState, type Outcome } from '../../domain/confirming/confirmation.ts';
import { fateOf, noCounts, type RowState } from '../../domain/importing/import.ts';
import type { ImportStore } from '../../use-cases/ports/import-store.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { overdueAt } from '../confirming/due.ts';
import { dropAwaited, eraseFromImports } from './drop-rows.ts';
import { decryptFile } from '../encryption/file-cipher.ts';
import { fileContext, importOf, lineOf, readyRowOf, rowOfArrived, rowOfNewRow } from './import-row.ts';
import { jsonText } from '../core/storable-text.ts';
import type { Tables } from '../core/tables.ts';

const COLUMNS = [
  'id',
  'arrival_id',
  'purpose',
  'state',
  'owner_id',
  'owner_name',
  'conversation_id',
  'activity_id',
  'language',
  'time_zone',
  'country',
  'sealed_file_name',
  'problem',
  'notes',
  'created_at',
  'expires_at',
  'ended_at',
] as const;

/** States after which nothing happens any more. */
const ENDED = ['refused', 'finished', 'cancelled', 'expired'];

/** The states of rows that serve, or served, what they were sent for. */
const TAKEN: RowState[] = ['ready', 'recorded', 'asked'];

/**
 * Files of acceptances and lists of customers to ask. Each step names the states it may follow, so that none happens
 * twice.
 */
export function createImportStore(kysely: Kysely<Tables>, cipher: Cipher): ImportStore {
  const importById = (id: string) => kysely.updateTable('imports').where('id', '=', id);
  const readyRows = (id: string) =>
    kysely.updateTable('import_rows').where('import_id', '=', id).where('state', '=', 'ready');
  const droppedRows = (id: string) =>
    kysely.updateTable('import_rows').where('import_id', '=', id).where('state', '=', 'dropped');
  const joined = (id: string) =>
    kysely
      .selectFrom('import_rows')
      .leftJoin('customers', 'customers.id', 'import_rows.customer_id')
      .leftJoin('confirmations', 'confirmations.id', 'import_rows.confirmation_id')
      .selectAll('import_rows')
      .select(['customers.name as customer_name', 'confirmations.state as confirmation_state'])
      .select('confirmations.outcome')
      .where('import_rows.import_id', '=', id)
      .orderBy('import_rows.number');

  return {
    arrive: async (arrived) => {
      const inserted = await kysely
        .insertInto('imports')
        .values(await rowOfArrived(arrived, cipher))
        .onConflict((conflict) => conflict.column('arrival_id').doNothing())
        .returning('id')
        .executeTakeFirst();
      return inserted !== undefined;
    },

    find: async (id) => {
      const row = await kysely.selectFrom('imports').select(COLUMNS).where('id', '=', id).executeTakeFirst();
      return row && importOf(row, cipher);
    },

    file: async (id) => {
      const row = await kysely.selectFrom('imports').select('file').where('id', '=', id).executeTakeFirst();
      return row?.file ? decryptFile(cipher, row.file, fileContext(id)) : undefined;
    },

    place: async (id, activityId) => {
      await importById(id).set({ activity_id: activityId }).execute();
    },

    addRows: async (id, rows) => {
      if (rows.length === 0) return;
      await kysely
        .insertInto('import_rows')
        .values(rows.map((row) => rowOfNewRow(id, row, cipher)))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    removeRows: async (id) => {
      await kysely.deleteFrom('import_rows').where('import_id', '=', id).execute();
    },

    contradict: async (id, rows) => {
      if (rows.length === 0) return;
      await sql`update import_rows set state = 'conflict', other_row = others.other_row, details = null
        from unnest(${rows.map(({ number }) => number)}::integer[], ${rows.map(({ otherRow }) => otherRow)}::integer[])
          as others (number, other_row)
        where import_id = ${id} and state = 'ready' and import_rows.number = others.number`.execute(kysely);
    },

    endCheck: async (id, result) => {
      const ended = await importById(id)
        .where('state', '=', 'arrived')
        .set({
          file: null,
          ...(result.kind === 'checked'
            ? { state: 'preview', notes: jsonText(result.notes), expires_at: result.expiresAt }
            : {
                state: 'refused',
                problem: jsonText(result.problem),
                expires_at: null,
                ended_at: result.at,
              }),
        })
        .executeTakeFirst();
      if (ended.numUpdatedRows === 0n) return false;
      await dropAwaited(kysely, cipher, id);
      return true;
    },

    move: async (id, from, { state, at, expiresAt }) => {
      const moved = await importById(id)
        .where('state', 'in', from)
        .set({ state, file: null, expires_at: expiresAt, ended_at: ENDED.includes(state) ? at : null })
        .executeTakeFirst();
      return moved.numUpdatedRows > 0n;
    },

    eraseOf: (email) => eraseFromImports(kysely, cipher, email),

    ready: async (id, limit) => {
      const rows = await kysely
        .selectFrom('import_rows')
        .selectAll()
        .where('import_id', '=', id)
        .where('state', '=', 'ready')
        .orderBy('number')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => readyRowOf(row, cipher));
    },

    readyAsks: async (id, limit) => {
      const rows = await kysely
        .selectFrom('import_rows')
        .select(['number', 'customer_id as customerId'])
        .where('import_id', '=', id)
        .where('state', '=', 'ready')
        .orderBy('number')
        .limit(limit)
        .$narrowType<{ customerId: string }>()
        .execute();
      return rows;
    },

    correctRow: async (id, number, state) => {
      await kysely
        .updateTable('import_rows')
        .set({ state })
        .where('import_id', '=', id)
        .where('number', '=', number)
        .where('state', '=', 'asked')
        .execute();
    },

    settleRow: async (id, number, { state, confirmationId }) => {
      const settled = await readyRows(id)
        .where('number', '=', number)
        .set({ state, confirmation_id: confirmationId, details: null })
        .executeTakeFirst();
      return settled.numUpdatedRows > 0n;
    },

    dropReady: async (id, { isKept } = { isKept: false }) => {
      await readyRows(id)
        .set({ state: 'dropped', ...(!isKept && { details: null }) })
        .execute();
    },

    countKept: async (id) => {
      const { kept } = await kysely
        .selectFrom('import_rows')
        .select(({ fn }) => fn.countAll<number>().as('kept'))
        .where('import_id', '=', id)
        .where('state', '=', 'dropped')
        .where('details', 'is not', null)
        .executeTakeFirstOrThrow();
      return kept;
    },

    takeUpDropped: async (id) => {
      const { numUpdatedRows } = await droppedRows(id)
        .where('details', 'is not', null)
        .set({ state: 'ready' })
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    eraseDropped: async (id) => {
      await droppedRows(id).set({ details: null }).execute();
      await importById(id).set({ expires_at: null }).execute();
    },

    counts: async (id) => {
      const { rows } = await sql<{
        state: RowState;
        confirmation_state: ConfirmationState | null;
        outcome: Outcome | null;
        rows: number;
      }>`
        select import_rows.state, confirmations.state as confirmation_state,
          case when outcome is not null then jsonb_build_object('kind', outcome -> 'kind', 'how', outcome -> 'how') end
            as outcome,
          count(*) as rows
        from import_rows left join confirmations on confirmations.id = confirmation_id
        where import_rows.import_id = ${id}
        group by 1, 2, 3`.execute(kysely);
      const counts = noCounts();
      for (const { state, confirmation_state, outcome, rows: some } of rows) {
        const fate =
          state === 'recorded' ? fateOf({ state: confirmation_state ?? 'recorded', outcome }) : state;
        counts[fate] += some;
      }
      return counts;
    },

    lines: async (id, after, limit) => {
      const rows = await joined(id).where('import_rows.number', '>', after).limit(limit).execute();
      return rows.map((row) => lineOf(row, cipher));
    },

    notTaken: async (id, limit) => {
      const rows = await joined(id)
        .where((is) =>
          is.or([
            is('import_rows.state', 'not in', TAKEN),
            is('confirmations.state', 'in', ['refused', 'attention']),
          ]),
        )
        .limit(limit)
        .execute();
      return rows.map((row) => lineOf(row, cipher));
    },

    openConfirmations: async (id) => {
      const { open } = await kysely
        .selectFrom('confirmations')
        .select(({ fn }) => fn.countAll<number>().as('open'))
        .where('import_id', '=', id)
        .where('state', 'in', OPEN_STATES)
        .executeTakeFirstOrThrow();
      return open;
    },

    overdueConfirmations: async (before) => {
      const overdue = await kysely
        .selectFrom('confirmations')
        .select('id')
        .where('import_id', 'is not', null)
        .where('state', 'in', OPEN_STATES)
        .where(overdueAt(before))
        .orderBy('next_attempt_at')
        .execute();
      return overdue.map(({ id }) => id);
    },

    inState: async (state, limit) => {
      const rows = await kysely
        .selectFrom('imports')
        .select('id')
        .where('state', '=', state)
        .orderBy('created_at')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    overdue: async (now, limit) => {
      const rows = await kysely
        .selectFrom('imports')
        .select(COLUMNS)
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .limit(limit)
        .execute();
      return rows.map((row) => importOf(row, cipher));
    },

    forget: async (endedBefore) => {
      await kysely.deleteFrom('imports').where('ended_at', '<', endedBefore).execute();
    },
  };
}
