import type { Clock } from '../ports/clock.ts';
import type { PersonalReach } from '../ports/people.ts';
import type { Database } from '../ports/stores.ts';

interface Needs {
  database: Database;
  reach: PersonalReach;
  clock: Clock;
}

/**
 * Switches reminders on in the personal chat of a person who was assigned a customer. Called again it changes nothing. Does
 * nothing for a person without customers. Where there is no chat, the team's reminder still names them.
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
    // Teams can be asked about them there too, and more surely: people do not leave a personal chat.
    const own = { conversationId: chat.conversation.id, teamsId: place.teamsId };
    await database.assignees.note(person, own, clock.now());
  } else if (chat.kind === 'later') {
    const again = { afterMs: chat.retryAfterMs, onceKey: personId };
    await database.jobs.send('remind-assignee', { personId }, again);
  }
}
