import { createHash } from 'node:crypto';
import type { Logger } from 'pino';

/** Where a rotated refresh token outlives the process. It is a secret: kept encrypted. */
export interface RefreshTokenStore {
  read(): Promise<string | null>;
  write(token: string): Promise<void>;
}

/** The refresh tokens worth trying, best first. */
export interface RefreshTokens {
  /** Undefined when the store cannot be read and nothing newer is known: then not even the setting's may be tried. */
  candidates(): Promise<string[] | undefined>;
  /** Keeps the token that a refresh gave in place of the one used. */
  keep(token: string): Promise<void>;
}

/**
 * Each refresh may give a new refresh token, which is kept with a fingerprint of the setting it descends from. When an
 * administrator signs in again and changes the setting, that new one counts and what was kept is forgotten.
 */
export function createRefreshTokens(initial: string, store: RefreshTokenStore, log: Logger): RefreshTokens {
  const origin = createHash('sha256').update(initial).digest('hex').slice(0, 16);
  let latest: string | null = null;

  return {
    candidates: async () => {
      try {
        const kept = tokenFrom(await store.read());
        return distinct([kept, latest, initial]);
      } catch (error) {
        log.warn({ reason: nameOf(error) }, 'The kept refresh token cannot be read');
        return latest === null ? undefined : distinct([latest, initial]);
      }
    },
    keep: async (token) => {
      if (token === latest) return;
      latest = token;
      try {
        await store.write(`${origin}.${token}`);
      } catch (error) {
        log.error(
          { reason: nameOf(error) },
          'A new refresh token could not be stored: it is kept in memory alone',
        );
      }
    },
  };

  function tokenFrom(kept: string | null): string | null {
    return kept?.startsWith(`${origin}.`) ? kept.slice(origin.length + 1) : null;
  }
}

function distinct(tokens: (string | null)[]): string[] {
  return [...new Set(tokens.filter((token) => token !== null))];
}

/** Returns only an error's name, for its message may quote the token. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
