import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const serverHistory: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // Names the history that the server writes: a promoted standby and a restore to an instant begin a new timeline, a dump
  // that is restored is in another system. A server that tells neither has one history for ever.
  `create function server_history() returns text language plpgsql stable as $$
    begin
      return (select system_identifier from pg_control_system()) || '/'
        || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8);
    exception when others then
      return '';
    end
  $$`,
  // In which history a confirmation was recorded or last sent: commits after that may be lost when another one has begun.
  `alter table confirmations add column history text not null default server_history()`,
];
