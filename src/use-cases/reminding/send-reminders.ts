import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Delivery, Digest } from '../../domain/reminding/delivery.ts';
import type { EscalationRule } from '../../domain/reminding/escalation.ts';
import { beginLease, SENDING_MS, type Lease } from '../../domain/confirming/lease.ts';
import { periodAt } from '../../domain/reminding/reminder-schedule.ts';
import { endPauses } from '../customers/set-aside.ts';
import { createComposer, type DigestComposer } from './digest-composer.ts';
import { digestNotice, languageOf, unchanged, type ComposedDigest } from './digest.ts';
import { planReminders } from './plan-reminders.ts';
import { momentOf, type Clock, type IdSource } from '../ports/clock.ts';
import type { Messenger, Posted } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';
import { DIGEST_GATHERING_MS, refreshDigestsSoon } from './refresh-digests-soon.ts';
import { postIn } from '../conversations/speak.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
  ids: IdSource;
  escalation: EscalationRule;
}

/** How a run of reminders went, in numbers of conversations. */
export interface ReminderRun {
  posted: number;
  /** Nothing to say, or this period's digest is out already, or its day is over. */
  skipped: number;
  unreachable: number;
  later: number;
  unknown: number;
}

/** How many conversations are worked on at once; the messenger's budget decides how fast they go out. */
const AT_ONCE = 16;
/** How often a long run has its sent digests checked, for some may have become untrue. */
const FOLLOW_UP_MS = 10_000;

/**
 * Sends every reminder that is due, at most once in its conversation's local day, and on that day or never. `all`: to every
 * conversation with reminders on, whatever its day and hour. First all are promised, then sent: the next run sends what one
 * that died or was stopped left behind. Stops early, after those in hand, when the signal is aborted.
 */
export async function sendReminders(
  needs: Needs,
  options: { all: boolean; signal?: AbortSignal },
): Promise<ReminderRun> {
  const { database, clock } = needs;
  const run: ReminderRun = { posted: 0, skipped: 0, unreachable: 0, later: 0, unknown: 0 };
  const startedAt = clock.now();
  await endPauses(needs);
  await database.deliveries.abandonSending(new Date(startedAt.getTime() - SENDING_MS));
  const composer = createComposer(needs);
  const plan = { ...options, now: startedAt };
  run.skipped = (await planReminders({ ...needs, composer }, plan)).skipped;
  let followedUpAt = startedAt;
  const worker = async () => {
    while (!options.signal?.aborted) {
      const claim = beginClaim(clock);
      const delivery = await database.deliveries.claimNext(claim.at, startedAt);
      if (!delivery) return;
      run[await sendClaimed(needs, composer, delivery, claim)] += 1;
      if (clock.now().getTime() - followedUpAt.getTime() < FOLLOW_UP_MS) continue;
      followedUpAt = clock.now();
      await followUp(needs);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (run.posted > 0) await followUp(needs);
  return run;
}

/**
 * Promises that digests sent while customers were being confirmed are checked, and that replaced ones lose their buttons.
 */
async function followUp({ database }: Needs): Promise<void> {
  await refreshDigestsSoon(database);
  await database.jobs.send('close-digests', {}, { afterMs: DIGEST_GATHERING_MS, onceKey: 'all' });
}

/** When a digest was taken for sending, and how long the right to send it holds. */
interface Claim {
  at: Date;
  lease: Lease;
}

function beginClaim(clock: Clock): Claim {
  const lease = beginLease(SENDING_MS, () => momentOf(clock));
  return { lease, at: clock.now() };
}

async function sendClaimed(
  needs: Needs,
  composer: DigestComposer,
  delivery: Delivery,
  claim: Claim,
): Promise<keyof ReminderRun> {
  const { deliveries, conversations, reminders } = needs.database;
  const { id, conversationId, digest, period } = delivery;
  const [conversation, reminder] = await Promise.all([
    conversations.find(conversationId),
    reminders.find(conversationId),
  ]);
  const timeZone = reminder?.settings.timeZone ?? conversation?.timeZone ?? 'UTC';
  const now = needs.clock.now();
  const today = periodAt({ timeZone }, now);
  if (!conversation || period < today) {
    await deliveries.markNotPosted(id, 'dropped', now, claim.at);
    return 'skipped';
  }
  if (period > today) {
    // The clock was set back, so its day is still to come.
    await putBack(needs, id, claim);
    return 'later';
  }
  const composed = await composer.compose(conversationId, unchanged(digest));
  return deliverClaimed(needs, conversation, { deliveryId: id, claim, composed });
}

/** Takes one planned digest, sends it and writes down what became of it. */
export async function deliverDigest(
  needs: Needs,
  conversation: Conversation,
  deliveryId: string,
  composed: ComposedDigest,
): Promise<keyof ReminderRun> {
  const claim = beginClaim(needs.clock);
  const claimed = await needs.database.deliveries.claim(deliveryId, claim.at);
  if (!claimed) return 'skipped';
  const delivered = await deliverClaimed(needs, conversation, { deliveryId, claim, composed });
  if (delivered === 'posted') await followUp(needs);
  return delivered;
}

async function deliverClaimed(
  needs: Needs,
  conversation: Conversation,
  { deliveryId, claim, composed }: { deliveryId: string; claim: Claim; composed: ComposedDigest },
): Promise<keyof ReminderRun> {
  const notice = digestNotice(composed, languageOf(conversation));
  const posted = await postIn(needs, conversation, notice, { lease: claim.lease });
  await writeDown(needs, { deliveryId, claim, digest: composed.digest, posted });
  return posted.kind;
}

async function writeDown(
  needs: Needs,
  { deliveryId, claim, digest, posted }: { deliveryId: string; claim: Claim; digest: Digest; posted: Posted },
) {
  const { deliveries } = needs.database;
  const at = needs.clock.now();
  switch (posted.kind) {
    case 'posted':
      return deliveries.markPosted(deliveryId, posted.activityId, at, digest);
    case 'unknown':
      return deliveries.markNotPosted(deliveryId, 'unknown', at, claim.at);
    case 'later':
      return putBack(needs, deliveryId, claim);
    case 'unreachable':
      return deliveries.markNotPosted(deliveryId, 'unreachable', at, claim.at);
  }
}

/** Puts a digest back for the next run: this one takes only what was promised by its beginning. */
async function putBack({ database, clock }: Needs, deliveryId: string, claim: Claim): Promise<void> {
  const afterStart = new Date(clock.now().getTime() + 1);
  await database.deliveries.markNotPosted(deliveryId, 'planned', afterStart, claim.at);
}
