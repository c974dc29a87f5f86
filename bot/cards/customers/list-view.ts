import type { CustomerFilter, CustomerOrder } from '../../../src/domain/customers/customer-filter.ts';
import type { ViewData } from '../../../src/domain/confirming/confirmation.ts';
import { flagIn, numberIn, textIn, type PressData } from '../../commands/press-data.ts';

/** The waiting times one may choose from, in days. The reminder may lead to another one, which the settings name. */
export const WAITING_DAYS = [7, 30, 90] as const;
const LONGEST_WAIT_DAYS = 3_650;

/** In place of a person's id: unassigned customers. */
export const NOBODY = 'nobody';
/** What an input says for the person who presses, and for no restriction. */
export const ME = 'me';
export const ANY = 'any';

/** How many letters of a search count: longer names are found by their beginning. */
const LONGEST_SEARCH = 80;

/** How the list can be sorted; by the waiting time where a view does not say. */
export const SORTS = ['name', 'assignee'] as const satisfies CustomerOrder[];
export const BY_WAITING = 'waiting' satisfies CustomerOrder;

/** The card's inputs by id. What an input says goes before the button's own data. */
const FILTER_INPUTS = {
  name: 'nameFilter',
  assignee: 'assigneeFilter',
  waiting: 'waitingFilter',
  reseller: 'resellerFilter',
  sort: 'sortFilter',
} as const;

/**
 * What a person looks at: the reminder of their conversation, or a page of the list of unconfirmed customers. It travels in
 * the buttons of its card and of every card that leads back to it.
 */
export interface ListView {
  /** Whether the view is the reminder; nothing else of the view counts then. */
  digest?: true | undefined;
  /** From 1. */
  page: number;
  /** A text that the customer's name or domain holds. */
  name?: string | undefined;
  sort?: (typeof SORTS)[number] | undefined;
  /** A person's id, or `nobody`. */
  assignee?: string | undefined;
  /** In days. */
  waiting?: number | undefined;
  reseller?: string | undefined;
  attention?: true | undefined;
  collected?: true | undefined;
  renew?: true | undefined;
  /** Whether it shows all customers of the organisation, where the conversation is about some of them only. */
  everyone?: true | undefined;
  /** Whether it was opened from the reminder, to which it leads back. */
  fromDigest?: true | undefined;
}

/** The reminder of a conversation, as a view to go back to. */
export const DIGEST_VIEW: ListView = { digest: true, page: 1 };

/** Reads a view from a press. Values that make no sense count as absent. */
export function listViewIn(data: PressData, viewerId: string): ListView {
  if (flagIn(data, 'digest')) return DIGEST_VIEW;
  const said = (name: keyof typeof FILTER_INPUTS) => {
    const value = textIn(data, FILTER_INPUTS[name]) ?? textIn(data, name) ?? numberIn(data, name)?.toString();
    return value === ANY ? undefined : value;
  };
  const sort = said('sort');
  const assignee = said('assignee');
  const days = Number(said('waiting'));
  const waiting = Number.isInteger(days) && days >= 1 && days <= LONGEST_WAIT_DAYS ? days : undefined;
  return {
    page: Math.max(1, numberIn(data, 'page') ?? 1),
    name: searchIn(data),
    sort: SORTS.find((each) => each === sort),
    assignee: assignee === ME ? viewerId : assignee,
    waiting,
    reseller: said('reseller'),
    attention: flagIn(data, 'attention') || undefined,
    collected: flagIn(data, 'collected') || undefined,
    renew: flagIn(data, 'renew') || undefined,
    everyone: flagIn(data, 'everyone') || undefined,
    fromDigest: flagIn(data, 'fromDigest') || undefined,
  };
}

/** Returns what a person searches for. An emptied input searches for nothing, whatever the button's data say. */
function searchIn(data: PressData): string | undefined {
  const typed = data[FILTER_INPUTS.name] ?? data.name;
  if (typeof typed !== 'string') return undefined;
  // Of an e-mail address only the domain is searched for, so that no person's address is kept.
  const oneLine = typed.replace(/\s+/g, ' ').trim().replace(/^\S*@/, '');
  return Array.from(oneLine).slice(0, LONGEST_SEARCH).join('').trim() || undefined;
}

/** Returns the view that a button came from, which its data carry; undefined where it came from none. */
export function viewBehind({ list }: PressData, viewerId: string): ListView | undefined {
  return typeof list === 'object' && list !== null ? listViewIn(list as PressData, viewerId) : undefined;
}

/** The customers a view lets through. */
export function filterOf(view: ListView, now: Date): CustomerFilter {
  const { name, assignee, waiting, reseller, attention, collected, renew } = view;
  return {
    ...(name !== undefined && { named: name }),
    ...(assignee !== undefined && { assigneeId: assignee === NOBODY ? null : assignee }),
    ...(waiting !== undefined && { waitingBefore: new Date(now.getTime() - waiting * 86_400_000) }),
    ...(reseller !== undefined && { resellerId: reseller }),
    ...(attention && { needsAttention: attention }),
    ...(collected && { hasCollected: collected }),
    ...(renew && { toRenew: renew }),
  };
}

export const isNarrowed = ({
  name,
  assignee,
  waiting,
  reseller,
  attention,
  collected,
  renew,
}: ListView): boolean =>
  [name, assignee, waiting, reseller, attention, collected, renew].some((each) => each !== undefined);

/** Returns a view as a button's data, without what is absent. */
export function viewData(view: ListView): ViewData {
  if (view.digest) return { digest: true };
  return Object.fromEntries(
    Object.entries(view).filter(([, value]) => value !== undefined) as [string, string | number | boolean][],
  );
}
