import type { FilingNeeds } from './confirming/filing-world.ts';

/** Where a process dies: before or after which of its steps outwards, a transaction counting as one. */
export interface Death {
  step: number;
  when: 'before' | 'after';
}

/** What is thrown in the place of a process that is gone. */
export class Killed extends Error {}

/**
 * The needs of a process that is killed on its way: what it did stays done, and nothing it would still do happens.
 * `steps` tells how far it came.
 */
export function mortalNeeds(needs: FilingNeeds, death: Death): FilingNeeds & { steps(): number } {
  const { database, partnerCenter } = needs;
  const { parts, steps } = mortalParts({ database, partnerCenter }, death);
  return { ...needs, ...parts, steps };
}

/** The needs of a process that is paused on its way, as by a signal: `sleep` passes the time before one of its steps. */
export function sleepyNeeds(needs: FilingNeeds, step: number, sleep: () => Promise<void>): FilingNeeds {
  const { database, partnerCenter } = needs;
  let steps = 0;
  const take = async <Result>(go: () => Promise<Result>): Promise<Result> => {
    steps += 1;
    if (steps === step) await sleep();
    return go();
  };
  return { ...needs, ...stepwise({ database, partnerCenter }, take) };
}

/** The same for other parts: every call of theirs is a step outwards. */
export function mortalParts<Parts extends Record<string, object>>(
  parts: Parts,
  death: Death,
): { parts: Parts; steps(): number } {
  let steps = 0;
  let dead = false;

  const die = (): never => {
    dead = true;
    throw new Killed('The process was killed');
  };
  async function take<Result>(step: () => Promise<Result>): Promise<Result> {
    if (dead) return die();
    steps += 1;
    const isLast = steps === death.step;
    if (isLast && death.when === 'before') return die();
    const result = await step();
    return isLast || dead ? die() : result;
  }
  return { parts: stepwise(parts, take), steps: () => steps };
}

/** Has every call of the parts taken by `take`. */
function stepwise<Part extends object>(
  part: Part,
  take: <Result>(step: () => Promise<Result>) => Promise<Result>,
): Part {
  return new Proxy(part, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value === 'function') {
        return (...given: unknown[]) =>
          take(() => (value as (...of: unknown[]) => Promise<unknown>)(...given));
      }
      return typeof value === 'object' && value !== null ? stepwise(value, take) : value;
    },
  });
}
