import type { Generated } from 'kysely';
import type { AskState } from '../../domain/customers/ask.ts';
import type { Language } from '../../domain/language.ts';

/** One row for each person who asked a customer. */
export interface CustomerAskTable {
  customer_id: string;
  asker_id: string;
  asker_name: string;
  asked_at: Date;
  conversation_id: string;
  activity_id: string | null;
  language: Language;
  state: Generated<AskState>;
  state_since: Date;
  /** When the next try to tell the person may begin: Teams was too busy before. */
  not_before: Date | null;
}
