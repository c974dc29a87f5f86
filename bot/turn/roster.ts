import type { MemberRole, RosterEntry } from '../../src/domain/rights/membership.ts';
import type { Actor } from '../../src/domain/rights/permission.ts';
import { atMost } from './at-most.ts';
import { tenantOf } from '../teams/activity.ts';
import type { Exchange } from '../teams/channel.ts';
import { createColleagues, type Colleague } from './colleagues.ts';
import { ConnectorError } from '../teams/connector-http.ts';
import { LRUCache } from 'lru-cache';
import { createRoleReader } from './role-reader.ts';
import { REAL_TIME, type Time } from '../../src/monotonic-time.ts';

const KEPT_MS = 60 * 60_000;
const KEPT = 10_000;
/** How long a person waits for Teams' roster, of the five seconds in which Teams wants an answer. */
const ROSTER_PATIENCE_MS = 2_000;

/** Says what role a person has, read once for a while: Teams rations roster reads. */
export interface Roster {
  /**
   * Answers within two seconds. While the roster cannot be read, what it said before counts, however long ago, else
   * `unknown`; the next turn asks again.
   */
  actor(exchange: Exchange, person: { id: string }): Promise<Actor>;
  /**
   * Everybody in the conversation of a turn, by name, within two seconds; as read before when it cannot be read now,
   * undefined when it never was.
   */
  colleagues(exchange: Exchange): Promise<readonly Colleague[] | undefined>;
}

interface Options {
  /** Whether every person counts as a member unless a roster says otherwise: in local mode there may be none. */
  trusting: boolean;
  /** Lower case; undefined allows every tenant that is named. */
  allowedTenantIds: ReadonlySet<string> | undefined;
  /** Asks the roster of a person's own chat with the bot, for turns from where the bot is not. */
  inOwnChat?: (person: { id: string; teamsId: string; tenantId: string }) => Promise<RosterEntry | undefined>;
  time?: Time;
}

/** Builds it. What counts as a member is a rule of the domain. */
export function createRoster({ trusting, allowedTenantIds, inOwnChat, time = REAL_TIME }: Options): Roster {
  const roleOf = createRoleReader({ trusting, allowedTenantIds });
  const roles = new LRUCache<string, { role: MemberRole; until: number }>({ max: KEPT });
  const readings = new Map<string, Promise<MemberRole | undefined>>();

  /** Asks once for all who wait. An answer that comes late is kept for the next turn. */
  function read(key: string, exchange: Exchange, id: string): Promise<MemberRole | undefined> {
    const underWay = readings.get(key);
    if (underWay) return underWay;
    const reading = roleIn(exchange, id)
      .then((role) => keep(key, role))
      .finally(() => readings.delete(key));
    readings.set(key, reading);
    return reading;
  }

  function keep(key: string, role: MemberRole | undefined): MemberRole | undefined {
    if (role === undefined) return undefined;
    if (role === 'unknown') roles.delete(key);
    else roles.set(key, { role, until: time.now() + KEPT_MS });
    return role;
  }

  /** The role that Teams' roster gives, `unknown` for a person whom it does not have; undefined when it cannot be read. */
  async function roleIn(exchange: Exchange, id: string): Promise<MemberRole | undefined> {
    const tenantId = tenantOf(exchange.activity);
    const teamsId = exchange.activity.from.id;
    try {
      return roleOf(await exchange.member(teamsId), tenantId);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const isBotHere = error.status !== 403 && error.status !== 404;
      const entry = isBotHere || !tenantId ? undefined : await inOwnChat?.({ id, teamsId, tenantId });
      if (entry) return roleOf(entry, tenantId);
      return error.status === 404 ? 'unknown' : undefined;
    }
  }

  async function askFor(exchange: Exchange, id: string): Promise<MemberRole> {
    const key = `${tenantOf(exchange.activity)} ${id}`;
    const kept = roles.get(key);
    if (kept && kept.until > time.now()) return kept.role;
    const answered = await atMost(ROSTER_PATIENCE_MS, read(key, exchange, id), time);
    return answered?.result ?? kept?.role ?? 'unknown';
  }

  return {
    async actor(exchange, { id }) {
      const role = await askFor(exchange, id);
      return { id, role: role === 'unknown' && trusting ? 'member' : role };
    },
    colleagues: createColleagues({ roleOf, time, patienceMs: ROSTER_PATIENCE_MS }),
  };
}
