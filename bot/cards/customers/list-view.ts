import type { CustomerFilter } from '../../../src/domain/customers/customer-filter.ts';
import { numberIn, textIn, type PressData } from '../../commands/press-data.ts';

/** The waiting times one may choose from, in days; the reminder leads to that of the settings, whatever it is. */
export const WAITING_DAYS = [7, 30, 90] as const;
const LONGEST_WAIT_DAYS = 3_650;

/** In place of a person's id: unassigned customers. */
export const NOBODY = 'nobody';
/** What an input says for the person who presses, and for no narrowing. */
export const ME = 'me';
export const ANY = 'any';

/** The card's inputs by id; each goes before what the button's own data says. */
export const FILTER_INPUTS = {
  assignee: 'assigneeFilter',
  waiting: 'waitingFilter',
  reseller: 'resellerFilter',
} as const;

/** What someone looks at in the list of unconfirmed customers; travels in its buttons. */
export interface ListView {
  /** From 1. */
  page: number;
  /** A person's id, or `nobody`. */
  assignee?: string | undefined;
  /** In days. */
  waiting?: number | undefined;
  reseller?: string | undefined;
  attention?: true | undefined;
  collected?: true | undefined;
  renew?: true | undefined;
  /** All customers of the organisation, where the conversation is about some of them only. */
  everyone?: true | undefined;
}

/** Reads a view from a press. What makes no sense counts as not said. */
export function listViewIn(data: PressData, viewerId: string): ListView {
  const said = (name: keyof typeof FILTER_INPUTS) => {
    const value = textIn(data, FILTER_INPUTS[name]) ?? textIn(data, name) ?? numberIn(data, name)?.toString();
    return value === ANY ? undefined : value;
  };
  const assignee = said('assignee');
  const days = Number(said('waiting'));
  const waiting = Number.isInteger(days) && days >= 1 && days <= LONGEST_WAIT_DAYS ? days : undefined;
  return {
    page: Math.max(1, numberIn(data, 'page') ?? 1),
    assignee: assignee === ME ? viewerId : assignee,
    waiting,
    reseller: said('reseller'),
    attention: isSaid(data.attention),
    collected: isSaid(data.collected),
    renew: isSaid(data.renew),
    everyone: isSaid(data.everyone),
  };
}

const isSaid = (value: unknown) => (value === true || value === 'true' ? true : undefined);

/** The customers a view lets through. */
export function filterOf(view: ListView, now: Date): CustomerFilter {
  const { assignee, waiting, reseller, attention, collected, renew } = view;
  return {
    ...(assignee !== undefined && { assigneeId: assignee === NOBODY ? null : assignee }),
    ...(waiting !== undefined && { waitingBefore: new Date(now.getTime() - waiting * 86_400_000) }),
    ...(reseller !== undefined && { resellerId: reseller }),
    ...(attention && { needsAttention: attention }),
    ...(collected && { hasCollected: collected }),
    ...(renew && { toRenew: renew }),
  };
}

export const isNarrowed = ({ assignee, waiting, reseller, attention, collected, renew }: ListView): boolean =>
  [assignee, waiting, reseller, attention, collected, renew].some((each) => each !== undefined);

/** A view as a button's data: only what is said. */
export function viewData(view: ListView): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(view).filter(([, value]) => value !== undefined) as [string, string | number | boolean][],
  );
}
