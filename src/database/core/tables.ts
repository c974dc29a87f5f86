import type {
  FaqFeedbackTable,
  FaqMissTable,
  FaqQuestionTable,
  FaqAnswerTable,
} from '../asking/asking-tables.ts';
import type { ColumnType, Generated } from 'kysely';
import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { Refusal } from '../../domain/confirming/refusal.ts';
import type { Purpose } from '../../domain/conversations/appointment.ts';
import type { ConversationKind } from '../../domain/conversations/conversation.ts';
import type { AgreementState, ConfirmationRoute } from '../../domain/customers/customer.ts';
import type { DeliveryKind, DeliveryState, Digest } from '../../domain/reminding/delivery.ts';
import type { CustomerAskTable } from '../customers/customer-ask-table.ts';
import type { LastGoodSyncTable, ListingDoubtTable } from '../customers/listing-tables.ts';
import type { CustomerNoteTable } from '../customers/customer-note-table.ts';
import type { FilingPauseTable } from '../confirming/filing-pause-table.ts';
import type {
  FileOfferTable,
  ImportErasureTable,
  ImportRowTable,
  ImportTable,
} from '../importing/import-tables.ts';
import type { ConfirmationTable } from '../confirming/confirmation-table.ts';
import type { Json } from './json-column.ts';
import type { Language } from '../../domain/language.ts';
import type { AuditAction } from '../../use-cases/ports/audit-store.ts';

/** The tables as the stores see them; `migrations/` creates them. */
export interface Tables {
  customers: CustomerTable;
  resellers: ResellerTable;
  customer_counts: CustomerCountTable;
  figures_by_day: DayFiguresTable;
  assignees: AssigneeTable;
  assignee_places: AssigneePlaceTable;
  confirmations: ConfirmationTable;
  conversations: ConversationTable;
  appointed_conversations: AppointedConversationTable;
  reminders: ReminderTable;
  deliveries: DeliveryTable;
  audit: AuditTable;
  faq_feedback: FaqFeedbackTable;
  faq_misses: FaqMissTable;
  faq_questions: FaqQuestionTable;
  faq_answers: FaqAnswerTable;
  secrets: SecretTable;
  shared_budgets: SharedBudgetTable;
  imports: ImportTable;
  import_rows: ImportRowTable;
  import_erasures: ImportErasureTable;
  file_offers: FileOfferTable;
  listing_doubt: ListingDoubtTable;
  last_good_sync: LastGoodSyncTable;
  agreement_of_states: AgreementOfStatesTable;
  filing_pause: FilingPauseTable;
  customer_asks: CustomerAskTable;
  customer_notes: CustomerNoteTable;
}

/** One row, and none before the first start. */
export interface AgreementOfStatesTable {
  is_only: Generated<boolean>;
  agreement_type: AgreementType;
  /** From which day on acceptances count; null: all of them. */
  valid_from: ColumnType<string | null, string | null | undefined>;
}

export interface CustomerTable {
  id: string;
  name: string;
  domain: string;
  /** The name's words as people search them, parted by one blank. */
  search_name: string;
  search_domain: string;
  agreement_state: Generated<AgreementState>;
  listed_at: Date;
  /** Since when the partner no longer has this customer. */
  left_at: Date | null;
  checked_at: Date | null;
  waiting_since: Date | null;
  confirmed_at: Date | null;
  /** Of the latest acceptance; with an unconfirmed customer, one that has to be renewed. */
  accepted_on: string | null;
  confirmed_via: ConfirmationRoute | null;
  confirmed_by_id: string | null;
  confirmed_by_name: string | null;
  assignee_id: string | null;
  assignee_name: string | null;
  reseller_id: string | null;
  /** When a listing of the reseller's customers last had this one. */
  reseller_seen_at: Date | null;
  /** Since when a confirmed customer had waited; null where it was found confirmed. */
  waited_since: Date | null;
  /** When the customer was last asked to accept with Microsoft itself, and by whom; null once it is confirmed. */
  asked_at: Date | null;
  asked_by_id: string | null;
  asked_by_name: string | null;
  /** Why Partner Center tells nothing of this customer; null when it does. */
  untold: Refusal | null;
  /** When a person last pressed to have it read at once. */
  check_begun_at: Date | null;
  /** On which day reminders name this customer again, when that day begins, and who chose it; null when they do now. */
  pause_ends_on: string | null;
  pause_ends_at: Date | null;
  paused_by_id: string | null;
  paused_by_name: string | null;
}

/** Changes in how many customers there are of a kind; their sum is the number. */
export interface CustomerCountTable {
  id: Generated<number>;
  kind: 'all' | 'reseller' | 'assignee';
  /** The reseller's or the assignee's id; empty for none. */
  key: string;
  /** A customer that has to renew its acceptance counts as unconfirmed too. */
  agreement_state: AgreementState | 'to-renew';
  n: number;
}

export interface DayFiguresTable {
  /** In UTC. */
  day: string;
  newly_confirmed: Generated<number>;
  /** These are null where the bot did not run that day. */
  total: number | null;
  unconfirmed: number | null;
  unknown: number | null;
}

export interface AssigneeTable {
  id: string;
  name: string;
  /** When Teams was last asked whether they are still there. */
  checked_on: string | null;
  /** The first day on which Teams no longer knew them. */
  missing_since: string | null;
  released_at: Date | null;
  /** How many of their customers were unassigned then. */
  released: Generated<number>;
}

export interface AssigneePlaceTable {
  assignee_id: string;
  conversation_id: string;
  /** As the roster of that conversation knows them. */
  teams_id: string;
  seen_at: Date;
}

export interface ResellerTable {
  id: string;
  name: string;
  /** The list of its customers that is not believed yet: when it was read, how many it lacked of how many. */
  doubted_since: Date | null;
  doubted_missing: number | null;
  doubted_known: number | null;
}

export interface ConversationTable {
  id: string;
  tenant_id: string;
  kind: ConversationKind;
  name: string | null;
  language: Language | null;
  installer_language: Language | null;
  time_zone: string | null;
  reference: Json<unknown>;
  /** Null while the bot may speak there. */
  unreachable_reason: string | null;
  unreachable_since: Date | null;
  /** When the bot greeted here after it was last installed. */
  welcomed_at: Date | null;
  /** Whose chat it is, where it is one person's. */
  person_id: string | null;
  /** The team whose home this channel is, where it was picked for that. */
  home_of_team: string | null;
}

/** Conversations that administrators have set apart. */
export interface AppointedConversationTable {
  purpose: Purpose;
  conversation_id: string;
  appointed_by_id: string;
  appointed_at: Date;
}

export interface ReminderTable {
  conversation_id: string;
  is_on: boolean;
  days: Json<number[]>;
  hour: number;
  time_zone: string;
  due_at: Date | null;
  snoozed_until: Date | null;
  /** Key of the customers it is about. */
  scope: Generated<string>;
  /** When a person last chose these settings. */
  chosen_at: Date | null;
  /** Whose chat it is, where it is one person's. */
  reader_id: string | null;
  /** When the reminders were last switched or paused, and by whom. */
  switched_at: Date | null;
  switched_by_id: string | null;
  switched_by_name: string | null;
}

export interface DeliveryTable {
  id: string;
  conversation_id: string;
  kind: DeliveryKind;
  period: string;
  state: Generated<DeliveryState>;
  digest: Json<Digest>;
  /** The digest's stated number, for the index. */
  unconfirmed: ColumnType<number, never, never>;
  activity_id: string | null;
  posted_at: Date | null;
  /** The latest one its conversation has, whose number must stay right. */
  is_standing: Generated<boolean>;
  /** Activity id of the digest that took its place, while this one still has its buttons. */
  replaced_by: string | null;
  touched_at: Date;
}

export interface AuditTable {
  id: Generated<number>;
  at: Date;
  actor_id: string | null;
  actor_name: string | null;
  action: AuditAction;
  customer_id: string | null;
  confirmation_id: string | null;
  details: Json<Record<string, string | number | boolean>>;
}

export interface SecretTable {
  name: string;
  value: Buffer;
}

/** A budget that all processes share. Only SQL text reads `budget_holders` and `budget_leases` beside it. */
export interface SharedBudgetTable {
  budget: string;
  next_at: Date;
  paused_until: Date;
}
