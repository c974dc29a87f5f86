import type { Generated } from 'kysely';
import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type {
  CollectedDetails,
  ConfirmationState,
  Outcome,
  UnclearPost,
  ViewData,
} from '../../domain/confirming/confirmation.ts';
import type { Language } from '../../domain/language.ts';
import type { JsonOrNull } from '../core/json-column.ts';

/** One row for each confirmation, whatever became of it. */
export interface ConfirmationTable {
  id: string;
  form_id: string;
  customer_id: string;
  agreement_type: AgreementType;
  state: Generated<ConfirmationState>;
  accepted_on: string;
  /** Encrypted; null once erased. */
  contact: Buffer | null;
  /** Outlives the contact. */
  contact_initials: Generated<string>;
  /** Of the e-mail address, as long as anything of the contact is kept. Also null where it has yet to be computed. */
  contact_hash: Buffer | null;
  /** An administrator asked for the contact's erasure while the confirmation was under way. */
  erase_asked_at: Date | null;
  submitted_by_id: string;
  submitted_by_name: string;
  submitted_at: Date;
  language: Language;
  conversation_id: string;
  activity_id: string | null;
  is_digest: boolean;
  /** The list or reminder that its form was opened from. */
  view: JsonOrNull<ViewData>;
  again: boolean;
  request_id: string;
  correlation_id: string;
  attempts: Generated<number>;
  first_attempt_at: Date | null;
  /** The instant of the last POST that may have arrived. */
  posted_at: Date | null;
  /** Since when readings show nothing of it. */
  nothing_since: Date | null;
  /** The refusal it was answered with, where an earlier POST may have arrived. */
  refusal: JsonOrNull<UnclearPost['refusal']>;
  /** Since when Partner Center answers that the account may not do this for the customer; no meaning once settled. */
  denied_at: Date | null;
  /** When a job must have begun the next try; no meaning once settled. */
  next_attempt_at: Date;
  identical_before: Generated<number>;
  outcome: JsonOrNull<Outcome>;
  settled_at: Date | null;
  /** The instant as ISO text, as JSON keeps it. */
  collected: JsonOrNull<Omit<CollectedDetails, 'at'> & { at: string }>;
  /** The import whose row it was. */
  import_id: string | null;
  /** The server's history in which it was recorded or last sent. */
  history: Generated<string>;
}
