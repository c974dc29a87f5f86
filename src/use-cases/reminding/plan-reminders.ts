import { setImmediate as breathe } from 'node:timers/promises';
import type { Delivery } from '../../domain/reminding/delivery.ts';
import { isTimely, nextDueAfter, periodAt, startOfDay } from '../../domain/reminding/reminder-schedule.ts';
import type { Reminder, ReminderSettings } from '../../domain/reminding/reminder.ts';
import { scopeKey } from '../../domain/reminding/scope.ts';
import type { DigestComposer } from './digest-composer.ts';
import { comparedWith, since } from './digest.ts';
import type { IdSource } from '../ports/clock.ts';
import type { PlannedDigest } from '../ports/delivery-store.ts';
import type { Database, Stores } from '../ports/stores.ts';

interface Needs {
  database: Database;
  composer: DigestComposer;
  ids: IdSource;
}

const PAGE = 500;
/** How many schedules are computed in one go: a person who writes to the bot meanwhile waits for no more. */
const AT_A_TIME = 20;

/**
 * Promises a digest to every conversation whose reminder is due at `now` and has something to say, and reschedules them.
 * `all`: to every conversation with reminders on. Works a page at a time, each in one transaction of a few SQL statements, so
 * that neither memory nor their number grows with the conversations. Returns how many conversations get none.
 */
export async function planReminders(
  needs: Needs,
  { all, now, signal }: { all: boolean; now: Date; signal?: AbortSignal | undefined },
): Promise<{ planned: number; skipped: number }> {
  const run = { planned: 0, skipped: 0 };
  let after: string | null = null;
  while (!signal?.aborted) {
    const page: { taken: Reminder[]; planned: number } = await needs.database.transaction(async (stores) => {
      const taken = all
        ? await stores.reminders.switchedOn(now, PAGE, after)
        : await stores.reminders.due(now, PAGE);
      const planned = taken.length > 0 ? await planPage(needs, stores, taken, { all, now }) : 0;
      return { taken, planned };
    });
    run.planned += page.planned;
    run.skipped += page.taken.length - page.planned;
    after = page.taken.at(-1)?.conversationId ?? null;
    if (page.taken.length < PAGE) break;
  }
  return run;
}

async function planPage(
  { composer, ids }: Needs,
  stores: Stores,
  reminders: readonly Reminder[],
  { all, now }: { all: boolean; now: Date },
): Promise<number> {
  const agenda = createAgenda(now);
  const next: { conversationId: string; dueAt: Date | null }[] = [];
  const timely: Reminder[] = [];
  for (const [place, reminder] of reminders.entries()) {
    if (place % AT_A_TIME === 0) await breathe();
    const { settings, dueAt, conversationId } = reminder;
    next.push({ conversationId, dueAt: agenda.of(settings).next });
    if (all || (dueAt && agenda.isTimely(settings, dueAt))) timely.push(reminder);
  }
  await stores.reminders.rescheduleAll(next);
  if (timely.length === 0) return 0;
  const keys = new Set(timely.map(({ settings }) => scopeKey(settings.scope)));
  const counts = await composer.counts([...keys]);
  const standing = await stores.deliveries.standingDigests(
    timely.map(({ conversationId }) => conversationId),
  );
  const digests: PlannedDigest[] = [];
  for (const { conversationId, settings } of timely) {
    const { unconfirmed, total } = counts.get(scopeKey(settings.scope)) ?? { unconfirmed: 0, total: 0 };
    const before: Delivery | undefined = standing.get(conversationId);
    const isNews =
      unconfirmed > 0 ||
      (before?.digest.unconfirmed ?? 0) > 0 ||
      (await composer.escalationFor(conversationId)) !== undefined;
    if (!isNews) continue;
    const { period, dayStart } = agenda.of(settings);
    digests.push({
      ...{ id: ids.next(), conversationId, period, dayStart },
      digest: {
        unconfirmed,
        total,
        customerIds: [],
        ...comparedWith(since(before), settings.scope),
        scope: scopeKey(settings.scope),
      },
    });
  }
  return (await stores.deliveries.planDigests(digests, now)).length;
}

/** Computes what follows from a schedule at an instant, once for all conversations that share it. */
function createAgenda(now: Date) {
  const known = new Map<string, { next: Date | null; period: string; dayStart: Date }>();
  const timely = new Map<string, boolean>();
  const keyOf = ({ days, hour, timeZone }: ReminderSettings) => `${days.join()} ${hour} ${timeZone}`;
  return {
    of(settings: ReminderSettings) {
      const key = keyOf(settings);
      const day = known.get(key) ?? {
        next: nextDueAfter(settings, now),
        period: periodAt(settings, now),
        dayStart: startOfDay(settings, now),
      };
      known.set(key, day);
      return day;
    },
    isTimely(settings: ReminderSettings, dueAt: Date) {
      const key = `${keyOf(settings)} ${dueAt.getTime()}`;
      const answer = timely.get(key) ?? isTimely(settings, dueAt, now);
      timely.set(key, answer);
      return answer;
    },
  };
}
