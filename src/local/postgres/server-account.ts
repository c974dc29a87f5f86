import { stat } from 'node:fs/promises';

/** The user PostgreSQL runs as; undefined: the one we are. */
export type ServerAccount = { uid: number; gid: number } | undefined;

/** Every Unix has this account, and nothing of value belongs to it. */
const NOBODY = { uid: 65_534, gid: 65_534 };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Whom to run PostgreSQL as. It refuses root, so root takes the owner of the files that are there already (an
 * ordinary start made them), else the account that owns nothing.
 */
export async function serverAccount(existingFiles: string): Promise<ServerAccount> {
  if (!isRoot()) return undefined;
  const owner = await stat(existingFiles).catch(() => undefined);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}
