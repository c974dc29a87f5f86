import { isAboutUnconfirmed, type CustomerFilter } from '../../../src/domain/customers/customer-filter.ts';
import type { Customer, Person } from '../../../src/domain/customers/customer.ts';
import type { About } from '../../cards/customers/digest-about.ts';
import { UNCONFIRMED_PAGE_SIZE, unconfirmedCard } from '../../cards/customers/unconfirmed.ts';
import { filterOf, isNarrowed, NOBODY, type ListView } from '../../cards/customers/list-view.ts';
import { QUICK_FILTERS, withQuickFilter, type QuickCounts } from '../../cards/customers/quick-filters.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { mayDo } from '../permission.ts';
import { customersBehind } from './customers-here.ts';
import { viewerOf } from './progress.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'agreementType' | 'clock' | 'escalation' | 'permissions'>;

/** How many pages people can turn: customers that wait longest come first, and there are filters. */
const DEEPEST_PAGE = 1_000;
/** How far customers are counted where no count is kept. */
const COUNTED = DEEPEST_PAGE * UNCONFIRMED_PAGE_SIZE;
/** How many people and resellers the filters offer. */
const CHOICES = 15;

/** The customers still unconfirmed, most urgent first, one page. */
export async function listUnconfirmed(needs: Needs, turn: Turn): Promise<Answer> {
  return listAnswer(needs, turn, { page: 1 });
}

/** The customers still unconfirmed that are assigned to the person who asks. */
export async function listMine(needs: Needs, turn: Turn): Promise<Answer> {
  return listAnswer(needs, turn, { page: 1, assignee: turn.person.id });
}

/** The page of a view, or the last one that exists, with what just happened above it. */
export async function listAnswer(needs: Needs, turn: Turn, wanted: ListView, note?: string): Promise<Answer> {
  const { database, cards, clock } = needs;
  const { customers } = database;
  const now = clock.now();
  const behind = await customersBehind(needs, turn, wanted);
  const { filter, counted, most, isNear } = await searched(needs, {
    ...behind.customers,
    ...filterOf(wanted, now),
  });
  const [quick, people, resellers, reseller] = await Promise.all([
    quickCounts(needs, turn, wanted, behind),
    customers.byAssignee(CHOICES),
    customers.searchResellers('', CHOICES),
    wanted.reseller === undefined ? undefined : customers.findReseller(wanted.reseller),
  ]);
  const total = Math.min(counted, most - 1);
  const pages = Math.min(DEEPEST_PAGE, Math.max(1, Math.ceil(total / UNCONFIRMED_PAGE_SIZE)));
  const page = Math.min(wanted.page, pages);
  const offset = (page - 1) * UNCONFIRMED_PAGE_SIZE;
  const rows = await customers.unconfirmed(
    { offset, limit: UNCONFIRMED_PAGE_SIZE },
    filter,
    wanted.sort ?? 'waiting',
  );
  return card(
    unconfirmedCard(cards, turn.language, {
      view: { ...wanted, page, everyone: behind.isWider || undefined },
      pages,
      total,
      none: total === 0 ? await whyNone(needs, behind.customers) : undefined,
      isMore: counted > total,
      isNear,
      quick: total > 0 || isNarrowed(wanted) ? quick : {},
      about: isElsewhere(behind.about, wanted) ? undefined : behind.about,
      customers: await withNotes(needs, turn, wanted.attention ? await withFailures(needs, rows) : rows),
      viewer: viewerOf(turn),
      assignee: await personOf(needs, turn, wanted, people.top),
      reseller,
      people: people.top,
      resellers,
      hasTypeAhead: turn.hasTypeAhead && resellers.length === CHOICES,
      note,
      canExport: turn.conversation.kind === 'personal',
      now,
    }),
    { leadsBack: true },
  );
}

/**
 * Counts the customers of a filter. Where nothing fits a search as it was typed, those that are one typing mistake away
 * from it count.
 */
async function searched({ database }: Needs, exact: CustomerFilter) {
  const most = isAboutUnconfirmed(exact) ? COUNTED + 1 : Number.MAX_SAFE_INTEGER;
  const counted = await database.customers.countUnconfirmed(exact, most);
  if (counted > 0 || exact.named === undefined) return { filter: exact, counted, most, isNear: false };
  const near = { ...exact, nearly: true } as const;
  const countedNear = await database.customers.countUnconfirmed(near, most);
  return { filter: near, counted: countedNear, most, isNear: countedNear > 0 };
}

/** Counts how many customers each quick filter would leave of those that the rest of the view lets through. */
async function quickCounts(
  { database, clock }: Needs,
  { person }: Turn,
  view: ListView,
  { customers, about }: { customers: CustomerFilter; about: About },
): Promise<QuickCounts> {
  const now = clock.now();
  const counts = await Promise.all(
    // Where the view is about the person's own customers anyway, « mine » leaves them all.
    QUICK_FILTERS.filter((filter) => filter !== 'mine' || about.kind !== 'mine').map(async (filter) => {
      const left = { ...customers, ...filterOf(withQuickFilter(view, filter, person.id), now) };
      return [filter, Math.min(COUNTED, await database.customers.countUnconfirmed(left, COUNTED))] as const;
    }),
  );
  return Object.fromEntries(counts);
}

/**
 * Returns why a list is empty although not all are confirmed: no customers, or not all read. Undefined when all are
 * confirmed.
 */
async function whyNone(
  { database }: Needs,
  filter: CustomerFilter,
): Promise<'nobody' | 'reading' | undefined> {
  const { total, unknown } = await database.customers.figures(filter);
  if (total === 0) return 'nobody';
  return unknown > 0 ? 'reading' : undefined;
}

/** Whether a view looks past the customers that this place is about. */
function isElsewhere({ kind }: About, { assignee, reseller }: ListView): boolean {
  return kind === 'mine' ? assignee !== undefined : kind === 'reseller' && reseller !== undefined;
}

/** Adds how the customers' latest confirmations failed. */
async function withFailures({ database, agreementType }: Needs, customers: readonly Customer[]) {
  const ids = customers.map(({ id }) => id);
  const failures = await database.confirmations.failuresAmong(ids, agreementType);
  return customers.map((customer) => ({ ...customer, failure: failures.get(customer.id) }));
}

/** Adds what colleagues noted about the customers, for a reader who may see that and reads alone. */
async function withNotes<Row extends Customer>(needs: Needs, turn: Turn, customers: readonly Row[]) {
  if (!turn.isPrivate) return customers;
  const notes = await needs.database.asides.notes(customers.map(({ id }) => id));
  if (notes.size === 0 || !(await mayDo(needs, turn, 'confirm'))) return customers;
  return customers.map((customer) => ({ ...customer, colleagueNote: notes.get(customer.id)?.text }));
}

/** Returns the person whose customers a view shows, with their name. */
async function personOf(
  { database }: Needs,
  turn: Turn,
  { assignee }: ListView,
  people: readonly Person[],
): Promise<Person | undefined> {
  if (assignee === undefined || assignee === NOBODY) return undefined;
  if (assignee === turn.person.id) return turn.person;
  return people.find(({ id }) => id === assignee) ?? (await database.assignees.find(assignee));
}
