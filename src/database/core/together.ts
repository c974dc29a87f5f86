import { isFault } from '../../domain/errors.ts';

/** How many items share one statement: with thirty values each, far from the 65,535 that the protocol allows. */
const MOST = 100;

/**
 * Lets calls that come while one is under way share the next. At a quiet time a call begins at once; at a busy one `work`
 * is done once for all that came. It gets one item to a hundred, and returns their results in the same order. When it
 * throws for several, each is done by itself, so that none fails because of another. When the database is away all fail
 * at once.
 */
export function together<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    resolve: (result: Result) => void;
    reject: (error: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let isWorking = false;

  const settle = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      for (const [place, { resolve }] of batch.entries()) resolve(results[place]!);
    } catch (error) {
      if (batch.length > 1 && !isAway(error)) for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(error);
    }
  };
  const workOff = async (): Promise<void> => {
    isWorking = true;
    while (waiting.length > 0) await settle(waiting.splice(0, MOST));
    isWorking = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isWorking) void workOff();
    });
}

const isAway = (error: unknown) => isFault(error, 'database-unavailable', 'outcome-unknown');
