import { AppError } from '../../src/domain/errors.ts';
import {
  holds,
  mayDependOnRole,
  refusalOf,
  type Right,
  type RightRefusal,
} from '../../src/domain/rights/rights.ts';
import type { ConfirmationRoute } from '../../src/domain/confirming/route.ts';
import type { Actor } from '../../src/domain/rights/permission.ts';
import { remarkCard } from '../cards/kit/remark.ts';
import { isOfExtension, isOnSharedCard } from '../turn/from-anywhere.ts';
import type { BotNeeds } from '../turn/needs.ts';
import type { Turn } from '../turn/turn.ts';
import { card, type Answer } from '../turn/answer.ts';

type Needs = Pick<BotNeeds, 'cards' | 'permissions'>;

/** Returns whether the person of a turn has a right. Asked again on every press. */
export async function mayDo(needs: Pick<Needs, 'permissions'>, turn: Turn, right: Right): Promise<boolean> {
  return holds(right, await askedFor(needs, turn, right));
}

/** The right that files need, by route: their rows are filed with Microsoft, or only note which customers a person asked. */
export const FILES_RIGHTS = { classic: 'confirm', direct: 'fill' } as const satisfies Record<
  ConfirmationRoute,
  Right
>;

/**
 * Returns undefined when the person of a turn has a right; else the answer that says why not. Throws AppError
 * `role-unknown` where only an unread roster stands in the way.
 */
export async function refusalTo(needs: Needs, turn: Turn, right: Right): Promise<Answer | undefined> {
  const why = refusalOf(right, await askedFor(needs, turn, right));
  if (why === 'role-unknown') throw new AppError(why, 'Teams did not say which role the person has');
  return why && refusalFor(needs, turn, remarkOf(right, why));
}

/**
 * Returns who asks for a right, and where. Reads the roster only where it can change the answer, not where a list
 * decides.
 */
async function askedFor({ permissions: lists }: Pick<Needs, 'permissions'>, turn: Turn, right: Right) {
  const isOwnChat = turn.conversation.kind === 'personal';
  const unknown: Actor = { id: turn.person.id, role: 'unknown' };
  const asked = { lists, isOwnChat, actor: unknown };
  if (!mayDependOnRole(right, asked)) return asked;
  return { ...asked, actor: await turn.actor() };
}

type RefusalRemark = 'not-allowed' | 'not-allowed-guest' | 'members-only' | 'not-allowed-to-release';

/** What a guest can do instead depends on what was asked for. */
function remarkOf(right: Right, why: Exclude<RightRefusal, 'role-unknown'>): RefusalRemark {
  switch (why) {
    case 'not-listed':
      return 'not-allowed';
    case 'for-others-to-release':
      return 'not-allowed-to-release';
    case 'guest':
      return ABOUT_CONFIRMING.includes(right) ? 'not-allowed-guest' : 'members-only';
  }
}
const ABOUT_CONFIRMING: readonly Right[] = ['fill', 'confirm', 'release'];

/** Says no by the same way as a yes would come: as a card, or as the invoke's answer. */
function refusalFor({ cards }: Needs, { activity, language }: Turn, remark: RefusalRemark): Answer {
  if (activity.name === 'application/search') return { kind: 'choices', results: [] };
  if (isOfExtension(activity)) {
    return { kind: 'finds', finds: [], text: cards.say(language, `remark.${remark}`) };
  }
  // The card that others read too stays as it is.
  if (isOnSharedCard(activity)) return { kind: 'toast', text: cards.say(language, `remark.${remark}`) };
  return card(remarkCard(cards, language, { remark }));
}
