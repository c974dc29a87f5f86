import fc from 'fast-check';
import { FAULTS, type Endpoint, type FaultName, type FaultOrder } from '../../src/local/sandbox/faults.ts';
import type { Death } from '../use-cases/mortal-needs.ts';

/** Something that happens to the bot or around it; people, customers, forms and processes are known by number. */
export type Step =
  | {
      do: 'press';
      form: number;
      customer: number;
      again: boolean;
      person: number;
      contact: number;
      day: number;
    }
  | { do: 'confirm-on-page'; customer: number }
  | { do: 'fault'; order: FaultOrder }
  | { do: 'clear-faults' }
  /** One waiting job is worked on, by several where it was repeated; `kept`: it stays and will be repeated later. */
  | { do: 'work'; pick: number; kept: boolean; workers: Worker[] }
  | { do: 'lose-job'; pick: number }
  | { do: 'resume'; process: number }
  | { do: 'sync'; process: number; death: Death | null }
  | { do: 'restart'; process: number }
  | { do: 'leave' | 'return'; customer: number }
  /** All at the same moment. */
  | { do: 'together'; steps: Step[] }
  /** Never together with work: no process is suspended for longer than a call may take. */
  | { do: 'pass'; ms: number };

/**
 * Who works on a job: begins after a while, is slow to make its calls, may be paused before one of its steps for longer
 * than it has the confirmation, and may die of it. Milliseconds.
 */
export interface Worker {
  process: number;
  afterMs: number;
  lagMs: number;
  pausedAt: number | null;
  death: Death | null;
}

const CUSTOMERS = 3;
const FORMS = 8;
export const PROCESSES = 2;

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;

const upTo = (count: number) => fc.nat({ max: count - 1 });
/** The same again and again, for that is where mistakes are. */
const mostlyFirst = fc.constantFrom(0, 0, 0, 1);
const death = fc.option(
  fc.record({
    step: fc.integer({ min: 1, max: 6 }),
    when: fc.constantFrom<Death['when']>('before', 'after'),
  }),
  { freq: 3 },
);

const press = fc.record({
  do: fc.constant('press' as const),
  form: upTo(FORMS),
  customer: upTo(CUSTOMERS),
  again: fc.boolean(),
  person: upTo(2),
  contact: mostlyFirst,
  day: mostlyFirst,
});
const worker = fc.record({
  process: upTo(PROCESSES),
  afterMs: fc.constantFrom(0, 0, 15, 30, 45),
  lagMs: fc.constantFrom(0, 0, 15),
  pausedAt: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 6 }),
  death,
});
const work = fc.record({
  do: fc.constant('work' as const),
  pick: fc.nat({ max: 20 }),
  kept: fc.boolean(),
  workers: fc.array(worker, { minLength: 1, maxLength: 3 }),
});
const AFTER_WRITE = FAULTS.filter((name) => name.endsWith('-after-write'));
const BEFORE_WRITE: FaultName[] = ['drop-before-write', 'html-502-before-write', 'server-error', 'silence'];
const REFUSED: FaultName[] = ['mfa-missing', 'forbidden', 'forbidden-empty', 'throttled', 'unavailable'];

/** What stands between the bot and the service, and answers in its place: pages, and successes with nothing in them. */
const IN_BETWEEN: FaultName[] = [
  'proxy-page',
  'proxy-page-after-write',
  'hollow-success',
  'hollow-success-after-write',
  'error-as-success',
  'page-as-success',
];
/** A list that is behind, and a POST that lands after its answer. */
const BELATED: FaultName[] = ['lagging-list', 'late-landing'];
/** The partner's own account is refused. */
const SIGN_IN: FaultName[] = ['invalid-grant', 'mfa-missing', 'forbidden', 'forbidden-empty', 'stale-token'];

/** A pause asked for is short in most cases, for the budget waits it out. */
const order = (names: readonly FaultName[], endpoints: readonly Endpoint[]) =>
  fc.record({
    fault: fc.constantFrom(...names),
    endpoint: fc.constantFrom(...endpoints),
    times: fc.integer({ min: 1, max: 3 }),
    retryAfterSeconds: fc.constantFrom(0.01, 0.01, 120, 86_400, 250_000_000_000),
    delayMs: fc.constantFrom(1, 20),
    status: fc.constantFrom(400, 403, 404, 413, 502),
  });
/** Seconds and minutes of the service's clock, in place of the moment that other faults take. */
const belated = fc.record({
  fault: fc.constantFrom(...BELATED),
  times: fc.integer({ min: 1, max: 3 }),
  delayMs: fc.constantFrom(4 * SECOND, 20 * SECOND, 50 * SECOND),
});
/** What is rare in a year and dangerous comes often here; and everything else comes too. */
const fault = fc.record({
  do: fc.constant('fault' as const),
  order: fc.oneof(
    { weight: 4, arbitrary: order(AFTER_WRITE, ['confirm']) },
    { weight: 3, arbitrary: order(BEFORE_WRITE, ['confirm']) },
    { weight: 3, arbitrary: order(REFUSED, ['agreements']) },
    { weight: 3, arbitrary: order(IN_BETWEEN, ['confirm']) },
    { weight: 1, arbitrary: order(['proxy-page'], ['agreements', 'template', 'customers']) },
    { weight: 3, arbitrary: belated },
    { weight: 1, arbitrary: order(SIGN_IN, ['token', 'agreements', 'confirm']) },
    { weight: 3, arbitrary: order(FAULTS, ['confirm', 'agreements', 'template', 'customers', 'token']) },
  ),
});

const simple: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: press },
  { weight: 14, arbitrary: work },
  { weight: 6, arbitrary: fault },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose-job' as const), pick: fc.nat({ max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume' as const), process: upTo(PROCESSES) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('sync' as const), process: upTo(PROCESSES), death }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('confirm-on-page' as const), customer: upTo(CUSTOMERS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('leave' as const, 'return' as const),
      customer: upTo(CUSTOMERS),
    }),
  },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: simple },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('together' as const),
      steps: fc.array(simple, { minLength: 2, maxLength: 5 }),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(3 * SECOND, 41 * SECOND, 61 * SECOND, 61 * SECOND, 3_600 * SECOND, DAY),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const), process: upTo(PROCESSES) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'clear-faults' as const }) },
);

/**
 * A while in the life of the bot. `forgetful`: the service knows no request again, so that only reading back helps.
 * `skewsMs`: how far each process is from the database's time, of which it knows no more than an answer takes.
 */
export const story = fc.record({
  era: fc.constantFrom('cloud-2018' as const, 'customer-2021' as const),
  forgetful: fc.boolean(),
  skewsMs: fc.array(fc.constantFrom(0, 0, -1_500, 1_500), { minLength: PROCESSES, maxLength: PROCESSES }),
  steps: fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
});
export type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;
