import { DIGEST_NAMES } from '../../domain/reminding/delivery.ts';
import type { Escalation, EscalationRule } from '../../domain/reminding/escalation.ts';
import { haltOfReminder } from '../../domain/reminding/reminder.ts';
import { EVERYONE, scopeKey, type Scope } from '../../domain/reminding/scope.ts';
import { conversationFor } from '../conversations/appointed-conversation.ts';
import { comparedWith, type Before, type ComposedDigest } from './digest.ts';
import type { Clock } from '../ports/clock.ts';
import type { ScopeCounts } from '../ports/scope-store.ts';
import type { Stores } from '../ports/stores.ts';

interface Needs {
  database: Pick<Stores, 'conversations' | 'reminders' | 'scopes'>;
  clock: Clock;
  escalation: EscalationRule;
}

/** How many groups the escalation names. */
const GROUPS = 5;
const DAY_MS = 86_400_000;
const NONE: ScopeCounts = { unconfirmed: 0, total: 0, paused: 0 };
/** How long what was read is used again: a run composes thousands of digests about the same customers. */
const FRESH_MS = 2_000;
const REMEMBERED = 2_000;

/** Composes the digests of one run, and reads what several share once, not for each. */
export interface DigestComposer {
  /** The digest of this moment for a conversation. */
  compose(conversationId: string, before: Before): Promise<ComposedDigest>;
  /** The numbers of many scopes, by key. */
  counts(keys: readonly string[]): Promise<Map<string, ScopeCounts>>;
  /** Customers that wait too long; undefined unless this is the conversation that is told. */
  escalationFor(conversationId: string): Promise<Escalation | undefined>;
}

export function createComposer({ database, clock, escalation: rule }: Needs): DigestComposer {
  const { conversations, reminders, scopes } = database;
  const recall = recentlyRead(clock);

  async function counts(keys: readonly string[]): Promise<Map<string, ScopeCounts>> {
    const everyone = keys.includes('all')
      ? recall('counts', () => scopes.counts(['all']))
      : Promise.resolve(new Map<string, ScopeCounts>());
    const others = keys.filter((key) => key !== 'all');
    const read = others.length > 0 ? await scopes.counts(others) : [];
    return new Map([...(await everyone), ...read]);
  }

  async function read(scope: Scope, readerId: string | null) {
    const key = scopeKey(scope);
    const [numbers, customers, oldestWaitingSince, resellerName] = await Promise.all([
      counts([key]),
      scopes.mostUrgent(scope, readerId, DIGEST_NAMES),
      scopes.oldestWaiting(scope),
      scope.kind === 'reseller' ? scopes.resellerName(scope.resellerId) : null,
    ]);
    const { unconfirmed, total, paused } = numbers.get(key) ?? NONE;
    return { unconfirmed, total, paused, customers, oldestWaitingSince, resellerName };
  }

  async function newSince(scope: Scope, since: string | undefined): Promise<number | undefined> {
    if (since === undefined) return undefined;
    return recall(`new ${scopeKey(scope)} ${since}`, () => scopes.newSince(scope, new Date(since)));
  }

  async function escalationFor(conversationId: string): Promise<Escalation | undefined> {
    const { afterDays, conversation } = rule;
    if (afterDays === 0) return undefined;
    const told = await recall('told', () => conversationFor({ conversations }, 'escalation', conversation));
    if (told?.id !== conversationId) return undefined;
    const before = new Date(clock.now().getTime() - afterDays * DAY_MS);
    const waiting = await recall('waiting', () => scopes.waitingLong(before, GROUPS));
    return waiting.customers > 0 ? { afterDays, ...waiting } : undefined;
  }

  return {
    counts,
    escalationFor,
    async compose(conversationId, before) {
      const reminder = await reminders.find(conversationId);
      const scope = reminder?.settings.scope ?? EVERYONE;
      const readerId = reminder?.readerId ?? null;
      const compared = comparedWith(before, scope);
      const [{ unconfirmed, total, paused, ...rest }, escalation, newcomers] = await Promise.all([
        recall(`${scopeKey(scope)} ${readerId ?? ''}`, () => read(scope, readerId)),
        escalationFor(conversationId),
        newSince(scope, compared.since),
      ]);
      return {
        scope,
        readerId,
        escalation,
        halt: haltOfReminder(reminder, clock.now()),
        ...rest,
        digest: {
          unconfirmed,
          total,
          ...(paused > 0 && { paused }),
          customerIds: rest.customers.map(({ id }) => id),
          ...compared,
          ...(newcomers !== undefined && { newcomers }),
          scope: scopeKey(scope),
        },
      };
    },
  };
}

/** Reads, or returns what was read for the same key a moment ago. A failure is not remembered. */
function recentlyRead(clock: Clock) {
  const kept = new Map<string, { at: number; value: Promise<unknown> }>();
  return <Value>(key: string, read: () => Promise<Value>): Promise<Value> => {
    const now = clock.now().getTime();
    const known = kept.get(key);
    if (known && now - known.at < FRESH_MS) return known.value as Promise<Value>;
    if (kept.size >= REMEMBERED) kept.clear();
    const value = read();
    kept.set(key, { at: now, value });
    value.catch(() => kept.delete(key));
    return value;
  };
}
