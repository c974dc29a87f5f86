import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const firstTables: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // collate "C": byte order, so that one plain index serves both "begins with" and sorting, on every server.
  // fillfactor: each listing touches every row, and room on the page keeps that off the indexes.
  `create table customers (
    id text primary key,
    name text not null,
    domain text not null,
    search_name text collate "C" not null,
    search_domain text collate "C" not null,
    agreement_state text not null default 'unknown' check (agreement_state in ('unknown', 'unconfirmed', 'confirmed')),
    listed_at timestamptz not null,
    left_at timestamptz,
    checked_at timestamptz,
    waiting_since timestamptz,
    confirmed_at timestamptz,
    accepted_on date,
    confirmed_via text check (confirmed_via in ('bot', 'partner-center', 'direct')),
    confirmed_by_id text,
    confirmed_by_name text,
    assignee_id text,
    assignee_name text,
    check (agreement_state <> 'unconfirmed' or waiting_since is not null),
    check (agreement_state <> 'confirmed' or (confirmed_at is not null and accepted_on is not null))
  ) with (fillfactor = 80)`,
  `create index customers_by_name on customers (search_name) where left_at is null`,
  `create index customers_by_domain on customers (search_domain) where left_at is null`,
  // The words as they stand: the text search parser would take some names for numbers, addresses or paths.
  `create index customers_by_word on customers using gin (array_to_tsvector(string_to_array(search_name, ' ')))
    where left_at is null`,
  `create index customers_by_state on customers (agreement_state, checked_at) where left_at is null`,
  `create index customers_waiting on customers (waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed'`,

  `create table confirmations (
    id text primary key,
    form_id text not null unique,
    customer_id text not null references customers,
    agreement_type text not null check (agreement_type in ('MicrosoftCloudAgreement', 'MicrosoftCustomerAgreement')),
    state text not null default 'recorded'
      check (state in ('recorded', 'sending', 'unclear', 'confirmed', 'refused', 'attention')),
    accepted_on date not null,
    contact bytea,
    submitted_by_id text not null,
    submitted_by_name text not null,
    submitted_at timestamptz not null,
    language text not null check (language in ('en', 'fr')),
    conversation_id text not null,
    activity_id text,
    is_digest boolean not null,
    again boolean not null,
    request_id text not null,
    correlation_id text not null,
    attempts integer not null default 0,
    first_attempt_at timestamptz,
    next_attempt_at timestamptz not null,
    identical_before integer not null default 0,
    outcome jsonb,
    settled_at timestamptz,
    check ((state in ('confirmed', 'refused', 'attention')) = (outcome is not null)),
    check ((outcome is null) = (settled_at is null))
  )`,
  `create unique index confirmations_one_open on confirmations (customer_id, agreement_type)
    where state in ('recorded', 'sending', 'unclear')`,
  `create index confirmations_latest on confirmations (customer_id, agreement_type, submitted_at desc)`,
  `create index confirmations_due on confirmations (next_attempt_at)
    where state in ('recorded', 'sending', 'unclear')`,

  `create table conversations (
    id text primary key,
    tenant_id text not null,
    kind text not null check (kind in ('personal', 'groupChat', 'channel')),
    name text,
    language text check (language in ('en', 'fr')),
    installer_language text check (installer_language in ('en', 'fr')),
    time_zone text,
    reference jsonb not null,
    unreachable_reason text,
    unreachable_since timestamptz,
    welcomed_at timestamptz,
    check ((unreachable_reason is null) = (unreachable_since is null))
  )`,

  `create table reminders (
    conversation_id text primary key references conversations,
    is_on boolean not null,
    days jsonb not null,
    hour smallint not null check (hour between 0 and 23),
    time_zone text not null,
    due_at timestamptz,
    snoozed_until timestamptz
  )`,
  `create index reminders_due on reminders (due_at) where is_on`,

  `create table deliveries (
    id text primary key,
    conversation_id text not null references conversations,
    kind text not null check (kind in ('digest')),
    period date not null,
    state text not null default 'planned'
      check (state in ('planned', 'sending', 'posted', 'edited', 'unreachable', 'unknown')),
    digest jsonb not null,
    unconfirmed integer not null generated always as ((digest ->> 'unconfirmed')::integer) stored,
    activity_id text,
    posted_at timestamptz,
    is_standing boolean not null default false,
    touched_at timestamptz not null,
    unique (conversation_id, kind, period)
  )`,
  `create index deliveries_standing on deliveries (conversation_id, kind) where is_standing`,
  `create index deliveries_stated on deliveries (unconfirmed) where is_standing`,
  `create index deliveries_under_way on deliveries (state, touched_at) where state in ('planned', 'sending')`,
  `create index deliveries_by_activity on deliveries (conversation_id, activity_id)`,

  `create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor_id text,
    actor_name text,
    action text not null,
    customer_id text,
    confirmation_id text,
    details jsonb not null
  )`,
  `create index audit_by_customer on audit (customer_id, at)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the table % is append-only', tg_table_name;
    end
  $$`,
  `create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change()`,

  `create table faq_feedback (
    id bigint generated always as identity primary key,
    entry_id text not null,
    helpful boolean not null,
    language text not null,
    at timestamptz not null
  )`,
  `create table faq_misses (
    id bigint generated always as identity primary key,
    question text not null,
    outcome text not null check (outcome in ('none', 'suggestions')),
    language text not null,
    at timestamptz not null
  )`,

  `create table secrets (
    name text primary key,
    value bytea not null
  )`,
];
