import type { Migration } from 'kysely/migration';
import type { Cipher } from '../encryption/cipher.ts';
import { firstTables } from './0001-first-tables.ts';
import { faqInChat } from './0002-faq-in-chat.ts';
import { directAcceptance } from './0003-direct-acceptance.ts';
import { exemptCustomers } from './0004-exempt-customers.ts';
import { contactInitials } from './0005-contact-initials.ts';
import { resellers } from './0006-resellers.ts';
import { collectedDetails } from './0007-collected-details.ts';
import { reminderScopes } from './0008-reminder-scopes.ts';
import { sharedBudgets } from './0009-shared-budgets.ts';
import { contactErasure } from './0010-contact-erasure.ts';
import { imports } from './0011-imports.ts';
import { assignmentAndStatus } from './0012-assignment-and-status.ts';
import { erasureInFiles } from './0013-erasure-in-files.ts';
import { keysInUse } from './0014-keys-in-use.ts';
import { quickFigures } from './0015-quick-figures.ts';
import { agreementOfStates } from './0016-agreement-of-states.ts';
import { unclearPosts } from './0017-unclear-posts.ts';
import { filingPause } from './0018-filing-pause.ts';
import { listingDoubt } from './0019-listing-doubt.ts';
import { listsToAsk } from './0029-lists-to-ask.ts';
import { serverHistory } from './0020-server-history.ts';
import { appointedConversations } from './0021-appointed-conversations.ts';
import { encryptedTexts } from './0022-encrypted-texts.ts';
import { homeChannels } from './0023-home-channels.ts';
import { foldedNames } from './0024-folded-names.ts';
import { askedCustomers } from './0025-asked-customers.ts';
import { renewals } from './0026-renewals.ts';
import { lastGoodSync } from './0027-last-good-sync.ts';
import { notesAndPauses } from './0028-notes-and-pauses.ts';
import { views } from './0030-views.ts';
import { deniedCustomers } from './0031-denied-customers.ts';
import { resellerDoubts } from './0032-reseller-doubts.ts';

/** The migrations that encrypt what was kept in the clear. */
export const encryptingMigrations = (cipher: Cipher | undefined): Record<string, Migration> => ({
  '0022-encrypted-texts': encryptedTexts(cipher),
});

/** Every migration in order. Once released, one is never edited: the next change is a new file. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-faq-in-chat': faqInChat,
  '0003-direct-acceptance': directAcceptance,
  '0004-exempt-customers': exemptCustomers,
  '0005-contact-initials': contactInitials,
  '0006-resellers': resellers,
  '0007-collected-details': collectedDetails,
  '0008-reminder-scopes': reminderScopes,
  '0009-shared-budgets': sharedBudgets,
  '0010-contact-erasure': contactErasure,
  '0011-imports': imports,
  '0012-assignment-and-status': assignmentAndStatus,
  '0013-erasure-in-files': erasureInFiles,
  '0014-keys-in-use': keysInUse,
  '0015-quick-figures': quickFigures,
  '0016-agreement-of-states': agreementOfStates,
  '0017-unclear-posts': unclearPosts,
  '0018-filing-pause': filingPause,
  '0019-listing-doubt': listingDoubt,
  '0020-server-history': serverHistory,
  '0021-appointed-conversations': appointedConversations,
  ...encryptingMigrations(undefined),
  '0023-home-channels': homeChannels,
  '0024-folded-names': foldedNames,
  '0025-asked-customers': askedCustomers,
  '0026-renewals': renewals,
  '0027-last-good-sync': lastGoodSync,
  '0028-notes-and-pauses': notesAndPauses,
  '0029-lists-to-ask': listsToAsk,
  '0030-views': views,
  '0031-denied-customers': deniedCustomers,
  '0032-reseller-doubts': resellerDoubts,
};
