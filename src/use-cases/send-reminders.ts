import type { Conversation } from '../domain/conversation.ts';
import { nextDueAfter, periodAt } from '../domain/reminder-schedule.ts';
import type { Reminder } from '../domain/reminder.ts';
import { composeDigest, digestNotice, languageOf, type ComposedDigest } from './digest.ts';
import type { Clock, IdSource } from './ports/clock.ts';
import type { Messenger, Posted } from './ports/messenger.ts';
import type { Database } from './ports/stores.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
  ids: IdSource;
}

/** How a run of reminders went, in conversations. */
export interface ReminderRun {
  posted: number;
  /** Nothing to say, or this period's digest is out already. */
  skipped: number;
  unreachable: number;
  later: number;
  unknown: number;
}

/** So many conversations are worked on at once; the messenger's budget decides how fast they go out. */
const AT_ONCE = 16;
const PAGE = 200;
/** A send that began so long ago belongs to a process that died. */
const ABANDONED_AFTER_MS = 2 * 60_000;

/**
 * Sends every reminder that is due, each at most once in its conversation's local day. `all`: of every conversation with
 * reminders on, whatever its day and hour. Stops early, with what is under way finished, when the signal says so.
 */
export async function sendReminders(
  needs: Needs,
  options: { all: boolean; signal?: AbortSignal },
): Promise<ReminderRun> {
  const run: ReminderRun = { posted: 0, skipped: 0, unreachable: 0, later: 0, unknown: 0 };
  const startedAt = needs.clock.now();
  await needs.database.deliveries.abandonSending(new Date(startedAt.getTime() - ABANDONED_AFTER_MS));
  await sendLeftOver(needs, startedAt, run);
  for await (const page of pages(needs, options.all, startedAt)) {
    const waiting = [...page];
    const worker = async () => {
      for (let next = waiting.shift(); next && !options.signal?.aborted; next = waiting.shift()) {
        run[await remind(needs, next)] += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (options.signal?.aborted) break;
  }
  return run;
}

/** What an earlier run promised and surely did not send: because it died in between, or was told to come back later. */
async function sendLeftOver(needs: Needs, startedAt: Date, run: ReminderRun): Promise<void> {
  const leftOver = await needs.database.deliveries.planned(startedAt, PAGE);
  for (const delivery of leftOver) {
    const conversation = await needs.database.conversations.find(delivery.conversationId);
    if (!conversation) continue;
    const composed = await composeDigest(needs.database, delivery.digest.previousUnconfirmed);
    run[await deliverDigest(needs, conversation, delivery.id, composed)] += 1;
  }
}

/** The conversations to remind, page by page, so that memory does not grow with their number. */
async function* pages(needs: Needs, all: boolean, startedAt: Date): AsyncGenerator<Reminder[]> {
  const { reminders } = needs.database;
  let after: string | null = null;
  for (;;) {
    const page: Reminder[] = all
      ? await reminders.switchedOn(startedAt, PAGE, after)
      : await reminders.due(startedAt, PAGE);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.conversationId ?? null;
    if (all && page.length < PAGE) return;
  }
}

/** One conversation's reminder: planned and rescheduled in one transaction, then sent. */
async function remind(needs: Needs, reminder: Reminder): Promise<keyof ReminderRun> {
  const { database, clock } = needs;
  const conversation = await database.conversations.find(reminder.conversationId);
  const now = clock.now();
  const planned = await database.transaction(async (stores) => {
    await stores.reminders.reschedule(reminder.conversationId, nextDueAfter(reminder.settings, now));
    if (!conversation) return undefined;
    const standing = await stores.deliveries.standing(conversation.id, 'digest');
    const composed = await composeDigest(stores, standing?.digest.unconfirmed ?? null);
    const isNews = composed.digest.unconfirmed > 0 || (standing?.digest.unconfirmed ?? 0) > 0;
    const id = needs.ids.next();
    const period = periodAt(reminder.settings, now);
    const plan = {
      id,
      conversationId: conversation.id,
      kind: 'digest',
      period,
      digest: composed.digest,
    } as const;
    return isNews && (await stores.deliveries.plan({ ...plan, at: now })) ? { id, composed } : undefined;
  });
  if (!planned || !conversation) return 'skipped';
  return deliverDigest(needs, conversation, planned.id, planned.composed);
}

/** Sends one planned digest and writes down what became of it. */
export async function deliverDigest(
  needs: Needs,
  conversation: Conversation,
  deliveryId: string,
  composed: ComposedDigest,
): Promise<keyof ReminderRun> {
  const { deliveries } = needs.database;
  if (!(await deliveries.claim(deliveryId, needs.clock.now()))) return 'skipped';
  const posted = await needs.messenger.post(conversation, digestNotice(composed, languageOf(conversation)));
  await writeDown(needs, conversation, deliveryId, posted);
  return posted.kind;
}

async function writeDown(needs: Needs, { id }: Conversation, deliveryId: string, posted: Posted) {
  const { deliveries, conversations } = needs.database;
  const at = needs.clock.now();
  switch (posted.kind) {
    case 'posted':
      return deliveries.markPosted(deliveryId, posted.activityId, at);
    case 'unknown':
      return deliveries.markNotPosted(deliveryId, 'unknown', at);
    case 'later':
      return deliveries.markNotPosted(deliveryId, 'planned', at);
    case 'unreachable':
      await deliveries.markNotPosted(deliveryId, 'unreachable', at);
      return conversations.markReachability(id, { reachable: false, reason: posted.reason, since: at });
  }
}
