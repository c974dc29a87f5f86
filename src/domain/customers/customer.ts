import type { CalendarDate } from '../time/calendar-date.ts';
import type { Refusal } from '../confirming/refusal.ts';
import { decodeEntities } from '../text/html-entities.ts';

/**
 * What the bot knows of a customer's agreement; `unknown` until it has asked Partner Center. `exempt`: in a national cloud,
 * where nothing can be confirmed.
 */
export type AgreementState = 'unknown' | 'unconfirmed' | 'confirmed' | 'exempt';

/** What a customer counts as; `left`: no longer a customer of this partner, whatever the agreement. */
export const CUSTOMER_STATES = ['unknown', 'unconfirmed', 'confirmed', 'exempt', 'left'] as const;

/**
 * How the bot learnt of a confirmation: by filing it, or by reading it from Partner Center. `direct`: the customer
 * accepted with Microsoft itself.
 */
export type ConfirmationRoute = 'bot' | 'partner-center' | 'direct';

export interface Person {
  /** Entra object id. */
  id: string;
  name: string;
}

/** An indirect reseller of this provider; `id` is its tenant id. */
export interface Reseller {
  id: string;
  name: string;
}

/** A pause in which reminders leave a customer out. On the day `until` they name it again. */
export interface CustomerPause {
  until: CalendarDate;
  by: Person;
}

/** A customer of this partner. `id` is the customer's tenant id. */
export interface Customer {
  id: string;
  name: string;
  domain: string;
  agreementState: AgreementState;
  /** When Partner Center was last asked; null before that. */
  checkedAt: Date | null;
  /** Since when the bot knows the customer as unconfirmed. */
  waitingSince: Date | null;
  confirmedAt: Date | null;
  /** Of the latest acceptance; with an unconfirmed customer, one that no longer counts. */
  acceptedOn: CalendarDate | null;
  confirmedVia: ConfirmationRoute | null;
  /** The person who confirmed, where that was with the bot. */
  confirmedBy: Person | null;
  assignee: Person | null;
  /**
   * The reseller through which a provider sells to this customer; null for the provider's own, and with a direct bill
   * partner.
   */
  reseller: Reseller | null;
  /**
   * Who last asked the customer to accept with Microsoft itself; absent when a person never did, and once it is
   * confirmed.
   */
  asked?: { by: Person; at: Date };
  /** Until which day reminders leave it out, and who chose that; absent when they do not. */
  pause?: CustomerPause;
  /** Why Partner Center tells nothing of this customer; absent when it does. */
  untold?: Refusal;
}

/** A customer, also one that has left. */
export interface CustomerRecord extends Customer {
  /** When the partner's list had it last. */
  listedAt: Date;
  /** Since when the partner no longer has it. */
  leftAt: Date | null;
}

/** A customer as Partner Center's list gives it. */
export interface ListedCustomer {
  id: string;
  name: string;
  domain: string;
}

/**
 * The numbers a team wants to see. `unknown` customers were not read yet and count in `total` only, `exempt` ones
 * nowhere.
 */
export interface Figures {
  total: number;
  confirmed: number;
  unconfirmed: number;
  /** Unconfirmed customers whose confirmation is on its way. */
  inProgress: number;
  /** Unconfirmed customers whose latest confirmation was refused or got no clear answer; none of those in progress. */
  attention: number;
  /** Unconfirmed customers for whom details wait to be released; also counted where else they belong. */
  collected: number;
  /** Unconfirmed customers whose acceptance no longer counts and has to be renewed; also counted where else they belong. */
  toRenew: number;
  unknown: number;
  oldestWaitingSince: Date | null;
}

/**
 * Folds a text as people search it: no accents, no case, no letters that keyboards lack, nothing invisible, single blanks.
 * Full-width, half-width and joined letters become plain ones.
 */
export function searchable(text: string): string {
  return decodeEntities(text)
    .replace(/[™℠]/g, ' ')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđðþıς]/g, (letter) => TYPED_AS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Letters that no accent can be taken from, and what people type for them. */
const TYPED_AS: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};
