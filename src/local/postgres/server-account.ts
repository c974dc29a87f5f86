import { stat } from 'node:fs/promises';

/** The user PostgreSQL runs as; undefined for the user of this process. */
export type ServerAccount = { uid: number; gid: number } | undefined;

/** Every Unix has this account, and nothing of value belongs to it. */
const NOBODY = { uid: 65_534, gid: 65_534 };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Returns the user to run PostgreSQL as. It refuses root, so root takes the owner of files that an ordinary start made, else
 * the account that owns nothing.
 */
export async function serverAccount(existingFiles: string): Promise<ServerAccount> {
  if (!isRoot()) return undefined;
  const owner = await stat(existingFiles).catch(() => undefined);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}
