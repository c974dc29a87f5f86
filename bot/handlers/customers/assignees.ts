import { searchable, type Person } from '../../../src/domain/customers/customer.ts';
import { mayConfirm } from '../../../src/domain/rights/permission.ts';
import type { AssigneePlace } from '../../../src/use-cases/ports/assignee-store.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';

/** A person a customer may be assigned to; `place`: where they were seen just now. */
export interface Candidate extends Person {
  place: AssigneePlace | undefined;
  /** False for a person who is here but may not confirm. */
  mayConfirm: boolean;
}

/** How many people the bot knows from elsewhere are offered. */
const KNOWN = 100;

/**
 * Returns the people who may be given a customer from here: those of the conversation. In a personal chat, or where the
 * roster cannot be read, those who had customers before.
 */
export async function candidatesFor(
  { database, permissions }: Pick<BotNeeds, 'database' | 'permissions'>,
  turn: Turn,
): Promise<Candidate[]> {
  const conversationId = turn.conversation.id;
  const here = turn.conversation.kind === 'personal' ? undefined : await turn.colleagues();
  if (here) {
    return here.map((colleague) => ({
      id: colleague.id,
      name: colleague.name,
      place: { conversationId, teamsId: colleague.teamsId },
      mayConfirm: mayConfirm(colleague, permissions),
    }));
  }
  const known = await database.assignees.known(KNOWN);
  return known.map((person) => ({
    ...person,
    place: undefined,
    // They were members when they were given a customer; a list may have changed since.
    mayConfirm: mayConfirm({ id: person.id, role: 'member' }, permissions),
  }));
}

/**
 * Returns the people a typed name can mean: those of exactly this name, else those whose names have words beginning with
 * each word typed.
 */
export function namedBy(typed: string, candidates: readonly Candidate[]): Candidate[] {
  const words = searchable(typed).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const same = candidates.filter(({ name }) => searchable(name) === words.join(' '));
  if (same.length > 0) return same;
  return candidates.filter(({ name }) => {
    const has = searchable(name).split(' ');
    return words.every((word) => has.some((each) => each.startsWith(word)));
  });
}
