import type { PersonalReach } from './ports/people.ts';
import type { Database } from './ports/stores.ts';

interface Needs {
  database: Database;
  reach: PersonalReach;
}

/**
 * Lets somebody who was given a customer have reminders in a chat of their own. Called again it changes nothing; whoever
 * has no customer any more is left alone.
 */
export async function remindAssignee(
  { database, reach }: Needs,
  { personId }: { personId: string },
): Promise<void> {
  const assignee = await database.assignees.find(personId);
  if (!assignee || (await database.customers.countUnconfirmed({ assigneeId: personId }, 1)) === 0) return;
  const chat = await reach.open(assignee);
  switch (chat.kind) {
    case 'open':
      return reach.switchOn(chat.conversationId, { id: assignee.id, name: assignee.name });
    case 'later':
      return database.jobs.send(
        'remind-assignee',
        { personId },
        { afterMs: chat.retryAfterMs, onceKey: personId },
      );
    case 'not-possible':
      // The team's own reminder names them all the same.
      return undefined;
  }
}
