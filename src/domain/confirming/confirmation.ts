import type { Refusal } from './refusal.ts';
import type { AgreementType } from './agreement.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { Contact } from './contact.ts';
import type { Person } from '../customers/customer.ts';
import type { Language } from '../language.ts';

export const CONFIRMATION_STATES = [
  'collected',
  'recorded',
  'sending',
  'unclear',
  'confirmed',
  'refused',
  'attention',
] as const;
/**
 * collected: filled in by a reseller's person, not confirmed by a member yet. recorded: written, not sent. sending: a call
 * is under way. unclear: a call had no clear answer, and the agreements are to be read back. confirmed, refused: settled.
 * attention: the bot no longer tries, a person must look.
 */
export type ConfirmationState = (typeof CONFIRMATION_STATES)[number];

/** States of a confirmation still being worked on; a customer and agreement have at most one such row. */
export const OPEN_STATES = ['recorded', 'sending', 'unclear'] as const satisfies ConfirmationState[];

export function isOpen(state: ConfirmationState): boolean {
  return (OPEN_STATES as readonly ConfirmationState[]).includes(state);
}

/** Faults of the partner's own account: an administrator can mend them, and no confirmation is refused for them. */
const ACCOUNT_REASONS = [
  'sign-in-expired',
  'mfa-missing',
  'wrong-sign-in',
  'not-entitled',
  'partner-agreement-missing',
] as const satisfies Refusal[];
export type AccountReason = (typeof ACCOUNT_REASONS)[number];

export function isAccountReason(reason: Refusal): reason is AccountReason {
  return (ACCOUNT_REASONS as readonly Refusal[]).includes(reason);
}

/** How a confirmation ended. `how: 'found'`: it was confirmed there already, by another route. */
export type Outcome =
  | { kind: 'confirmed'; how: 'sent' | 'read-back' | 'found'; acceptedOn: CalendarDate }
  /** The customer signed with Microsoft itself, which does not tell when. */
  | { kind: 'confirmed'; how: 'found'; via: 'direct'; acceptedOn: null }
  | { kind: 'refused'; reason: Refusal; code: string }
  | { kind: 'attention'; reason: 'no-clear-answer' | 'not-reached' };

/** A POST that may have arrived, and what the readings after it have shown. */
export interface UnclearPost {
  /** The instant of the last one. */
  at: Date;
  /** When the first reading after it showed nothing; null before that. */
  nothingSince: Date | null;
  /** The refusal it was answered with, where an earlier POST may have arrived all the same. */
  refusal: { kind: 'refused'; reason: Refusal; code: string } | null;
}

/** The view a person came from, as buttons carry it. Only the code that draws cards reads it, and checks it. */
export type ViewData = Readonly<Record<string, string | number | boolean>>;

/** Where the message that held the form is, so that its outcome can be shown there. */
export interface CardPlace {
  conversationId: string;
  /** The message that held the form; null when unknown. */
  activityId: string | null;
  /**
   * Whether the outcome comes as a reply, for the message must stay: a digest, a form that another person used, or a card
   * its person left.
   */
  isDigest: boolean;
  /** The list or reminder that the form was opened from, if any, to go back to and on from. */
  view?: ViewData | undefined;
}

/** Who filled in details for a member to confirm, when, and where their form was. */
export interface CollectedDetails {
  by: Person;
  at: Date;
  language: Language;
  place: CardPlace;
}

/** One person's confirmation that a customer accepted. */
export interface Confirmation {
  id: string;
  formId: string;
  customerId: string;
  agreementType: AgreementType;
  state: ConfirmationState;
  acceptedOn: CalendarDate;
  /** Null once erased. */
  contact: Contact | null;
  /** The member who confirms; while the details are only collected, the person who filled them in. */
  submittedBy: Person;
  submittedAt: Date;
  language: Language;
  place: CardPlace;
  /** Whether it was made on purpose, although the customer was confirmed already. */
  again: boolean;
  /** The import whose row it was; absent for a form's. */
  importId?: string | undefined;
  /** `MS-RequestId`, the same through all tries. */
  requestId: string;
  correlationId: string;
  attempts: number;
  firstAttemptAt: Date | null;
  /** The last POST that may have arrived; null before the first one. */
  post: UnclearPost | null;
  /**
   * Since when Partner Center answers that the partner's account may not do this for the customer; null when it does not.
   */
  deniedAt: Date | null;
  /** How many agreements just like this one the customer had before the first POST; one more afterwards is ours. */
  identicalBefore: number;
  outcome: Outcome | null;
  /** Set where a person who may not confirm filled in the details. */
  collected: CollectedDetails | null;
}

/** A confirmation that has ended, as its customer's card lists it: of the contact only the initials. */
export interface PastConfirmation {
  id: string;
  submittedBy: Person;
  submittedAt: Date;
  acceptedOn: CalendarDate;
  /** Empty where they were not kept. */
  contactInitials: string;
  outcome: Outcome;
}
