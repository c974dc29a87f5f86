import type { MemberRole } from './membership.ts';
import {
  belongs,
  mayCollect,
  mayConfirm,
  maySaveSettings,
  type Actor,
  type PermissionLists,
} from './permission.ts';

/**
 * What a person must be allowed to do. `none`: nothing. `own`: nothing, for the thing itself says whose it is. `read`: to
 * see customers, lists and figures. `member`: to belong to the organisation. `here`: nothing more in their own chat, and
 * elsewhere what `save` needs. `admin`: to decide where the bot passes on what others typed.
 */
export const RIGHTS = [
  'none',
  'own',
  'here',
  'read',
  'member',
  'fill',
  'confirm',
  'release',
  'save',
  'admin',
] as const;
export type Right = (typeof RIGHTS)[number];

/**
 * Why a person may not: the list does not have them, they are a guest here, their role could not be read, or others must
 * release what they filled in.
 */
export type RightRefusal = 'not-listed' | 'guest' | 'role-unknown' | 'for-others-to-release';

/** The person whose right is asked for, and where. */
interface Asked {
  actor: Actor;
  lists: PermissionLists;
  /** Whether it is their personal chat. */
  isOwnChat: boolean;
}

/** Returns whether a person has a right. */
export function holds(right: Right, { actor, lists, isOwnChat }: Asked): boolean {
  switch (right) {
    case 'none':
    case 'own':
      return true;
    case 'here':
      return isOwnChat || maySaveSettings(actor, lists);
    case 'read':
      return belongs(actor, lists) || mayCollect(actor, lists);
    case 'member':
      return belongs(actor, lists);
    case 'fill':
      return mayConfirm(actor, lists) || mayCollect(actor, lists);
    case 'confirm':
    case 'release':
      return mayConfirm(actor, lists);
    case 'save':
      return maySaveSettings(actor, lists);
    case 'admin':
      return maySaveSettings(actor, lists) && belongs(actor, lists);
  }
}

/** Returns why a person does not have a right; undefined when they do. */
export function refusalOf(right: Right, asked: Asked): RightRefusal | undefined {
  if (holds(right, asked)) return undefined;
  const { actor, lists } = asked;
  if (right === 'release' && mayCollect(actor, lists)) return 'for-others-to-release';
  if (!holds(right, { ...asked, actor: { ...actor, role: 'member' } })) return 'not-listed';
  return actor.role === 'unknown' ? 'role-unknown' : 'guest';
}

const ROLES: readonly MemberRole[] = ['member', 'guest', 'stranger', 'unknown'];

/** Returns whether a person's role can change whether they have a right: the lists may decide alone. */
export function mayDependOnRole(right: Right, asked: Asked): boolean {
  const answers = ROLES.map((role) => holds(right, { ...asked, actor: { ...asked.actor, role } }));
  return answers.includes(true) && answers.includes(false);
}
