import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const faqInChat: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // A question the bot could not answer, from the offer to pass it on until the answer came back. Who asked is only
  // written once they choose to pass it on.
  `create table faq_questions (
    id text primary key,
    question text not null,
    language text not null check (language in ('en', 'fr')),
    conversation_id text not null,
    thread_id text,
    state text not null default 'offered' check (state in ('offered', 'passed', 'answered', 'delivered', 'failed')),
    asker_id text,
    asker_name text,
    expert_conversation_id text,
    expert_activity_id text,
    answer text,
    answered_by_id text,
    answered_by_name text,
    touched_at timestamptz not null,
    check (state = 'offered' or (asker_id is not null and asker_name is not null and expert_conversation_id is not null)),
    check (state not in ('answered', 'delivered') or answer is not null),
    check ((answer is null) = (answered_by_id is null))
  )`,
  `create index faq_questions_by_age on faq_questions (touched_at)`,

  // Which answer a message held: Teams' own thumbs name the message and nothing else.
  `create table faq_answers (
    conversation_id text not null,
    activity_id text not null,
    entry_id text not null,
    language text not null,
    at timestamptz not null,
    primary key (conversation_id, activity_id)
  )`,
  `create index faq_answers_by_age on faq_answers (at)`,

  `alter table faq_feedback add column comment text`,
  `create index faq_feedback_by_age on faq_feedback (at)`,
  `create index faq_misses_by_age on faq_misses (at)`,
];
