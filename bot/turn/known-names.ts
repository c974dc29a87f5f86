import { LRUCache } from 'lru-cache';

/** How many names are remembered; the one shown longest ago is forgotten first. */
const KEPT = 10_000;

/** Names of customers and resellers that people were shown lately, for cards that must do without the database. */
export interface KnownNames {
  note(named: readonly { id: string; name: string }[]): void;
  /** The name shown last with an id; undefined when this process showed none lately. */
  of(id: string): string | undefined;
}

export function createKnownNames(): KnownNames {
  const names = new LRUCache<string, string>({ max: KEPT });
  return {
    note(named) {
      for (const { id, name } of named) {
        names.set(id, name);
      }
    },
    of: (id) => names.get(id),
  };
}
