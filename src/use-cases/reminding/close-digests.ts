import type { Delivery } from '../../domain/reminding/delivery.ts';
import { languageOf } from './digest.ts';
import type { Clock } from '../ports/clock.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
}

const PAGE = 50;
/** How many digests are closed at once: few, for every other message goes before this tidying. */
const AT_ONCE = 2;
const TRY_AGAIN_MS = 60_000;
/** How often closing is tried while Teams is too busy. Then the old buttons stay, which are safe to press. */
const TRIES = 5;

/**
 * Takes the buttons from replaced digests: one becomes a line that says what was left then and where the present one is.
 * Gives way while digests wait to be sent.
 */
export async function closeDigests(needs: Needs, { tries = 1 }: { tries?: number } = {}): Promise<void> {
  const { deliveries, jobs } = needs.database;
  for (;;) {
    const now = needs.clock.now();
    const replaced = await deliveries.replaced(PAGE);
    if (replaced.length === 0) return;
    const isBusy = await deliveries.anyPlanned(now, now);
    if (isBusy || !(await closePage(needs, replaced, tries >= TRIES))) {
      const again = isBusy ? {} : { tries: tries + 1 };
      return jobs.send('close-digests', again, { afterMs: TRY_AGAIN_MS, onceKey: 'all' });
    }
  }
}

/** Closes some digests; false when Teams was too busy for one. With `giveUp`, such a one stays as it is. */
async function closePage(
  needs: Needs,
  replaced: { delivery: Delivery; replacedBy: string }[],
  giveUp: boolean,
): Promise<boolean> {
  let isDone = true;
  const worker = async () => {
    for (let next = replaced.shift(); next && isDone; next = replaced.shift()) {
      const isClosed = await close(needs, next.delivery, next.replacedBy);
      if (isClosed || giveUp) await needs.database.deliveries.markClosed(next.delivery.id);
      else isDone = false;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return isDone;
}

async function close({ database, messenger }: Needs, delivery: Delivery, replacedBy: string) {
  const conversation = await database.conversations.find(delivery.conversationId);
  if (!conversation?.reachability.reachable || !delivery.activityId) return true;
  const { digest, period } = delivery;
  const language = languageOf(conversation);
  const notice = { kind: 'digest-replaced', language, digest, period, replacedBy } as const;
  const edited = await messenger.edit(conversation, delivery.activityId, notice);
  return edited.kind !== 'later';
}
