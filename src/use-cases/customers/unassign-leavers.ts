import { calendarDateIn, type CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Assignee } from '../ports/assignee-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { MemberLookup, Presence } from '../ports/people.ts';
import type { Database } from '../ports/stores.ts';
import { refreshDigestsSoon } from '../reminding/refresh-digests-soon.ts';

interface Needs {
  database: Database;
  members: MemberLookup;
  clock: Clock;
}

/** How many people are looked up in one run; the rest is for the next. */
const PEOPLE = 500;
const PAGE = 50;

/**
 * Asks once a day about each person who has customers whether they are still there. A person whom no conversation knows on
 * two different days has left, and their customers are unassigned. Returns how many people that were.
 */
export async function unassignLeavers(needs: Needs, signal?: AbortSignal): Promise<number> {
  const { database, clock } = needs;
  const today = calendarDateIn(clock.now(), 'utc');
  let unassigned = 0;
  for (let checked = 0; checked < PEOPLE; checked += PAGE) {
    const page = await database.assignees.toCheck(today, PAGE);
    for (const assignee of page) {
      if (signal?.aborted) return unassigned;
      if (await check(needs, assignee, today)) unassigned += 1;
    }
    if (page.length < PAGE) break;
  }
  return unassigned;
}

/** Looks one person up; true when they have left and were unassigned. */
async function check(needs: Needs, assignee: Assignee, today: CalendarDate): Promise<boolean> {
  const { database } = needs;
  const presence = await presenceOf(needs, assignee);
  if (presence !== 'absent') {
    // An unclear answer changes nothing: the first day of absence stands until a conversation knows them.
    const missingSince = presence === 'present' ? null : assignee.missingSince;
    await database.assignees.markChecked(assignee.id, today, missingSince);
    return false;
  }
  if (assignee.missingSince === null || assignee.missingSince >= today) {
    await database.assignees.markChecked(assignee.id, today, today);
    return false;
  }
  await unassign(needs, assignee, today);
  return true;
}

/**
 * Returns whether a person is present: in one conversation is enough. They are absent only if all could be asked and none
 * knows them.
 */
async function presenceOf({ members }: Needs, { places }: Assignee): Promise<Presence> {
  let presence: Presence = 'unclear';
  for (const { conversation, teamsId } of places) {
    if (!conversation.reachability.reachable) continue;
    const there = await members.presence(conversation, teamsId);
    if (there === 'present') return 'present';
    if (there === 'unclear') return 'unclear';
    presence = 'absent';
  }
  return presence;
}

async function unassign({ database, clock }: Needs, { id }: Assignee, today: CalendarDate): Promise<void> {
  const at = clock.now();
  await database.transaction(async (stores) => {
    const customerIds = await stores.assignees.unassign(id, at);
    await stores.assignees.markChecked(id, today, null);
    await refreshDigestsSoon(stores);
    for (const customerId of customerIds) {
      await stores.audit.append({
        at,
        actor: null,
        action: 'customer-released',
        customerId,
        confirmationId: null,
        details: { from: id, reason: 'left' },
      });
    }
  });
}
