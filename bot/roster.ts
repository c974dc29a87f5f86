import { TeamsInfo, type TurnContext } from 'botbuilder';
import type { Actor, MemberRole } from '../src/domain/permission.ts';
import { ConnectorError } from './connector-http.ts';

const KEPT_MS = 60 * 60_000;
const KEPT = 10_000;

/** Who someone is to Teams, asked once for a while: roster reads are rationed. */
export interface Roster {
  /** `unknown` when the roster cannot be read; asked again next time then. */
  actor(context: TurnContext, person: { id: string }): Promise<Actor>;
}

/** `trusting`: where there is no roster to ask (local mode), everybody counts as a member. */
export function createRoster(options: { trusting: boolean; now?: () => number }): Roster {
  const now = options.now ?? Date.now;
  const roles = new Map<string, { role: MemberRole; until: number }>();
  return {
    async actor(context, { id }) {
      const key = `${context.activity.conversation?.tenantId} ${id}`;
      const kept = roles.get(key);
      if (kept && kept.until > now()) return { id, role: kept.role };
      const role = await roleOf(context);
      if (role === 'unknown') return { id, role: options.trusting ? 'member' : role };
      roles.delete(key);
      roles.set(key, { role, until: now() + KEPT_MS });
      const oldest = roles.keys().next();
      if (roles.size > KEPT && !oldest.done) roles.delete(oldest.value);
      return { id, role };
    },
  };
}

async function roleOf(context: TurnContext): Promise<MemberRole> {
  try {
    const member = await TeamsInfo.getMember(context, context.activity.from.id);
    return member.userRole?.toLowerCase() === 'guest' ? 'guest' : 'member';
  } catch (error) {
    if (error instanceof ConnectorError) return 'unknown';
    throw error;
  }
}
