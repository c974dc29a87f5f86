import { z } from 'zod';
import type { Breakdown } from '../../../src/domain/customers/breakdown.ts';
import type { Figures } from '../../../src/domain/customers/customer.ts';
import type { FilingPause } from '../../../src/domain/confirming/filing-pause.ts';
import type { AppointmentDoubt } from '../../../src/domain/conversations/appointment.ts';
import type { Language } from '../../../src/domain/language.ts';
import { weeksLeft, type TrendWeek } from '../../../src/domain/customers/trend.ts';
import type { Cards } from '../kit/cards.ts';
import { customerRow, rowOf, type WaitingCustomer } from './customer-row.ts';
import { momentOf } from '../kit/dates.ts';
import { NOBODY, viewData } from './list-view.ts';
import { aboutLine, type About } from './digest-about.ts';
import { chartSlices, inDigits, slicesOf } from '../kit/figures-chart.ts';
import { trendChart, trendOf } from '../kit/trend-chart.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface StatusInput {
  figures: Omit<Figures, 'oldestWaitingSince'>;
  /** Those waiting longest, first; shown up to three. */
  oldest: readonly WaitingCustomer[];
  /** Oldest week first; empty where nothing was noted yet. */
  trend?: readonly TrendWeek[];
  resellers?: Breakdown;
  people?: Breakdown;
  /** How many of the unconfirmed were asked to accept; undefined where customers are not asked. */
  asked?: number | undefined;
  /** Unconfirmed customers that are unassigned. */
  nobodys?: number;
  /** The people who left, and how many customers each had. */
  released?: readonly { name: string; customers: number }[];
  /** How many customers are missing from the latest list, while the bot does not believe it yet. */
  missing?: number | undefined;
  /** Why and since when filing is paused, where the partner's own account is at fault. */
  pause?: Pick<FilingPause, 'reason' | 'since'> | undefined;
  /** The reader's; UTC when not given. */
  timeZone?: string | undefined;
  /** Conversations in the settings that are not used, and why. */
  appointmentDoubts?: readonly AppointmentDoubt[];
  /** Whose customers are counted; everyone's when not said. */
  about?: About | undefined;
  now: Date;
}

/** How many resellers and people are named; the others are counted. */
export const SHARES_SHOWN = 3;
const OLDEST_LIMIT = 3;
const count = z.int().nonnegative();
/** `title`, `data`: what a press on the row opens. */
const shares = z
  .array(
    z.object({
      name: userText,
      line: z.string(),
      title: z.string(),
      data: z.record(z.string(), z.union([userText, z.number(), z.boolean()])),
    }),
  )
  .max(SHARES_SHOWN + 1);

const statusData = z.object({
  about: z.string().optional(),
  total: count,
  confirmed: count,
  unconfirmed: count,
  inProgress: count,
  attention: count,
  collected: count,
  toRenew: count,
  asked: count.optional(),
  failing: z.string().optional(),
  unknown: count,
  read: count,
  figures: z.record(z.string(), z.string()),
  missing: count.optional(),
  paused: z.string().optional(),
  allDone: z.boolean(),
  slices: chartSlices,
  pace: z.string().optional(),
  trend: trendChart.optional(),
  resellers: shares,
  moreResellers: count,
  people: shares,
  morePeople: count,
  released: z.array(z.object({ line: z.string() })),
  appointments: z.array(z.object({ line: z.string() })),
  oldest: z.array(customerRow).max(OLDEST_LIMIT),
});

/**
 * The figures of this conversation at a glance. `inProgress`, `attention`, `collected` and `toRenew` are among the
 * unconfirmed.
 */
export function statusCard(cards: Cards, language: Language, input: StatusInput): Card {
  const {
    figures,
    oldest,
    trend = [],
    resellers = NO_SHARES,
    people = NO_SHARES,
    released = [],
    now,
  } = input;
  const weeks = weeksLeft(trend, figures.unconfirmed);
  const data = statusData.parse({
    ...figures,
    about: aboutLine(cards, language, input.about),
    asked: input.asked,
    missing: input.missing,
    paused: input.pause && pauseLine(cards, language, input.pause, input.timeZone),
    failing: failingLine(cards, language, input),
    read: figures.total - figures.unknown,
    figures: inDigits(figures),
    allDone: figures.total > 0 && figures.unconfirmed === 0 && figures.unknown === 0,
    slices: slicesOf(cards, language, {
      ...figures,
      unconfirmed: Math.max(0, figures.unconfirmed - figures.inProgress - figures.attention),
    }),
    pace: weeks === undefined ? undefined : cards.phrase(language, 'status.pace', { weeks }),
    trend: trendOf(cards, language, trend),
    resellers: sharesOf(cards, language, resellers, 'reseller'),
    moreResellers: resellers.more + beyond(resellers),
    people: [...sharesOf(cards, language, people, 'assignee'), ...nobodysShare(cards, language, input)],
    morePeople: people.more + beyond(people),
    released: released.map(({ name, customers }) => ({
      line: cards.phrase(language, 'status.released', { name, customers }),
    })),
    appointments: (input.appointmentDoubts ?? []).map(({ purpose, why }) => ({
      line: cards.phrase(language, `status.${purpose}-${why}`),
    })),
    oldest: oldest
      .slice(0, OLDEST_LIMIT)
      .map((customer) => rowOf(cards, language, customer, now, undefined, oldest)),
  });
  return cards.render('status', language, data);
}

/** Names the customers whose next orders will fail: those waiting longest by name, the others by number. */
function failingLine(
  cards: Cards,
  language: Language,
  { figures: { unconfirmed }, oldest }: StatusInput,
): string | undefined {
  const named = oldest.slice(0, OLDEST_LIMIT).map(({ name }) => name);
  if (unconfirmed === 0 || named.length === 0) return undefined;
  const others = Math.max(0, unconfirmed - named.length);
  const names = others > 0 ? named.join(', ') : LISTS[language].format(named);
  return cards.phrase(language, 'status.failing', { names, others, unconfirmed });
}

const LISTS = {
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
  fr: new Intl.ListFormat('fr-FR', { type: 'conjunction' }),
};

function pauseLine(
  cards: Cards,
  language: Language,
  { reason, since }: Pick<FilingPause, 'reason' | 'since'>,
  timeZone: string | undefined,
): string {
  const values = { reason: cards.phrase(language, `account-faults.${reason}`) };
  return cards.phrase(language, 'status.paused', { ...values, since: momentOf(language, since, timeZone) });
}

const NO_SHARES: Breakdown = { top: [], more: 0 };

/** How many people or resellers have no room on the card. */
const beyond = ({ top }: Breakdown) => Math.max(0, top.length - SHARES_SHOWN);

const SHARE_TITLES = { assignee: 'status.seePerson', reseller: 'status.seeReseller' } as const;

/** Rows that lead to the unconfirmed customers of one person or one reseller. */
function sharesOf(
  cards: Cards,
  language: Language,
  { top }: Breakdown,
  filter: keyof typeof SHARE_TITLES,
): z.input<typeof shares> {
  return top.slice(0, SHARES_SHOWN).map(({ id, name: said, unconfirmed, total }) => {
    const name = said || cards.phrase(language, 'common.someone');
    return {
      name,
      line: cards.phrase(language, 'status.share', { share: unconfirmed, all: total }),
      title: cards.phrase(language, SHARE_TITLES[filter], { name }),
      data: viewData({ page: 1, [filter]: id }),
    };
  });
}

/** The row of the unassigned customers, below those of people. */
function nobodysShare(
  cards: Cards,
  language: Language,
  { people, nobodys = 0 }: StatusInput,
): z.input<typeof shares> {
  if (!people?.top.length || nobodys === 0) return [];
  const name = cards.phrase(language, 'unconfirmed.nobody');
  const title = cards.phrase(language, 'status.seeUnassigned');
  return [{ name, line: String(nobodys), title, data: viewData({ page: 1, assignee: NOBODY }) }];
}
