import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Customer } from '../../domain/customers/customer.ts';
import type { EscalationGroup } from '../../domain/reminding/escalation.ts';
import { customersOf, scopeOfKey, type Scope } from '../../domain/reminding/scope.ts';
import type { ScopeCounts, ScopeStore } from '../../use-cases/ports/scope-store.ts';
import { matching } from './customer-figures.ts';
import { CUSTOMER_COLUMNS, customerOf, RESELLER_NAME, WAS_ASKED } from './customer-row.ts';
import type { Tables } from '../core/tables.ts';

/** Answers what digests need to know of customers. Each question has an index of its own. */
export function createScopeStore(kysely: Kysely<Tables>): ScopeStore {
  return {
    counts: async (keys) => {
      const counts = new Map<string, ScopeCounts>(
        keys.map((key) => [key, { unconfirmed: 0, total: 0, paused: 0 }]),
      );
      const scopes = keys.map(scopeOfKey);
      const resellerIds = scopes.flatMap((scope) => (scope.kind === 'reseller' ? scope.resellerId : []));
      const personIds = scopes.flatMap((scope) => (scope.kind === 'mine' ? scope.personId : []));
      const asked = [
        ...(keys.includes('all') ? [countAll(kysely)] : []),
        ...(resellerIds.length > 0 ? [countBy(kysely, 'reseller', resellerIds)] : []),
        ...(personIds.length > 0 ? [countBy(kysely, 'mine', personIds)] : []),
      ];
      for (const { key, ...found } of (await Promise.all(asked)).flat()) counts.set(key, found);
      return counts;
    },

    oldestWaiting: async (scope) => {
      const row = await kysely
        .selectFrom('customers')
        .select('waiting_since')
        .where(unconfirmedIn(scope))
        .orderBy('waiting_since')
        .limit(1)
        .executeTakeFirst();
      return row?.waiting_since ?? null;
    },

    newSince: async (scope, at) => {
      const { n } = await kysely
        .selectFrom('customers')
        .select(sql<number>`count(*)`.as('n'))
        .where(unconfirmedIn(scope))
        .where('waiting_since', '>', at)
        .executeTakeFirstOrThrow();
      return n;
    },

    mostUrgent: async (scope, readerId, limit) => {
      // The few assigned ones and the few oldest, each from its own index: together they hold the most urgent.
      const isFirst =
        readerId === null ? sql<boolean>`assignee_id is not null` : sql<boolean>`assignee_id = ${readerId}`;
      const [assigned, oldest] = await Promise.all([
        waitingLongest(kysely, sql`${unconfirmedIn(scope)} and ${isFirst}`, limit),
        waitingLongest(kysely, unconfirmedIn(scope), limit),
      ]);
      const urgent = new Map([...assigned, ...oldest].map((customer) => [customer.id, customer]));
      // Those that a person asked already come last; the sort keeps the order of the others.
      const byAsked = [...urgent.values()].sort((one, other) => wasAsked(one) - wasAsked(other));
      return byAsked.slice(0, limit);
    },

    resellerName: async (id) => {
      const row = await kysely.selectFrom('resellers').select('name').where('id', '=', id).executeTakeFirst();
      return row?.name ?? null;
    },

    waitingLong: async (waitingBefore, limit) => {
      const { rows } = await sql<{
        kind: EscalationGroup['kind'];
        name: string | null;
        n: number;
        oldest: Date;
        total: number;
      }>`
        with late as (
          select reseller_id, assignee_id, max(assignee_name) as assignee_name, count(*) as n,
            min(waiting_since) as oldest
          from customers
          where left_at is null and agreement_state = 'unconfirmed' and pause_ends_at is null
            and waiting_since < ${waitingBefore}
          group by reseller_id, assignee_id
        ), teams as (
          select distinct on (scope) scope, conversations.id, coalesce(conversations.name, resellers.name) as name
          from reminders
            join conversations on conversations.id = reminders.conversation_id
            left join resellers on 'reseller:' || resellers.id = scope
          where scope like 'reseller:%' and is_on and kind <> 'personal' and unreachable_reason is null
          order by scope, conversations.id
        ), owned as (
          select
            case when teams.id is not null then 'team' when assignee_id is not null then 'person' else 'nobody' end as kind,
            coalesce(teams.id, assignee_id) as owner,
            case when teams.id is not null then teams.name else assignee_name end as name,
            n, oldest
          from late left join teams on teams.scope = 'reseller:' || late.reseller_id
        )
        select kind, max(name) as name, sum(n)::bigint as n, min(oldest) as oldest,
          (sum(sum(n)) over ())::bigint as total
        from owned group by kind, owner
        order by n desc, oldest, owner limit ${limit}`.execute(kysely);
      return {
        customers: rows[0]?.total ?? 0,
        groups: rows.map(({ kind, name, n, oldest }) => ({
          ...{ kind, name },
          customers: n,
          oldestWaitingSince: oldest,
        })),
      };
    },
  };
}

const wasAsked = ({ asked }: Customer): number => (asked === undefined ? 0 : 1);

const COUNTS = sql`count(*) filter (where agreement_state = 'unconfirmed') as unconfirmed,
  count(*) filter (where agreement_state <> 'exempt') as total`;

/** Paused customers. They are few, so an index of their own counts them, and they are subtracted from the others. */
const PAUSED = sql`left_at is null and agreement_state = 'unconfirmed' and pause_ends_at is not null`;

const withoutPaused = <Row extends ScopeCounts>(row: Row): Row => ({
  ...row,
  unconfirmed: row.unconfirmed - row.paused,
  total: row.total - row.paused,
});

async function countAll(kysely: Kysely<Tables>): Promise<(ScopeCounts & { key: string })[]> {
  const { rows } = await sql<ScopeCounts>`
    select ${COUNTS}, (select count(*) from customers where ${PAUSED}) as paused
    from customers where left_at is null`.execute(kysely);
  return rows.map((row) => ({ ...withoutPaused(row), key: 'all' }));
}

async function countBy(kysely: Kysely<Tables>, kind: 'reseller' | 'mine', ids: readonly string[]) {
  const column = kind === 'reseller' ? sql.ref('reseller_id') : sql.ref('assignee_id');
  const { rows } = await sql<ScopeCounts & { key: string }>`
    select ${sql.lit(`${kind}:`)} || counted.id as key, unconfirmed, total, coalesce(paused, 0) as paused
    from (
      select ${column} as id, ${COUNTS}
      from customers where left_at is null and ${column} = any(${ids}::text[]) group by ${column}
    ) counted left join (
      select ${column} as id, count(*) as paused from customers where ${PAUSED} group by ${column}
    ) apart using (id)`.execute(kysely);
  return rows.map(withoutPaused);
}

const unconfirmedIn = (scope: Scope): RawBuilder<boolean> =>
  sql<boolean>`left_at is null and agreement_state = 'unconfirmed' and pause_ends_at is null
    and ${matching(customersOf(scope))}`;

async function waitingLongest(
  kysely: Kysely<Tables>,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<Customer[]> {
  const rows = await kysely
    .selectFrom('customers')
    .select([...CUSTOMER_COLUMNS, RESELLER_NAME])
    .where(condition as RawBuilder<boolean>)
    .orderBy(WAS_ASKED)
    .orderBy('waiting_since')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(customerOf);
}
