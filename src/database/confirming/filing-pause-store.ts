import { sql, type Kysely, type Selectable } from 'kysely';
import { OPEN_STATES } from '../../domain/confirming/confirmation.ts';
import type { FilingPause } from '../../domain/confirming/filing-pause.ts';
import type { FilingPauseStore } from '../../use-cases/ports/filing-pause-store.ts';
import type { FilingPauseTable } from './filing-pause-table.ts';
import type { Tables } from '../core/tables.ts';
import { together } from '../core/together.ts';

export function createFilingPauseStore(kysely: Kysely<Tables>): FilingPauseStore {
  /** Reads once for all who ask meanwhile: every press asks. */
  const look = together(async (askers: readonly null[]) => {
    const row = await kysely.selectFrom('filing_pause').selectAll().executeTakeFirst();
    return askers.map(() => row && pauseOf(row));
  });
  return {
    current: () => look(null),

    begin: async ({ reason, code }, at) => {
      await kysely
        .insertInto('filing_pause')
        .values({ reason, code, since: at })
        .onConflict((conflict) => conflict.column('is_only').doUpdateSet({ reason, code }))
        .execute();
    },

    claimTelling: async (at) => {
      const claimed = await kysely
        .updateTable('filing_pause')
        .set({ told_at: at })
        .where('told_at', 'is', null)
        .executeTakeFirst();
      return claimed.numUpdatedRows > 0n;
    },

    end: async (at) => {
      const row = await kysely.deleteFrom('filing_pause').returningAll().executeTakeFirst();
      if (!row) return undefined;
      await kysely
        .updateTable('confirmations')
        .set({
          first_attempt_at: sql`first_attempt_at + (${at}::timestamptz - greatest(first_attempt_at, ${row.since}::timestamptz))`,
        })
        .where('state', 'in', OPEN_STATES)
        .where('first_attempt_at', '<', at)
        .execute();
      return pauseOf(row);
    },
  };
}

function pauseOf(row: Selectable<FilingPauseTable>): FilingPause {
  return { reason: row.reason, code: row.code, since: row.since, toldAt: row.told_at };
}
