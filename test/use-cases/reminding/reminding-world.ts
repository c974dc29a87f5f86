import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Conversation, ConversationKind } from '../../../src/domain/conversations/conversation.ts';
import type { Person } from '../../../src/domain/customers/customer.ts';
import type { Delivery } from '../../../src/domain/reminding/delivery.ts';
import type { EscalationRule } from '../../../src/domain/reminding/escalation.ts';
import type { ReminderSettings } from '../../../src/domain/reminding/reminder.ts';
import { saveSettings } from '../../../src/use-cases/reminding/change-reminder.ts';
import { installConversation } from '../../../src/use-cases/conversations/know-conversation.ts';
import type { Edited, Messenger, Notice, Posted } from '../../../src/use-cases/ports/messenger.ts';
import { sendReminders, type ReminderRun } from '../../../src/use-cases/reminding/send-reminders.ts';
import type { TestDatabase } from '../../support/database.ts';

export const ADA: Person = { id: 'person-ada', name: 'Ada Byron' };

/** What was said where, in order. */
export interface Said {
  how: 'post' | 'edit';
  conversationId: string;
  activityId: string | undefined;
  notice: Notice;
}
type DigestSaid = Notice & { kind: 'digest' };

/** A real database, a clock that is set by hand, and a Teams that only listens, unless told to answer otherwise. */
export function remindingWorld(data: TestDatabase, options: { at: string; escalation?: EscalationRule }) {
  const { database } = data;
  let now = new Date(options.at);
  const said: Said[] = [];
  const answers = new Map<string, { posted?: Posted; edited?: Edited }>();
  let onPost: (conversationId: string) => Promise<void> = async () => undefined;
  let messages = 0;

  const messenger: Messenger = {
    post: async ({ id: conversationId }, notice) => {
      await onPost(conversationId);
      const posted = answers.get(conversationId)?.posted;
      if (posted) return posted;
      const activityId = `message-${(messages += 1)}`;
      said.push({ how: 'post', conversationId, activityId, notice });
      return { kind: 'posted', activityId };
    },
    edit: async ({ id: conversationId }, activityId, notice) => {
      const edited = answers.get(conversationId)?.edited;
      if (edited) return edited;
      said.push({ how: 'edit', conversationId, activityId, notice });
      return { kind: 'edited' };
    },
  };
  const needs = {
    database,
    messenger,
    clock: { now: () => now },
    ids: { next: () => randomUUID() },
    escalation: options.escalation ?? {
      afterDays: 30,
      conversation: { nameOrId: undefined, byNameAlone: true },
    },
  };

  return {
    needs,
    said,
    /** The numbers of the digests posted in a conversation, in order. */
    posted: (conversationId?: string) =>
      said
        .filter(
          (each) => each.how === 'post' && (conversationId ?? each.conversationId) === each.conversationId,
        )
        .map(({ notice }) => (notice as DigestSaid).digest.unconfirmed),
    edits: () => said.filter(({ how }) => how === 'edit'),
    lastDigest: (conversationId: string) =>
      said.filter((each) => each.conversationId === conversationId).at(-1)?.notice as DigestSaid,
    at: (instant: string) => void (now = new Date(instant)),
    answer: (conversationId: string, answer: { posted?: Posted; edited?: Edited }) =>
      void answers.set(conversationId, answer),
    /** Called before each message that is posted. */
    beforePost: (then: typeof onPost) => void (onPost = then),
    remind: (all = false): Promise<ReminderRun> => sendReminders(needs, { all }),

    /** A conversation that has installed the bot; a team of Paris if not said. */
    async install(id: string, more: Partial<Pick<Conversation, 'kind' | 'timeZone' | 'name'>> = {}) {
      const conversation: Conversation = {
        id,
        tenantId: 'tenant',
        kind: 'channel' satisfies ConversationKind,
        name: id,
        language: null,
        installerLanguage: 'en',
        timeZone: 'Europe/Paris',
        reference: {},
        reachability: { reachable: true },
        ...more,
      };
      await installConversation(needs, conversation, ADA);
      return conversation;
    },
    /** Someone saves a conversation's settings. */
    async choose(conversationId: string, change: Partial<ReminderSettings>, isPersonal = false) {
      const { settings } = (await database.reminders.find(conversationId))!;
      const chosen = { ...settings, ...change };
      const by = { language: 'en', isPersonal, actor: ADA } as const;
      return saveSettings(needs, { conversationId, settings: chosen, ...by });
    },
    /** Unconfirmed customers, the first waiting longest: for how many days. */
    async customers(
      ids: readonly string[],
      more: { days?: number; reseller?: string; assignee?: Person } = {},
    ) {
      const { days = ids.length, reseller, assignee } = more;
      await database.customers.saveListed(
        ids.map((id) => ({ id, name: `Customer ${id}`, domain: `${id}.example` })),
        now,
      );
      for (const [place, id] of ids.entries()) {
        const since = new Date(now.getTime() - (days - place) * 86_400_000);
        await database.customers.markUnconfirmed(id, since);
        if (assignee) await database.customers.assign(id, assignee);
      }
      if (!reseller) return;
      await database.customers.saveResellers([{ id: reseller, name: `Reseller ${reseller}` }]);
      await database.customers.markResold(reseller, ids, now);
    },
    async confirm(...ids: string[]) {
      const how = { acceptedOn: '2018-10-03', via: 'partner-center', by: null, at: now } as const;
      for (const id of ids) await database.customers.markConfirmed(id, how);
    },
    reminder: (conversationId: string) => database.reminders.find(conversationId),
    /** The ledger of a conversation, oldest period first. */
    async ledger(conversationId: string): Promise<Pick<Delivery, 'period' | 'state'>[]> {
      const { rows } = await sql<Pick<Delivery, 'period' | 'state'>>`
        select period, state from deliveries where conversation_id = ${conversationId} order by period`.execute(
        data.database.kysely,
      );
      return rows;
    },
  };
}
export type RemindingWorld = ReturnType<typeof remindingWorld>;
