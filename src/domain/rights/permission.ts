import type { MemberRole } from './membership.ts';

export interface Actor {
  /** Entra object id. */
  id: string;
  role: MemberRole;
}

/** The lists of the settings; ids are Entra object ids in lower case. */
export interface PermissionLists {
  adminIds: ReadonlySet<string>;
  confirmerIds: ReadonlySet<string>;
  /** Resellers' people: what they fill in waits for a person who may confirm. */
  collectors: { ids: ReadonlySet<string>; guests: boolean };
}

/** Whether a list names a person. An object id is unique in all of Entra, so the account's tenant does not matter. */
const isListed = ({ id }: Actor, ids: ReadonlySet<string>): boolean => ids.has(id.toLowerCase());

/**
 * Whether a person may confirm: the listed ones or, without a list, every member who is not a reseller's person.
 */
export function mayConfirm(actor: Actor, { adminIds, confirmerIds, collectors }: PermissionLists): boolean {
  if (isListed(actor, adminIds)) return true;
  if (confirmerIds.size > 0) return isListed(actor, confirmerIds);
  return actor.role === 'member' && !isListed(actor, collectors.ids);
}

/** Whether a person who may not confirm may fill in details for those who may. */
export function mayCollect(actor: Actor, { collectors }: PermissionLists): boolean {
  return isListed(actor, collectors.ids) || (collectors.guests && actor.role === 'guest');
}

/**
 * Whether a person may change a conversation's settings: the administrators when there are any, else those who may
 * confirm.
 */
export function maySaveSettings(actor: Actor, lists: PermissionLists): boolean {
  return lists.adminIds.size > 0 ? isListed(actor, lists.adminIds) : mayConfirm(actor, lists);
}

/** Whether a person belongs to the organisation: its members, and those its settings list for more than filling in. */
export function belongs(actor: Actor, { adminIds, confirmerIds }: PermissionLists): boolean {
  return actor.role === 'member' || isListed(actor, adminIds) || isListed(actor, confirmerIds);
}
