import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const reminderScopes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // Which customers a reminder is about, whether a person chose its settings, and whose chat it is in.
  `alter table reminders
    add column scope text not null default 'all' check (scope = 'all' or scope ~ '^(reseller|mine):.'),
    add column chosen_at timestamptz,
    add column reader_id text`,
  `update reminders set chosen_at = saved.at
    from (
      select details ->> 'conversationId' as conversation_id, max(at) as at from audit
      where action = 'settings-saved' group by 1
    ) saved
    where saved.conversation_id = reminders.conversation_id`,

  // What could not be sent within its local day; and digests that another one has replaced, until their buttons are gone.
  `alter table deliveries
    drop constraint deliveries_state_check,
    add constraint deliveries_state_check
      check (state in ('planned', 'sending', 'posted', 'edited', 'unreachable', 'unknown', 'dropped')),
    add column replaced_by text`,
  // Standing digests are gathered by scope now; and a digest that is only promised has no message to be found by.
  `drop index deliveries_stated`,
  `drop index deliveries_by_activity`,
  `create index deliveries_by_activity on deliveries (conversation_id, activity_id) where activity_id is not null`,
  `create index deliveries_replaced on deliveries (touched_at) where replaced_by is not null`,

  // Who is assigned comes first on a digest.
  `create index customers_assigned_waiting on customers (waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed' and assignee_id is not null`,
  `create index customers_assigned_of_reseller on customers (reseller_id, waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed' and assignee_id is not null and reseller_id is not null`,
];
