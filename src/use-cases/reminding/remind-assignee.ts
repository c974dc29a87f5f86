import type { Clock } from '../ports/clock.ts';
import type { PersonalReach } from '../ports/people.ts';
import type { Database } from '../ports/stores.ts';

interface Needs {
  database: Database;
  reach: PersonalReach;
  clock: Clock;
}

/**
 * Gives a person who was assigned a customer reminders in a chat of their own. Called again it changes nothing; a person who
 * has no customer any more is left alone. Where no chat can be had, the team's own reminder names them all the same.
 */
export async function remindAssignee(
  { database, reach, clock }: Needs,
  { personId }: { personId: string },
): Promise<void> {
  const assignee = await database.assignees.find(personId);
  const [place] = assignee?.places ?? [];
  if (!assignee || !place) return;
  if ((await database.customers.countUnconfirmed({ assigneeId: personId }, 1)) === 0) return;
  const person = { id: assignee.id, name: assignee.name };
  const chat = await reach.open(person, place.conversation.tenantId);
  if (chat.kind === 'opened') {
    await reach.switchOn(chat.conversation.id, person);
    // There they can be asked for like in a team, and more surely: people do not leave a chat of their own.
    const own = { conversationId: chat.conversation.id, teamsId: place.teamsId };
    await database.assignees.note(person, own, clock.now());
  } else if (chat.kind === 'later') {
    const again = { afterMs: chat.retryAfterMs, onceKey: personId };
    await database.jobs.send('remind-assignee', { personId }, again);
  }
}
