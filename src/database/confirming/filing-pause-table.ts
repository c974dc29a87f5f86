import type { Generated } from 'kysely';
import type { AccountReason } from '../../domain/confirming/confirmation.ts';

/** One row while filing is paused, and none otherwise. */
export interface FilingPauseTable {
  is_only: Generated<boolean>;
  reason: AccountReason;
  code: string;
  since: Date;
  told_at: Date | null;
}
