import { sql, type Kysely } from 'kysely';
import type { CustomerStore } from '../../use-cases/ports/stores.ts';
import type { Tables } from '../core/tables.ts';

/** So many customers change at once: with many, a single statement would take longer than one may. */
const AT_ONCE = 5_000;

/** Which agreement the customers' states are about. */
export function createAgreementOfStates(kysely: Kysely<Tables>): Pick<CustomerStore, 'statesAreOf'> {
  return {
    statesAreOf: async (type) => {
      const before = await kysely
        .selectFrom('agreement_of_states')
        .select('agreement_type')
        .executeTakeFirst();
      const isAnother = before !== undefined && before.agreement_type !== type;
      if (isAnother) await forgetReadings(kysely);
      // Last, so that whoever is killed half-way begins again.
      await kysely
        .insertInto('agreement_of_states')
        .values({ agreement_type: type })
        .onConflict((conflict) => conflict.column('is_only').doUpdateSet({ agreement_type: type }))
        .execute();
      return isAnother;
    },
  };
}

async function forgetReadings(kysely: Kysely<Tables>): Promise<void> {
  for (;;) {
    // In the order of ids: another process may be starting and do the same.
    const { numAffectedRows } = await sql`
      with stale as (
        select id from customers
        where agreement_state = 'confirmed' or (agreement_state = 'unconfirmed' and checked_at is not null)
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
