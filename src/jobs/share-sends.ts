/**
 * Lets calls for the same key that come while one is under way share the next one. Each call resolves after a `work` that
 * began once it was made, so the job it asks for is there. Of those that share, the first one's `work` is done.
 */
export function shareSends(): (key: string, work: () => Promise<void>) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();

  async function begin(key: string, work: () => Promise<void>): Promise<void> {
    const run = work();
    running.set(key, run);
    try {
      await run;
    } finally {
      if (running.get(key) === run) running.delete(key);
    }
  }

  return (key, work) => {
    const next = waiting.get(key);
    if (next) return next;
    const current = running.get(key);
    if (!current) return begin(key, work);
    const shared = current
      .catch(() => undefined)
      .then(() => {
        waiting.delete(key);
        return begin(key, work);
      });
    waiting.set(key, shared);
    return shared;
  };
}
