import { presentDigest } from '../../../src/use-cases/reminding/present-digest.ts';
import { digestCard } from '../../cards/reminding/digest.ts';
import { digestDoneCard } from '../../cards/reminding/digest-done.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'clock' | 'escalation'>;

/** The reminder of this conversation as it is now, with what has just happened above its customers. */
export async function digestAnswer(needs: Needs, turn: Turn, note?: string): Promise<Answer> {
  const { cards, clock } = needs;
  const { conversation, language, timeZone } = turn;
  const composed = await presentDigest(needs, conversation);
  const { digest, scope, readerId, resellerName, customers, oldestWaitingSince, escalation, halt } = composed;
  const { total, paused } = digest;
  const now = clock.now();
  const about = { kind: scope.kind, resellerName };
  const shown =
    digest.unconfirmed === 0 && !escalation
      ? digestDoneCard(cards, language, { total, paused, about, note, halt, now })
      : digestCard(cards, language, {
          ...{ digest, customers, oldestWaitingSince, about, escalation, halt, note, timeZone },
          readerId: readerId ?? undefined,
          now,
        });
  return card(shown, { leadsBack: true });
}
