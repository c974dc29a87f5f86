import type { TeamsChannelAccount, TurnContext } from 'botbuilder';
import type { Actor, MemberRole } from '../src/domain/permission.ts';
import { atMost } from './at-most.ts';
import { readMember } from './channel-roster.ts';
import { createColleagues, type Colleague } from './colleagues.ts';
import { ConnectorError } from './connector-http.ts';
import { REAL_TIME, type Time } from './time.ts';

const KEPT_MS = 60 * 60_000;
const KEPT = 10_000;
/** How long a person waits for Teams' roster, of the five seconds in which Teams wants an answer. */
export const ROSTER_PATIENCE_MS = 2_000;

/** Who someone is to Teams, asked once for a while: roster reads are rationed. */
export interface Roster {
  /**
   * Answers within two seconds. A roster that cannot be read by then leaves what it said before, however long ago, or
   * `unknown`; it is asked again next time.
   */
  actor(context: TurnContext, person: { id: string }): Promise<Actor>;
  /**
   * Everybody in the conversation of a turn, by name, within two seconds; as read before when it cannot be read now,
   * undefined when it never was.
   */
  colleagues(context: TurnContext): Promise<readonly Colleague[] | undefined>;
}

/** `trusting`: where there is no roster to ask (local mode), everybody counts as a member. */
export function createRoster({ trusting, time = REAL_TIME }: { trusting: boolean; time?: Time }): Roster {
  const roles = new Map<string, { role: MemberRole; until: number }>();
  const readings = new Map<string, Promise<MemberRole | undefined>>();

  /** Asks once for all who wait; what comes late is kept for the next turn. */
  function read(key: string, context: TurnContext): Promise<MemberRole | undefined> {
    const underWay = readings.get(key);
    if (underWay) return underWay;
    const reading = roleIn(context)
      .then((role) => keep(key, role))
      .finally(() => readings.delete(key));
    readings.set(key, reading);
    return reading;
  }

  function keep(key: string, role: MemberRole | undefined): MemberRole | undefined {
    if (role === undefined) return undefined;
    roles.delete(key);
    if (role !== 'unknown') roles.set(key, { role, until: time.now() + KEPT_MS });
    const oldest = roles.keys().next();
    if (roles.size > KEPT && !oldest.done) roles.delete(oldest.value);
    return role;
  }

  return {
    async actor(context, { id }) {
      const key = `${context.activity.conversation?.tenantId} ${id}`;
      const kept = roles.get(key);
      if (kept && kept.until > time.now()) return { id, role: kept.role };
      const answered = await atMost(ROSTER_PATIENCE_MS, read(key, context), time);
      const role = answered?.result ?? kept?.role ?? 'unknown';
      return { id, role: role === 'unknown' && trusting ? 'member' : role };
    },
    colleagues: createColleagues({ roleOf, time, patienceMs: ROSTER_PATIENCE_MS }),
  };
}

/** The role that Teams' roster gives, `unknown` for a person whom it does not have; undefined when it cannot be read. */
async function roleIn(context: TurnContext): Promise<MemberRole | undefined> {
  try {
    return roleOf(await readMember(context, context.activity.from.id));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return error.status === 404 ? 'unknown' : undefined;
  }
}

const roleOf = ({ userRole }: Pick<TeamsChannelAccount, 'userRole'>): MemberRole =>
  userRole?.toLowerCase() === 'guest' ? 'guest' : 'member';
