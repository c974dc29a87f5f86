import {
  dependsOnRole,
  mayCollect,
  mayConfirm,
  maySaveSettings,
  type Actor,
  type MemberRole,
  type PermissionLists,
} from '../../src/domain/permission.ts';
import { AppError } from '../../src/domain/errors.ts';
import { noticeCard } from '../cards/notice.ts';
import type { BotNeeds } from '../needs.ts';
import { card, type Answer, type Turn } from '../turn.ts';

type Needs = Pick<BotNeeds, 'cards' | 'permissions'>;

/** Who presses, for the rules about it. The roster is asked only where a role can change what they say. */
export async function actorOf({ permissions }: Pick<Needs, 'permissions'>, turn: Turn): Promise<Actor> {
  const { id } = turn.person;
  return dependsOnRole(id, permissions) ? turn.actor() : { id, role: 'unknown' };
}

/** Undefined when the person may confirm; else the answer that says why not. Asked again on every press. */
export async function refusalToConfirm(needs: Needs, turn: Turn): Promise<Answer | undefined> {
  const actor = await actorOf(needs, turn);
  return mayConfirm(actor, needs.permissions) ? undefined : refusal(needs, turn, actor.role);
}

/** Undefined when the person may fill in the form, be it for somebody else to release; else the answer that says why not. */
export async function refusalToFill(needs: Needs, turn: Turn): Promise<Answer | undefined> {
  const actor = await actorOf(needs, turn);
  const may = mayConfirm(actor, needs.permissions) || mayCollect(actor, needs.permissions);
  return may ? undefined : refusal(needs, turn, actor.role);
}

/** Undefined when the person may release what somebody else filled in; else the answer that says who may. */
export async function refusalToRelease(needs: Needs, turn: Turn): Promise<Answer | undefined> {
  const actor = await actorOf(needs, turn);
  if (mayConfirm(actor, needs.permissions)) return undefined;
  return mayCollect(actor, needs.permissions)
    ? card(noticeCard(needs.cards, turn.language, { notice: 'not-allowed-to-release' }))
    : refusal(needs, turn, actor.role);
}

/** Undefined when the person may change this conversation's settings; else the answer that says why not. */
export async function refusalToSave(needs: Needs, turn: Turn): Promise<Answer | undefined> {
  const actor = await actorOf(needs, turn);
  return maySaveSettings(actor, needs.permissions) ? undefined : refusal(needs, turn, actor.role);
}

/** The same for what harms nobody in a chat of one's own: there everybody may. */
export async function refusalToChangeHere(needs: Needs, turn: Turn): Promise<Answer | undefined> {
  return turn.conversation.kind === 'personal' ? undefined : refusalToSave(needs, turn);
}

/** Throws AppError `role-unknown` where nothing but an unread roster is in the way. */
function refusal({ cards, permissions }: Needs, turn: Turn, role: MemberRole): Answer {
  const notice = reason(permissions, role);
  if (notice === 'role-unknown') throw new AppError('role-unknown', 'Teams did not say who somebody is');
  return card(noticeCard(cards, turn.language, { notice }));
}

function reason({ confirmerIds }: PermissionLists, role: MemberRole) {
  // With a list, the role does not matter.
  if (confirmerIds.size > 0) return 'not-allowed';
  if (role === 'guest') return 'not-allowed-guest';
  return role === 'unknown' ? 'role-unknown' : 'not-allowed';
}
