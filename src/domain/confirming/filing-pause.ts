import type { AccountReason, Confirmation } from './confirmation.ts';

/** A pause of all filing, because the partner's own account is not let in or may not confirm. */
export interface FilingPause {
  reason: AccountReason;
  /** Partner Center's own, for support. */
  code: string;
  since: Date;
  /** When administrators were told; null before that. */
  toldAt: Date | null;
}

/**
 * Why an open confirmation takes longer than usual: the bot is checking whether its POST arrived, or an administrator has
 * to mend the account.
 */
export type Waiting = 'checking' | 'administrator';

/** Returns what an open confirmation waits for; undefined in the normal course. */
export function waitingFor(
  { post, deniedAt }: Pick<Confirmation, 'post' | 'deniedAt'>,
  pause: FilingPause | undefined,
): Waiting | undefined {
  if (pause ?? deniedAt) return 'administrator';
  return post?.nothingSince ? 'checking' : undefined;
}
