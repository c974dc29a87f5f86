/** Does small pieces of work together that no person waits for. */
export interface Gatherer<Item> {
  add(item: Item): void;
  /** Resolves when everything added so far is done. */
  settle(): Promise<void>;
}

/**
 * Does the first piece at once and gathers what comes within `everyMs` after it, so that however much happens there is
 * little to do. The work must not throw; it is given at least one item, in the order they came.
 */
export function createGatherer<Item>(
  work: (items: readonly Item[]) => Promise<void>,
  everyMs: number,
): Gatherer<Item> {
  const waiting: Item[] = [];
  let working = Promise.resolve();
  let isGathering = false;

  const start = () => {
    const items = waiting.splice(0);
    if (items.length > 0) working = working.then(() => work(items));
    return items.length > 0;
  };
  const gather = () => {
    isGathering = start();
    if (isGathering) setTimeout(gather, everyMs).unref();
  };

  return {
    add(item) {
      waiting.push(item);
      if (!isGathering) gather();
    },
    async settle() {
      start();
      await working;
    },
  };
}
