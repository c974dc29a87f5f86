import { z } from 'zod';
import { daysBetween } from '../../../src/domain/time/calendar-date.ts';
import { DIGEST_NAMES, type Digest } from '../../../src/domain/reminding/delivery.ts';
import type { Escalation, EscalationGroup } from '../../../src/domain/reminding/escalation.ts';
import type { ReminderHalt } from '../../../src/domain/reminding/reminder.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { DIGEST_VIEW, ME, viewData } from '../customers/list-view.ts';
import { customerRow, rowOf, sideBySide, type WaitingCustomer } from '../customers/customer-row.ts';
import { aboutLine, scopeKind, type About } from '../customers/digest-about.ts';
import { capitalised } from '../kit/capitalised.ts';
import { pastDay } from '../kit/dates.ts';
import { chartSlices, slicesOf } from '../kit/figures-chart.ts';
import { haltData, haltOf } from './halt-line.ts';
import { markUserText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface DigestInput {
  digest: Pick<Digest, 'unconfirmed' | 'total' | 'previousUnconfirmed' | 'newcomers' | 'since'>;
  /** The customers named, most urgent first; shown up to five. */
  customers: readonly WaitingCustomer[];
  oldestWaitingSince: Date | null;
  /** Whose customers are counted; everyone's when not said. */
  about?: About | undefined;
  /** The one person who reads it, where no one else does. */
  readerId?: string | undefined;
  /** Given only in the conversation that is told of customers that wait too long. */
  escalation?: Escalation | undefined;
  /** What keeps the next one from coming. */
  halt?: ReminderHalt | undefined;
  /** What has just happened, as a finished text. */
  note?: string | undefined;
  now: Date;
  /** The conversation's; UTC when not given. */
  timeZone?: string | undefined;
}

const count = z.int().nonnegative();
const buttonData = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const digestData = z.object({
  unconfirmed: count,
  total: count,
  others: count,
  title: z.string(),
  line: z.string().optional(),
  said: z.string(),
  scope: scopeKind,
  about: z.string().optional(),
  note: z.string().optional(),
  why: z.string(),
  slices: chartSlices,
  rows: z.array(customerRow).max(DIGEST_NAMES),
  /** The list that holds the rest. */
  all: buttonData,
  /** The reminder itself as a view, for the buttons that lead away from it. */
  list: buttonData,
  halt: haltData.optional(),
  late: count.optional(),
  afterDays: count.optional(),
  lateGroups: z.array(z.object({ name: z.string(), line: z.string() })).optional(),
});

/**
 * The reminder: how many are left and since when, the most urgent with a button each, and the way to the rest. Without any
 * unconfirmed customer it needs an escalation to tell.
 */
export function digestCard(cards: Cards, language: Language, input: DigestInput): Card {
  const { digest, customers, about, readerId, note, now } = input;
  const { unconfirmed, total } = digest;
  const viewer = readerId === undefined ? undefined : { id: readerId, isAlone: true };
  const title = cards.phrase(language, 'digest.title', { unconfirmed });
  const line = lineOf(cards, language, input);
  const data = digestData.parse({
    unconfirmed,
    total,
    others: total - unconfirmed,
    title,
    line: line || undefined,
    said: sideBySide(title, line),
    scope: about?.kind ?? 'all',
    about: aboutLine(cards, language, about),
    note,
    why: cards.phrase(language, whyKey(input)),
    slices: slicesOf(cards, language, { others: total - unconfirmed, unconfirmed }),
    rows: customers
      .slice(0, DIGEST_NAMES)
      .map((customer) => rowOf(cards, language, customer, now, viewer, customers)),
    all: viewData({ page: 1, assignee: about?.kind === 'mine' ? ME : undefined, fromDigest: true }),
    list: viewData(DIGEST_VIEW),
    halt: input.halt && haltOf(cards, language, input.halt, now),
    ...escalationData(cards, language, input),
  });
  return cards.render('digest', language, data);
}

/** What has changed, how long the oldest waits and what that means, in one line; empty where no customer waits. */
function lineOf(cards: Cards, language: Language, input: DigestInput): string {
  const { digest, oldestWaitingSince, now } = input;
  const { unconfirmed, newcomers = 0 } = digest;
  if (unconfirmed === 0) return '';
  const days = oldestWaitingSince ? daysBetween(oldestWaitingSince, now) : 0;
  const line = sideBySide(
    changeOf(cards, language, input),
    newcomers > 0 ? cards.phrase(language, 'digest.newcomers', { newcomers }) : undefined,
    days > 0 ? cards.phrase(language, 'digest.oldest', { days }) : undefined,
    cards.phrase(language, 'digest.blocked', { unconfirmed }),
  );
  return capitalised(language, line);
}

/** How the number has changed since the reminder before; undefined for the first one. */
function changeOf(cards: Cards, language: Language, { digest, now, timeZone }: DigestInput) {
  const { unconfirmed, previousUnconfirmed, since } = digest;
  if (previousUnconfirmed === null) return undefined;
  const change = unconfirmed - previousUnconfirmed;
  const direction = change < 0 ? 'fewer' : change > 0 ? 'more' : 'same';
  const day =
    since === undefined
      ? cards.phrase(language, 'common.lastTime')
      : (pastDay(language, new Date(since), now, timeZone) ?? cards.phrase(language, 'common.earlierToday'));
  return cards.phrase(language, `digest.${direction}`, { change: Math.abs(change), day });
}

function whyKey({ about, readerId }: DigestInput) {
  if (about?.kind === 'mine') return 'digest.whyMine';
  return readerId === undefined ? 'digest.why' : 'digest.whyAlone';
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
