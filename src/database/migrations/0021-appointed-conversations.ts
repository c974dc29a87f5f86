import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const appointedConversations: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // Conversations that an administrator has set apart for questions to experts, or for customers that wait too long.
  `create table appointed_conversations (
    purpose text not null check (purpose in ('experts', 'escalation')),
    conversation_id text not null references conversations on delete cascade,
    appointed_by_id text not null,
    appointed_at timestamptz not null,
    primary key (purpose, conversation_id)
  )`,
];
