import { sql, type Kysely } from 'kysely';
import { CONFIRMATION_STATES, OPEN_STATES } from '../../domain/confirming/confirmation.ts';
import { CUSTOMER_STATES } from '../../domain/customers/customer.ts';
import { DELIVERY_STATES } from '../../domain/reminding/delivery.ts';
import type { Tables } from '../core/tables.ts';

export interface StateCount {
  state: string;
  count: number;
}

/** How many rows of each kind there are, with every possible state. */
export interface DatabaseFigures {
  confirmations: StateCount[];
  /** `left`: no longer a customer of this partner, whatever the agreement. */
  customers: StateCount[];
  /** Those of the last seven days. */
  deliveries: StateCount[];
  /** How many customers are missing from a list that the bot does not believe yet. */
  missingCustomers: number;
  /** Confirmations that the bot no longer tries and no person has dealt with yet. */
  needingAttention: number;
  /**
   * When customers and agreements were last read with nothing missing, in seconds since 1970; before that, when the
   * tables were last changed.
   */
  lastGoodSyncSeconds: number;
  /** Age of the oldest confirmation still being worked on; 0 when there is none. */
  oldestOpenSeconds: number;
  /** How long a fault of the partner's own account has kept everything from being filed; 0 when none does. */
  filingPausedSeconds: number;
}

/** How long counting may take: no person waits for these figures, and a busy server has other work. */
const LONGEST_LOOK_MS = 2_000;

const STATES = {
  confirmations: CONFIRMATION_STATES,
  customers: CUSTOMER_STATES,
  deliveries: DELIVERY_STATES,
} as const;

/**
 * Counts in one statement, from indexes and kept counts: no table that grows is read. Throws AppError
 * `database-unavailable` when the server is away or takes too long.
 */
export async function readStoredFigures(kysely: Kysely<Tables>, at: Date): Promise<DatabaseFigures> {
  const rows = await kysely.transaction().execute(async (transaction) => {
    await sql`set local statement_timeout = ${sql.lit(LONGEST_LOOK_MS)}`.execute(transaction);
    const counted = await sql<{ what: string; state: string; count: number }>`
      select 'confirmations' as what, state, count(*) from confirmations group by state
      union all
      select 'customers', agreement_state, coalesce(sum(n), 0)::bigint from customer_counts
        where kind = 'all' and key = '' group by agreement_state
      union all
      select 'customers', case when left_at is null then 'exempt' else 'left' end, count(*) from customers
        where left_at is not null or agreement_state = 'exempt' group by 2
      union all
      select 'deliveries', state, count(*) from deliveries
        where period > ${at}::timestamptz::date - 7 group by state
      union all
      select 'missing', '', coalesce(sum(missing), 0)::bigint from listing_doubt
      union all
      select 'needing-attention', '', count(*) from confirmations given_up
        join customers on customers.id = given_up.customer_id
        where given_up.state = 'attention' and customers.agreement_state <> 'confirmed' and customers.left_at is null
          and not exists (select from confirmations later where later.customer_id = given_up.customer_id
            and later.agreement_type = given_up.agreement_type and later.submitted_at > given_up.submitted_at)
      union all
      select 'last-good-sync', '', floor(extract(epoch from coalesce(
        (select at from last_good_sync), (select max(timestamp)::timestamptz from schema_migrations))))::bigint
      union all
      select 'oldest-open', '', coalesce(extract(epoch from ${at}::timestamptz - min(submitted_at)), 0)::bigint
        from confirmations where state in (${sql.join(OPEN_STATES)})
      union all
      select 'filing-paused', '', ceil(extract(epoch from ${at}::timestamptz - since))::bigint from filing_pause`.execute(
      transaction,
    );
    return counted.rows;
  });
  const counts = (what: keyof typeof STATES) =>
    STATES[what].map((state) => ({
      state,
      count: rows.find((row) => row.what === what && row.state === state)?.count ?? 0,
    }));
  const figure = (what: string) => Math.max(0, rows.find((row) => row.what === what)?.count ?? 0);
  return {
    confirmations: counts('confirmations'),
    customers: counts('customers'),
    deliveries: counts('deliveries'),
    missingCustomers: figure('missing'),
    needingAttention: figure('needing-attention'),
    lastGoodSyncSeconds: figure('last-good-sync'),
    oldestOpenSeconds: figure('oldest-open'),
    filingPausedSeconds: figure('filing-paused'),
  };
}
