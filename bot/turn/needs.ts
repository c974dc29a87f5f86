import type { AgreementType } from '../../src/domain/confirming/agreement.ts';
import type { ConfirmationRoute } from '../../src/domain/confirming/route.ts';
import type { AcceptancesValidFrom } from '../../src/domain/customers/renewal.ts';
import type { WantedConversation } from '../../src/domain/conversations/appointment.ts';
import type { EscalationRule } from '../../src/domain/reminding/escalation.ts';
import type { PermissionLists } from '../../src/domain/rights/permission.ts';
import type { Faq } from '../../src/faq/open-faq.ts';
import type { Logger } from '../../src/logger.ts';
import type { Clock, IdSource } from '../../src/use-cases/ports/clock.ts';
import type { Messenger } from '../../src/use-cases/ports/messenger.ts';
import type { Database } from '../../src/use-cases/ports/stores.ts';
import type { AnswerNotes } from './answer-notes.ts';
import type { AnsweredMessages } from './answered-messages.ts';
import type { CustomerChecks } from './customer-checks.ts';
import type { Cards } from '../cards/kit/cards.ts';
import type { FileTransfer } from '../teams/file-transfer.ts';
import type { LinkedFiles } from '../playground/linked-files.ts';
import type { KnownConversations } from './known-conversations.ts';
import type { KnownNames } from './known-names.ts';

/** What the handlers work with; each names the part it uses. */
export interface BotNeeds {
  database: Database;
  cards: Cards;
  faq: Faq;
  messenger: Messenger;
  conversations: KnownConversations;
  names: KnownNames;
  answerNotes: AnswerNotes;
  checks: CustomerChecks;
  answeredMessages: AnsweredMessages;
  files: FileTransfer;
  /** What only a bot has beside the Playground. */
  besidePlayground?: { linkedFiles: LinkedFiles } | undefined;
  permissions: PermissionLists;
  agreementType: AgreementType;
  confirmationRoute: ConfirmationRoute;
  acceptancesValidFrom: AcceptancesValidFrom;
  /** The conversation that is asked what the bot cannot answer. */
  expertConversation: WantedConversation;
  escalation: EscalationRule;
  clock: Clock;
  ids: IdSource;
  log: Logger;
}
