import { sql, type Kysely } from 'kysely';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { CustomerStore } from '../../use-cases/ports/customer-store.ts';
import type { Tables } from '../core/tables.ts';

/** How many customers one statement changes: one for all would take longer than a statement may. */
const AT_ONCE = 5_000;

/** Which agreement the customers' states are about, and which of its acceptances count. */
export function createAgreementOfStates(
  kysely: Kysely<Tables>,
): Pick<CustomerStore, 'statesAreOf' | 'acceptancesCountFrom'> {
  return {
    statesAreOf: async (type) => {
      const before = await kysely
        .selectFrom('agreement_of_states')
        .select('agreement_type')
        .executeTakeFirst();
      const isAnother = before !== undefined && before.agreement_type !== type;
      if (isAnother) await forgetReadings(kysely);
      // Last, so that a process that is killed half-way begins again.
      await kysely
        .insertInto('agreement_of_states')
        .values({ agreement_type: type })
        .onConflict((conflict) => conflict.column('is_only').doUpdateSet({ agreement_type: type }))
        .execute();
      return isAnother;
    },

    acceptancesCountFrom: async (validFrom, at) => {
      const before = await kysely
        .selectFrom('agreement_of_states')
        .select('valid_from')
        .executeTakeFirstOrThrow();
      if (before.valid_from === (validFrom ?? null)) return 0;
      const changed = await judgeAgain(kysely, validFrom ?? null, at);
      // Last, for the same reason.
      await kysely
        .updateTable('agreement_of_states')
        .set({ valid_from: validFrom ?? null })
        .execute();
      return changed;
    },
  };
}

async function forgetReadings(kysely: Kysely<Tables>): Promise<void> {
  for (;;) {
    // In the order of ids: another process may be starting and do the same.
    const { numAffectedRows } = await sql`
      with stale as (
        select id from customers
        where agreement_state = 'confirmed'
          or (agreement_state = 'unconfirmed' and (checked_at is not null or accepted_on is not null))
        order by id limit ${AT_ONCE} for update
      )
      update customers set
        agreement_state = case agreement_state when 'confirmed' then 'unknown' else agreement_state end,
        checked_at = null, waited_since = null, confirmed_at = null, accepted_on = null, confirmed_via = null,
        confirmed_by_id = null, confirmed_by_name = null
      from stale where customers.id = stale.id`.execute(kysely);
    if (!numAffectedRows) return;
  }
}

/**
 * Judges every known date of acceptance by another day, as `countsStill` does; returns how many customers change their
 * state.
 */
async function judgeAgain(kysely: Kysely<Tables>, validFrom: CalendarDate | null, at: Date): Promise<number> {
  for (let changed = 0; ;) {
    const { numAffectedRows } = await sql`
      with other as (
        select id from customers
        where (agreement_state = 'confirmed' and accepted_on < ${validFrom}::date)
          or (agreement_state = 'unconfirmed'
            and accepted_on >= coalesce(${validFrom}::date, '-infinity'::date))
        order by id limit ${AT_ONCE} for update
      )
      update customers set
        agreement_state = case agreement_state when 'confirmed' then 'unconfirmed' else 'confirmed' end,
        waiting_since = case agreement_state when 'confirmed' then ${at}::timestamptz end,
        waited_since = null,
        checked_at = case agreement_state when 'confirmed' then null else checked_at end,
        confirmed_at = case agreement_state when 'confirmed' then null else ${at}::timestamptz end,
        confirmed_via = case agreement_state when 'confirmed' then null else 'partner-center' end,
        confirmed_by_id = null, confirmed_by_name = null
      from other where customers.id = other.id`.execute(kysely);
    if (!numAffectedRows) return changed;
    changed += Number(numAffectedRows);
  }
}
