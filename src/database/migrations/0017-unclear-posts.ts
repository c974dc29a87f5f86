import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const unclearPosts: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // The last POST that may have arrived, since when readings show nothing of it, and what it was answered.
  `alter table confirmations
    add column posted_at timestamptz,
    add column nothing_since timestamptz,
    add column refusal jsonb`,
  `update confirmations set posted_at = coalesce(first_attempt_at, submitted_at) where state in ('sending', 'unclear')`,
];
