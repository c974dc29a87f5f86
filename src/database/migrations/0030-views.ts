import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const views: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // The list or reminder that a form was opened from, to which its outcome leads back.
  `alter table confirmations add column view jsonb`,
  // The list of unconfirmed customers in its other orders.
  `create index customers_to_confirm_by_name on customers (search_name, id)
    where left_at is null and agreement_state = 'unconfirmed'`,
  `create index customers_to_confirm_by_assignee
    on customers ((assignee_name is null), coalesce(assignee_name, ''), waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed'`,
];
