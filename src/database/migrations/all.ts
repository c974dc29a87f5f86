import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { faqInChat } from './0002-faq-in-chat.ts';
import { directAcceptance } from './0003-direct-acceptance.ts';
import { exemptCustomers } from './0004-exempt-customers.ts';
import { contactInitials } from './0005-contact-initials.ts';
import { imports } from './0011-imports.ts';

/** Every migration in order. Once released, one is never edited: the next change is a new file. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-faq-in-chat': faqInChat,
  '0003-direct-acceptance': directAcceptance,
  '0004-exempt-customers': exemptCustomers,
  '0005-contact-initials': contactInitials,
  '0011-imports': imports,
};
