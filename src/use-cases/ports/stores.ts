import type { AsideStore } from './aside-store.ts';
import type { AskStore } from './ask-store.ts';
import type { AssigneeStore } from './assignee-store.ts';
import type { AuditStore } from './audit-store.ts';
import type { ConfirmationStore, NewConfirmation } from './confirmation-store.ts';
import type { ContactStore } from './contact-store.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { CustomerStore } from './customer-store.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { FaqStore } from './faq-store.ts';
import type { FilingPauseStore } from './filing-pause-store.ts';
import type { FileOfferStore, ImportStore } from './import-store.ts';
import type { Job, JobSender } from './jobs.ts';
import type { QuestionStore } from './question-store.ts';
import type { ReminderStore } from './reminder-store.ts';
import type { ScopeStore } from './scope-store.ts';

/** All stores and the job sender over one connection or one transaction. */
export interface Stores {
  customers: CustomerStore;
  scopes: ScopeStore;
  confirmations: ConfirmationStore;
  filingPause: FilingPauseStore;
  contacts: ContactStore;
  conversations: ConversationStore;
  reminders: ReminderStore;
  deliveries: DeliveryStore;
  audit: AuditStore;
  faq: FaqStore;
  questions: QuestionStore;
  assignees: AssigneeStore;
  asks: AskStore;
  asides: AsideStore;
  imports: ImportStore;
  fileOffers: FileOfferStore;
  jobs: JobSender;
}

/** The database: the stores, and transactions for what must happen together or not at all. */
export interface Database extends Stores {
  /**
   * Rolls back and rethrows when the work throws. Throws AppError `database-unavailable` when it cannot be reached, and
   * `outcome-unknown` when it did not say whether it committed.
   */
  transaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
  /**
   * Records one confirmation and promises its next job, in one transaction that confirmations of the same moment share.
   * False when nothing was written. Throws like `transaction`, and AppError `record-held` when other work holds a row that
   * this one needs.
   */
  recordWithJob(confirmation: NewConfirmation, job: Job): Promise<boolean>;
}
