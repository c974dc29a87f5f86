import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const sharedBudgets: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // Unlogged: a lease waits for no disk. What a crash of the server takes away is a minute old at most.
  `create unlogged table shared_budgets (
    budget text primary key,
    next_at timestamptz not null default '-infinity',
    paused_until timestamptz not null default '-infinity'
  )`,
  `create unlogged table budget_holders (
    budget text not null,
    holder text not null,
    seen_at timestamptz not null,
    primary key (budget, holder)
  )`,
  `create unlogged table budget_leases (
    id bigint generated always as identity primary key,
    budget text not null,
    calls bigint not null,
    counted_until timestamptz not null
  )`,
  `create index budget_leases_counted on budget_leases (budget, counted_until)`,

  // A function, so that the sum is read after the row is locked, in one round trip.
  `create function lease_calls(
    of_budget text, wanted bigint, at_most bigint, valid_ms double precision, window_ms double precision,
    unused_id bigint, unused_calls bigint,
    out lease_id bigint, out granted bigint, out retry_in_ms double precision, out paused_for_ms double precision
  ) language plpgsql as $$
    declare
      pause_end timestamptz;
      asked_at timestamptz;
    begin
      insert into shared_budgets as b (budget) values (of_budget)
        on conflict (budget) do update set budget = b.budget returning paused_until into pause_end;
      asked_at := clock_timestamp();
      update budget_leases set calls = greatest(0, calls - unused_calls)
        where id = unused_id and budget = of_budget;
      delete from budget_leases where budget = of_budget and (counted_until <= asked_at or calls = 0);
      granted := 0;
      paused_for_ms := 0;
      retry_in_ms := 0;
      if pause_end > asked_at then
        paused_for_ms := extract(epoch from pause_end - asked_at) * 1000;
        return;
      end if;
      select least(wanted, at_most - coalesce(sum(calls), 0)),
          coalesce(extract(epoch from min(counted_until) - asked_at) * 1000, 0)
        into granted, retry_in_ms from budget_leases where budget = of_budget;
      if granted <= 0 then
        granted := 0;
        return;
      end if;
      insert into budget_leases (budget, calls, counted_until)
        values (of_budget, granted, asked_at + (valid_ms + window_ms) * interval '1 millisecond')
        returning id into lease_id;
    end
  $$`,

  // Whose chat it is: to find it again when only the person is known.
  `alter table conversations add column person_id text`,
  `create index conversations_of_person on conversations (person_id) where person_id is not null`,
  `create index conversations_of_tenant on conversations (tenant_id, id) where unreachable_since is null`,
];
