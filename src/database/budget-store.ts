import { sql, type Kysely } from 'kysely';
import { LONGEST_ASKED_PAUSE_MS } from '../domain/confirming/retry-after.ts';
import type { SharedAllowance, SharedPace } from '../use-cases/ports/shared-budgets.ts';
import type { Tables } from './core/tables.ts';

/** Budgets that all processes on one database share, by the database's clock. */
export interface BudgetStore {
  /** A row of calls, `perSecond` of them. */
  pace(budget: string, perSecond: number): SharedPace;
  /** A number of calls in any `windowMs`; the process that leases says how many. */
  allowance(budget: string, options?: { windowMs?: number }): SharedAllowance;
  /** How many calls of the coming second are not taken yet; 0 during a pause. */
  paceLeft(budget: string, perSecond: number): Promise<number>;
  /** How many of `atMost` calls are not leased; 0 during a pause. */
  allowanceLeft(budget: string, atMost: number): Promise<number>;
}

/** How long a process that does not ask still counts among the processes. */
const SEEN_WITHIN_MS = 10_000;
const MINUTE_MS = 60_000;
/**
 * How long a lease lasts. Its calls are lost when its process dies; for this long after a pause began one may still go
 * out.
 */
const VALID_MS = 500;
/** How much further apart the places of several processes are, for a process may use its own late. */
const SHARED_SPARE_MS = 40;
/** How long calls made without a place count. */
const LONGEST_DEBT_MS = 1_000;

/** Builds the store; `holder`: an id of this process's own. */
export function createBudgetStore(kysely: Kysely<Tables>, holder: string): BudgetStore {
  const pause = async (budget: string, ms: number) => {
    await sql`insert into shared_budgets as b (budget, paused_until) values (${budget}, ${fromNow(ms)})
      on conflict (budget) do update set paused_until = greatest(b.paused_until, excluded.paused_until)`.execute(
      kysely,
    );
  };
  /** Cuts a pause to the longest one allowed: an earlier version kept longer ones, or a clock was set back since. */
  const heldFor = async (budget: string, forMs: number) => {
    if (forMs <= LONGEST_ASKED_PAUSE_MS) return forMs;
    const latest = fromNow(LONGEST_ASKED_PAUSE_MS);
    await sql`update shared_budgets set paused_until = ${latest}
      where budget = ${budget} and paused_until > ${latest}`.execute(kysely);
    return LONGEST_ASKED_PAUSE_MS;
  };
  return {
    pace: (budget, perSecond) => ({
      lease: async ({ calls, spent }) => {
        const alone = 1_000 / perSecond;
        const shared = (1_000 + SHARED_SPARE_MS) / perSecond;
        const { rows } = await sql<PlacesRow>`
          with seen as (
            insert into budget_holders (budget, holder, seen_at) values (${budget}, ${holder}, clock_timestamp())
            on conflict (budget, holder) do update set seen_at = excluded.seen_at
          ), forgotten as (
            delete from budget_holders where budget = ${budget} and seen_at < ${fromNow(-100 * SEEN_WITHIN_MS)}
          ), others as (
            select count(*) as others from budget_holders
            where budget = ${budget} and holder <> ${holder} and seen_at > ${fromNow(-SEEN_WITHIN_MS)}
          ), row_of_calls as (
            select others + 1 as processes,
              case others when 0 then ${alone}::double precision else ${shared} end as spacing_ms
            from others
          ), taken as (
            insert into shared_budgets as b (budget, next_at)
            select ${budget}, clock_timestamp() + ${spaced(calls)} from row_of_calls
            on conflict (budget) do update set next_at = ${spaced(calls)} + least(
              greatest(b.next_at, clock_timestamp()) + ${spaced(spent)},
              greatest(b.next_at, ${fromNow(LONGEST_DEBT_MS)})
            )
            where b.paused_until <= clock_timestamp()
            returning next_at
          )
          select processes, spacing_ms,
            (select ${inMs(sql`next_at - ${spaced(calls)} - clock_timestamp()`)} from taken) as starts_in_ms,
            (select ${inMs(sql`paused_until - clock_timestamp()`)} from shared_budgets
              where budget = ${budget} and paused_until > clock_timestamp()) as paused_for_ms
          from row_of_calls`.execute(kysely);
        const { starts_in_ms: startsInMs, spacing_ms: spacingMs, processes, paused_for_ms } = rows[0]!;
        if (startsInMs === null) return { kind: 'paused', forMs: await heldFor(budget, paused_for_ms ?? 0) };
        return { kind: 'places', startsInMs, spacingMs, processes };
      },
      pause: (ms) => pause(budget, ms),
    }),

    allowance: (budget, { windowMs = MINUTE_MS } = {}) => ({
      lease: async ({ calls, atMost, unused }) => {
        const { rows } = await sql<CallsRow>`
          select * from lease_calls(${budget}, ${calls}, ${atMost}, ${VALID_MS}, ${windowMs},
            ${unused?.id ?? null}, ${unused?.calls ?? 0})`.execute(kysely);
        const row = rows[0]!;
        if (row.paused_for_ms > 0) return { kind: 'paused', forMs: await heldFor(budget, row.paused_for_ms) };
        if (row.lease_id === null) return { kind: 'none', retryInMs: row.retry_in_ms };
        return { kind: 'calls', id: row.lease_id, calls: row.granted, validForMs: VALID_MS };
      },
      pause: (ms) => pause(budget, ms),
    }),

    paceLeft: async (budget, perSecond) => {
      const { rows } = await sql<{ left: number }>`
        select case when paused_until > clock_timestamp() then 0 else floor(${perSecond}::double precision
          * (1 - least(1, greatest(0, extract(epoch from next_at - clock_timestamp()))))) end as left
        from shared_budgets where budget = ${budget}`.execute(kysely);
      return Number(rows[0]?.left ?? perSecond);
    },

    allowanceLeft: async (budget, atMost) => {
      const { rows } = await sql<{ left: number }>`
        select case when exists (
            select from shared_budgets where budget = ${budget} and paused_until > clock_timestamp()
          ) then 0 else greatest(0, ${atMost}::bigint - coalesce(sum(calls), 0)) end as left
        from budget_leases where budget = ${budget} and counted_until > clock_timestamp()`.execute(kysely);
      return Number(rows[0]?.left ?? atMost);
    },
  };
}

interface PlacesRow {
  processes: number;
  spacing_ms: number;
  /** Null while all processes wait. */
  starts_in_ms: number | null;
  paused_for_ms: number | null;
}

interface CallsRow {
  lease_id: number | null;
  granted: number;
  retry_in_ms: number;
  paused_for_ms: number;
}

const fromNow = (ms: number) => sql`(clock_timestamp() + ${ms}::double precision * interval '1 millisecond')`;
const spaced = (calls: number) =>
  sql`(select ${calls}::double precision * spacing_ms * interval '1 millisecond' from row_of_calls)`;
const inMs = (interval: ReturnType<typeof sql>) =>
  sql`(extract(epoch from ${interval}) * 1000)::double precision`;
