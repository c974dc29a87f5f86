import type { Language } from '../language.ts';
import type { Person } from './customer.ts';

/**
 * `waiting`: the customer has not accepted. `telling`: a message to the person is under way. `told`: it arrived. `unknown`:
 * it may have arrived. `unreachable`: Teams takes no message for this person.
 */
export type AskState = 'waiting' | 'telling' | 'told' | 'unknown' | 'unreachable';

/** One person's asking of a customer to accept the agreement with Microsoft itself. */
export interface Ask {
  customerId: string;
  by: Person;
  at: Date;
  /** Where the button was pressed; `activityId`: the message that held it, null when unknown. */
  place: { conversationId: string; activityId: string | null };
  /** Of the card that was pressed. */
  language: Language;
}

/** How long a second press of the same person counts as the first: Teams repeats slow presses, people press twice. */
export const SAME_ASK_MS = 10 * 60_000;

/** How long one reading of a customer at a press serves all presses. */
export const CHECK_AGAIN_AFTER_MS = 10_000;

/**
 * The page on which a customer's administrator accepts the Customer Agreement with Microsoft itself. It is in no menu:
 * only this address leads there. Source: Microsoft's "Confirm customer acceptance" page.
 */
export const ACCEPTANCE_PAGE = 'https://admin.microsoft.com/AdminPortal/Home?ref=/BillingAccounts/agreement';
