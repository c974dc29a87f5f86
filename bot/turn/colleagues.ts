import type { MemberRole } from '../../src/domain/rights/membership.ts';
import type { Actor } from '../../src/domain/rights/permission.ts';
import { atMost } from './at-most.ts';
import { conversationIdOf, tenantOf } from '../teams/activity.ts';
import type { Exchange, Member } from '../teams/channel.ts';
import { ConnectorError } from '../teams/connector-http.ts';
import { LRUCache } from 'lru-cache';
import type { RoleReader } from './role-reader.ts';
import type { Time } from '../../src/monotonic-time.ts';

/** A person in a conversation's roster. `id` is the Entra object id. */
export interface Colleague extends Actor {
  name: string;
  /** As Teams knows them towards this bot. */
  teamsId: string;
}

const KEPT_MS = 10 * 60_000;
/** How long a roster that could not be read is left alone: Teams rations the reads of each conversation. */
const FAILURE_KEPT_MS = 30_000;
const KEPT = 200;
/** How many people Teams gives in one page. */
const PAGE = 500;
/** How many pages of a roster are read: in a larger conversation colleagues are not listed. */
const PAGES = 10;

interface Needs {
  roleOf: RoleReader;
  time: Time;
  /** How long a person waits for a roster. */
  patienceMs: number;
}

type Members = readonly Colleague[] | undefined;

/**
 * Reads who is in a turn's conversation: once for ten minutes, and once for all who ask at the same moment. A roster that
 * cannot be read in time leaves what it said before.
 */
export function createColleagues({
  roleOf,
  time,
  patienceMs,
}: Needs): (exchange: Exchange) => Promise<Members> {
  const kept = new LRUCache<string, { members: Members; until: number }>({ max: KEPT });
  const readings = new Map<string, Promise<Members>>();

  function keep(key: string, read: Members): Members {
    const members = read ?? kept.get(key)?.members;
    kept.set(key, { members, until: time.now() + (read ? KEPT_MS : FAILURE_KEPT_MS) });
    return members;
  }

  function begin(key: string, exchange: Exchange): Promise<Members> {
    const reading = read(exchange, roleOf)
      .then((members) => keep(key, members))
      .finally(() => readings.delete(key));
    readings.set(key, reading);
    return reading;
  }

  return async (exchange) => {
    const key = placeOf(exchange);
    const before = kept.get(key);
    if (before && before.until > time.now()) return before.members;
    const answered = await atMost(patienceMs, readings.get(key) ?? begin(key, exchange), time);
    return answered ? answered.result : before?.members;
  };
}

/** The conversation without its thread: a team has one roster. */
function placeOf({ activity }: Exchange): string {
  return `${tenantOf(activity)} ${conversationIdOf(activity)}`;
}

async function read(exchange: Exchange, roleOf: Needs['roleOf']): Promise<Members> {
  const members: Member[] = [];
  try {
    let next: string | undefined;
    for (let pages = 0; pages < PAGES; pages += 1) {
      const page = await exchange.members(PAGE, next);
      members.push(...page.members);
      next = page.next;
      if (!next) break;
    }
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
  const tenantId = tenantOf(exchange.activity);
  return members
    .flatMap((member) => colleagueOf(member, roleOf(member, tenantId)))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function colleagueOf(member: Member, role: MemberRole): Colleague[] {
  const { id: teamsId, name, aadObjectId, objectId } = member;
  const id = [aadObjectId, objectId].find((each) => typeof each === 'string') ?? teamsId;
  return typeof name === 'string' && name !== '' ? [{ id, teamsId, name, role }] : [];
}
