import { sql, type Kysely, type NotNull } from 'kysely';
import { OPEN_STATES, type Confirmation } from '../../domain/confirming/confirmation.ts';
import { ATTEMPT_MS } from '../../domain/confirming/lease.ts';
import { OpenElsewhere, type ConfirmationStore } from '../../use-cases/ports/confirmation-store.ts';
import { type AuditAction } from '../../use-cases/ports/audit-store.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { confirmationOf, rowOfNew } from './confirmation-row.ts';
import { dueAt, isDueAt, overdueAt } from './due.ts';
import { createTakenConfirmations } from './taken-confirmations.ts';
import { jsonText } from '../core/storable-text.ts';
import type { Tables } from '../core/tables.ts';

/** The line in the audit trail that a confirmation begins with. */
const FIRST_ACTION = sql<AuditAction>`case state when 'collected' then 'details-collected' else 'confirmation-recorded' end`;
const FIRST_DETAILS = sql<string>`jsonb_build_object('acceptedOn', to_char(accepted_on, 'YYYY-MM-DD'), 'again', again)`;

export function createConfirmationStore(kysely: Kysely<Tables>, cipher: Cipher): ConfirmationStore {
  const rows = () => kysely.selectFrom('confirmations').selectAll();
  const open = (id: string) =>
    kysely.updateTable('confirmations').where('id', '=', id).where('state', 'in', OPEN_STATES);

  const one = async (query: ReturnType<typeof rows>): Promise<Confirmation | undefined> => {
    const row = await query.limit(1).executeTakeFirst();
    return row && confirmationOf(row, cipher);
  };
  const ofCustomer = (customerId: string, type: Confirmation['agreementType']) =>
    rows().where('customer_id', '=', customerId).where('agreement_type', '=', type);

  return {
    record: async (confirmations) => {
      const recorded = await kysely
        .with('confirmation', (cte) =>
          cte
            .insertInto('confirmations')
            .values(confirmations.map((confirmation) => rowOfNew(confirmation, cipher)))
            // Without a conflict target: the same form and another open confirmation both skip this row without an error.
            .onConflict((conflict) => conflict.doNothing())
            .returningAll(),
        )
        .with('trail', (cte) =>
          cte
            .insertInto('audit')
            .columns(['at', 'actor_id', 'actor_name', 'customer_id', 'confirmation_id', 'action', 'details'])
            .expression(
              cte
                .selectFrom('confirmation')
                .select(['submitted_at', 'submitted_by_id', 'submitted_by_name', 'customer_id', 'id'])
                .select([FIRST_ACTION.as('action'), FIRST_DETAILS.as('details')]),
            ),
        )
        .selectFrom('confirmation')
        .select('id')
        .execute();
      return new Set(recorded.map(({ id }) => id));
    },

    find: (id) => one(rows().where('id', '=', id)),
    findByForm: (formId) => one(rows().where('form_id', '=', formId)),
    findOpen: (customerId, type) => one(ofCustomer(customerId, type).where('state', 'in', OPEN_STATES)),
    openAmong: async (customerIds, type) => {
      if (customerIds.length === 0) return new Set();
      const found = await kysely
        .selectFrom('confirmations')
        .select('customer_id')
        .where('customer_id', 'in', customerIds)
        .where('agreement_type', '=', type)
        .where('state', 'in', OPEN_STATES)
        .execute();
      return new Set(found.map((row) => row.customer_id));
    },
    failuresAmong: async (customerIds, type) => {
      if (customerIds.length === 0) return new Map();
      const latest = await kysely
        .selectFrom('confirmations')
        .distinctOn('customer_id')
        .select(['customer_id', 'outcome'])
        .where('customer_id', 'in', customerIds)
        .where('agreement_type', '=', type)
        .orderBy('customer_id')
        .orderBy('submitted_at', 'desc')
        .execute();
      return new Map(
        latest.flatMap(({ customer_id: id, outcome }) =>
          outcome && outcome.kind !== 'confirmed' ? [[id, outcome]] : [],
        ),
      );
    },
    findLatest: (customerId, type) => one(ofCustomer(customerId, type).orderBy('submitted_at', 'desc')),

    findCollected: (customerId, type) =>
      one(ofCustomer(customerId, type).where('state', '=', 'collected').orderBy('submitted_at', 'desc')),

    release: async (id, { by, place, language, at }) => {
      try {
        const released = await kysely
          .updateTable('confirmations')
          .set({
            state: 'recorded',
            submitted_by_id: by.id,
            submitted_by_name: by.name,
            submitted_at: at,
            next_attempt_at: at,
            history: sql`server_history()`,
            language,
            conversation_id: place.conversationId,
            activity_id: place.activityId,
            is_digest: place.isDigest,
            view: place.view ? jsonText(place.view) : null,
          })
          .where('id', '=', id)
          .where('state', '=', 'collected')
          .executeTakeFirst();
        return released.numUpdatedRows > 0n;
      } catch (error) {
        throw isOneOpen(error) ? new OpenElsewhere() : error;
      }
    },

    leavePlace: async (id, { conversationId, activityId }) => {
      await kysely
        .updateTable('confirmations')
        .set({ is_digest: true })
        .where('id', '=', id)
        .where('conversation_id', '=', conversationId)
        .where('activity_id', '=', activityId)
        .where('state', 'in', OPEN_STATES)
        .execute();
    },

    ...createTakenConfirmations(kysely, cipher),

    past: async (customerId, type, limit) => {
      const settled = await kysely
        .selectFrom('confirmations')
        .select([
          'id',
          'submitted_by_id',
          'submitted_by_name',
          'submitted_at',
          'accepted_on',
          'contact_initials',
        ])
        .select('outcome')
        .$narrowType<{ outcome: NotNull }>()
        .where('customer_id', '=', customerId)
        .where('agreement_type', '=', type)
        .where('outcome', 'is not', null)
        .orderBy('submitted_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return settled.map((row) => ({
        id: row.id,
        submittedBy: { id: row.submitted_by_id, name: row.submitted_by_name },
        submittedAt: row.submitted_at,
        acceptedOn: row.accepted_on,
        contactInitials: row.contact_initials,
        outcome: row.outcome,
      }));
    },

    findDue: async (id, at) => {
      const row = await rows()
        .select(sql<boolean>`history <> server_history()`.as('is_of_before'))
        .select(sql<boolean>`exists (select from filing_pause)`.as('is_paused'))
        .where('id', '=', id)
        .where('state', 'in', OPEN_STATES)
        .executeTakeFirst();
      if (!row) return undefined;
      return isDueAt(row.next_attempt_at, at)
        ? {
            kind: 'due',
            confirmation: confirmationOf(row, cipher),
            mayHaveLostCommits: row.is_of_before,
            isFilingPaused: row.is_paused,
          }
        : { kind: 'not-yet', dueAt: row.next_attempt_at, importId: row.import_id ?? undefined };
    },

    beginAttempt: async (id, { attempts, identicalBefore, at, forMs = ATTEMPT_MS }) => {
      const taken = await open(id)
        .set({
          state: 'sending',
          attempts: attempts + 1,
          identical_before: identicalBefore,
          history: sql`server_history()`,
          first_attempt_at: sql`coalesce(first_attempt_at, ${at}::timestamptz)`,
          posted_at: at,
          nothing_since: null,
          refusal: null,
          next_attempt_at: new Date(at.getTime() + forMs),
        })
        .where('attempts', '=', attempts)
        .where(dueAt(at))
        .executeTakeFirst();
      return taken.numUpdatedRows > 0n;
    },

    planRetry: async (id, { held, state, attempts, firstAttemptAt, post, deniedAt, nextAttemptAt }) => {
      const planned = await open(id)
        .set({
          state,
          attempts,
          first_attempt_at: firstAttemptAt,
          posted_at: post?.at ?? null,
          nothing_since: post?.nothingSince ?? null,
          refusal: post?.refusal ? jsonText(post.refusal) : null,
          denied_at: deniedAt ?? null,
          next_attempt_at: nextAttemptAt,
        })
        .where('attempts', '=', held)
        .executeTakeFirst();
      return planned.numUpdatedRows > 0n;
    },

    settle: async (id, { outcome, held, at }) => {
      const settled = await open(id)
        .set({ state: outcome.kind, outcome: jsonText(outcome), settled_at: at })
        .where('attempts', '=', held)
        .executeTakeFirst();
      return settled.numUpdatedRows > 0n;
    },

    overdue: async (before) => {
      const overdue = await kysely
        .selectFrom('confirmations')
        .select('id')
        .where('state', 'in', OPEN_STATES)
        .where(overdueAt(before))
        .where('import_id', 'is', null)
        .orderBy('next_attempt_at')
        .execute();
      return overdue.map(({ id }) => id);
    },

    longestDue: async (at) => {
      const row = await kysely
        .selectFrom('confirmations')
        .select('id')
        .where('state', 'in', OPEN_STATES)
        .where(dueAt(at))
        .orderBy('next_attempt_at')
        .limit(1)
        .executeTakeFirst();
      return row?.id;
    },
  };
}

/** Whether the index refused a row because another confirmation for the customer is open. */
function isOneOpen(error: unknown): boolean {
  return (error as { constraint?: string }).constraint === 'confirmations_one_open';
}
