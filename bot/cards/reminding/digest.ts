import { z } from 'zod';
import { daysBetween } from '../../../src/domain/time/calendar-date.ts';
import type { Digest } from '../../../src/domain/reminding/delivery.ts';
import type { Escalation, EscalationGroup } from '../../../src/domain/reminding/escalation.ts';
import type { ReminderHalt } from '../../../src/domain/reminding/reminder.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { ME, viewData } from '../customers/list-view.ts';
import { customerRow, rowOf, type WaitingCustomer } from '../customers/customer-row.ts';
import { aboutLine, scopeKind, type About } from '../customers/digest-about.ts';
import { chartSlices, inDigits, slicesOf } from '../kit/figures-chart.ts';
import { haltData, haltOf } from './halt-line.ts';
import { markUserText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

/** Customers named on one digest. */
export const DIGEST_CUSTOMER_LIMIT = 5;

export interface DigestInput {
  digest: Pick<Digest, 'unconfirmed' | 'total' | 'previousUnconfirmed' | 'newcomers'>;
  /** The customers named, most urgent first; shown up to five. */
  customers: readonly WaitingCustomer[];
  oldestWaitingSince: Date | null;
  /** Whose customers are counted; everyone's when not said. */
  about?: About | undefined;
  /** The one person who reads it, where no one else does. */
  readerId?: string | undefined;
  /** Only where customers that wait too long are told. */
  escalation?: Escalation | undefined;
  /** What keeps the next one from coming. */
  halt?: ReminderHalt | undefined;
  now: Date;
}

const count = z.int().nonnegative();

const digestData = z.object({
  unconfirmed: count,
  total: count,
  figures: z.record(z.string(), z.string()),
  scope: scopeKind,
  about: z.string().optional(),
  change: count,
  direction: z.enum(['first', 'fewer', 'more', 'same']),
  newcomers: count,
  days: count.optional(),
  slices: chartSlices,
  rows: z.array(customerRow).max(DIGEST_CUSTOMER_LIMIT),
  /** The list that holds the rest. */
  all: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  halt: haltData.optional(),
  late: count.optional(),
  afterDays: count.optional(),
  lateGroups: z.array(z.object({ name: z.string(), line: z.string() })).optional(),
});

/**
 * The reminder: how many of how many are left, the most urgent with a button each, and the way to the rest. Without any
 * unconfirmed customer it needs an escalation to tell.
 */
export function digestCard(cards: Cards, language: Language, input: DigestInput): Card {
  const { digest, customers, oldestWaitingSince, about, readerId, now } = input;
  const { unconfirmed, total, previousUnconfirmed } = digest;
  const change = previousUnconfirmed === null ? 0 : unconfirmed - previousUnconfirmed;
  const viewer = readerId === undefined ? undefined : { id: readerId, isAlone: true };
  const data = digestData.parse({
    unconfirmed,
    total,
    figures: inDigits({ unconfirmed, total, others: total - unconfirmed }),
    scope: about?.kind ?? 'all',
    about: aboutLine(cards, language, about),
    change: Math.abs(change),
    direction: previousUnconfirmed === null ? 'first' : change < 0 ? 'fewer' : change > 0 ? 'more' : 'same',
    newcomers: digest.newcomers ?? 0,
    days: oldestWaitingSince ? daysBetween(oldestWaitingSince, now) : undefined,
    slices: slicesOf(cards, language, { unconfirmed, others: total - unconfirmed }),
    rows: customers
      .slice(0, DIGEST_CUSTOMER_LIMIT)
      .map((customer) => rowOf(cards, language, customer, now, viewer)),
    all: viewData({ page: 1, assignee: about?.kind === 'mine' ? ME : undefined }),
    halt: input.halt && haltOf(cards, language, input.halt, now),
    ...escalationData(cards, language, input),
  });
  return cards.render('digest', language, data);
}

function escalationData(cards: Cards, language: Language, { escalation, now }: DigestInput) {
  if (!escalation) return {};
  const { customers, afterDays, groups } = escalation;
  return {
    late: customers,
    afterDays,
    lateGroups: groups.map((group) => ({
      name: groupName(cards, language, group),
      line: cards.phrase(language, 'digest.lateLine', {
        customers: group.customers,
        days: daysBetween(group.oldestWaitingSince, now),
      }),
    })),
  };
}

function groupName(cards: Cards, language: Language, { kind, name }: EscalationGroup): string {
  if (kind === 'nobody') return cards.phrase(language, 'digest.lateNobody');
  if (name) return markUserText(name);
  return cards.phrase(language, kind === 'team' ? 'digest.lateTeam' : 'common.someone');
}
