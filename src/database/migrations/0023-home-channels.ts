import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const homeChannels: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // The channel in which a team wants to hear the bot, where one was picked when it was installed.
  `alter table conversations add column home_of_team text`,
  `create unique index conversations_home_of_team on conversations (home_of_team) where home_of_team is not null`,
];
