import type { TeamsChannelAccount, TurnContext } from 'botbuilder';
import type { MemberRole } from '../../src/domain/rights/membership.ts';
import type { Actor } from '../../src/domain/rights/permission.ts';
import { atMost } from './at-most.ts';
import { readMembers } from '../teams/channel-roster.ts';
import { ConnectorError } from '../teams/connector-http.ts';
import { LRUCache } from 'lru-cache';
import type { RoleReader } from './role-reader.ts';
import { tenantOf } from '../teams/sdk-activity.ts';
import type { Time } from '../rate-limit/time.ts';

/** Somebody in a conversation's roster. `id` is the Entra object id. */
export interface Colleague extends Actor {
  name: string;
  /** As Teams knows them towards this bot. */
  teamsId: string;
}

const KEPT_MS = 10 * 60_000;
/** A roster that could not be read is not asked for again so soon: reads are rationed for each conversation. */
const FAILURE_KEPT_MS = 30_000;
const KEPT = 200;
/** As many as Teams gives at once. */
const PAGE = 500;
/** In a larger conversation nobody looks for a colleague by leafing. */
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
}: Needs): (context: TurnContext) => Promise<Members> {
  const kept = new LRUCache<string, { members: Members; until: number }>({ max: KEPT });
  const readings = new Map<string, Promise<Members>>();

  function keep(key: string, read: Members): Members {
    const members = read ?? kept.get(key)?.members;
    kept.set(key, { members, until: time.now() + (read ? KEPT_MS : FAILURE_KEPT_MS) });
    return members;
  }

  function begin(key: string, context: TurnContext): Promise<Members> {
    const reading = read(context, roleOf)
      .then((members) => keep(key, members))
      .finally(() => readings.delete(key));
    readings.set(key, reading);
    return reading;
  }

  return async (context) => {
    const key = conversationOf(context);
    const before = kept.get(key);
    if (before && before.until > time.now()) return before.members;
    const answered = await atMost(patienceMs, readings.get(key) ?? begin(key, context), time);
    return answered ? answered.result : before?.members;
  };
}

/** The conversation without its thread: a team has one roster. */
function conversationOf({ activity }: TurnContext): string {
  return `${tenantOf(activity)} ${activity.conversation.id.split(';messageid=')[0]}`;
}

async function read(context: TurnContext, roleOf: Needs['roleOf']): Promise<Members> {
  const members: TeamsChannelAccount[] = [];
  try {
    let next: string | undefined;
    for (let pages = 0; pages < PAGES; pages += 1) {
      const page = await readMembers(context, PAGE, next);
      members.push(...(page.members ?? []));
      next = page.continuationToken;
      if (!next) break;
    }
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
  const tenantId = tenantOf(context.activity);
  return members
    .flatMap((member) => colleagueOf(member, roleOf(member, tenantId)))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function colleagueOf(member: TeamsChannelAccount, role: MemberRole): Colleague[] {
  // Some answers carry the Entra object id under its older name.
  const older = (member as { objectId?: string }).objectId;
  const id = member.aadObjectId ?? older ?? member.id;
  return member.name ? [{ id, teamsId: member.id, name: member.name, role }] : [];
}
