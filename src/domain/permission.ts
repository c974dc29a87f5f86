/** How Teams describes someone; `unknown` when the roster could not be read. */
export type MemberRole = 'member' | 'guest' | 'unknown';

export interface Actor {
  /** Entra object id. */
  id: string;
  role: MemberRole;
}

/** The lists of the settings; ids are Entra object ids in lower case. */
export interface PermissionLists {
  adminIds: ReadonlySet<string>;
  confirmerIds: ReadonlySet<string>;
  /** Resellers' people: what they fill in waits for somebody who may confirm. */
  collectors: { ids: ReadonlySet<string>; guests: boolean };
}

/**
 * Whether someone may confirm: the listed ones, or, with no list, every member who is neither a guest nor a reseller's
 * person.
 */
export function mayConfirm(actor: Actor, lists: PermissionLists): boolean {
  const id = actor.id.toLowerCase();
  if (lists.adminIds.has(id)) return true;
  if (lists.confirmerIds.size > 0) return lists.confirmerIds.has(id);
  return actor.role === 'member' && !lists.collectors.ids.has(id);
}

/** Whether someone who may not confirm may fill in details for those who may. */
export function mayCollect(actor: Actor, { collectors }: PermissionLists): boolean {
  return collectors.ids.has(actor.id.toLowerCase()) || (collectors.guests && actor.role === 'guest');
}

/**
 * Whether the lists leave anything about someone to Teams' roster. Administrators need no role, nor does anybody where
 * confirmers are listed, unless guests fill in details there.
 */
export function dependsOnRole(id: string, { adminIds, confirmerIds, collectors }: PermissionLists): boolean {
  const known = id.toLowerCase();
  if (adminIds.has(known) || confirmerIds.has(known)) return false;
  if (confirmerIds.size > 0 && collectors.ids.has(known)) return false;
  return confirmerIds.size === 0 || collectors.guests;
}

/** Whether someone may change a conversation's settings: the administrators when there are any, else who may confirm. */
export function maySaveSettings(actor: Actor, lists: PermissionLists): boolean {
  return lists.adminIds.size > 0 ? lists.adminIds.has(actor.id.toLowerCase()) : mayConfirm(actor, lists);
}
