import { TeamsInfo, type TeamsChannelAccount, type TurnContext } from 'botbuilder';
import type { Actor, MemberRole } from '../src/domain/permission.ts';
import { createColleagues, type Colleague } from './colleagues.ts';
import { ConnectorError } from './connector-http.ts';

const KEPT_MS = 60 * 60_000;
const KEPT = 10_000;

/** Who someone is to Teams, asked once for a while: roster reads are rationed. */
export interface Roster {
  /** `unknown` when the roster cannot be read; asked again next time then. */
  actor(context: TurnContext, person: { id: string }): Promise<Actor>;
  /** Everybody in the conversation of a turn, by name; undefined when that cannot be read. */
  colleagues(context: TurnContext): Promise<readonly Colleague[] | undefined>;
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
      const role = await roleIn(context);
      if (role === 'unknown') return { id, role: options.trusting ? 'member' : role };
      roles.delete(key);
      roles.set(key, { role, until: now() + KEPT_MS });
      const oldest = roles.keys().next();
      if (roles.size > KEPT && !oldest.done) roles.delete(oldest.value);
      return { id, role };
    },
    colleagues: createColleagues({ roleOf, now }),
  };
}

async function roleIn(context: TurnContext): Promise<MemberRole> {
  try {
    return roleOf(await TeamsInfo.getMember(context, context.activity.from.id));
  } catch (error) {
    if (error instanceof ConnectorError) return 'unknown';
    throw error;
  }
}

const roleOf = ({ userRole }: Pick<TeamsChannelAccount, 'userRole'>): MemberRole =>
  userRole?.toLowerCase() === 'guest' ? 'guest' : 'member';
