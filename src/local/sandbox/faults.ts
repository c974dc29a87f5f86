/** The calls the sandbox knows, by what they are for. */
export const ENDPOINTS = [
  'token',
  'customers',
  'customer',
  'template',
  'agreements',
  'confirm',
  'direct-acceptance',
  'relationships',
  'profile',
  'audit',
  'order',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

type Moment =
  /** In place of the call: nothing is carried out. */
  | 'instead'
  /** The call is carried out, its answer is lost or replaced. */
  | 'after'
  /** Its answer is lost, and it is carried out later. */
  | 'late'
  /** Looked up by the endpoint itself, where it makes a difference. */
  | 'within';

/** Every fault: when it strikes, and which calls it strikes unless told otherwise (null: every call but `token`). */
const FAULT_TABLE = {
  'stale-token': ['instead', null],
  'mfa-missing': ['instead', null],
  forbidden: ['instead', null],
  'forbidden-empty': ['instead', null],
  'no-relationship': ['instead', null],
  /** The customer's reseller has not accepted its own agreement with Microsoft. */
  'reseller-agreement-missing': ['instead', null],
  throttled: ['instead', null],
  'server-error': ['instead', null],
  unavailable: ['instead', null],
  silence: ['instead', null],
  'drop-before-write': ['instead', 'confirm'],
  'html-502-before-write': ['instead', 'confirm'],
  /** A page of a proxy or a firewall with any status, before the call reaches the service. */
  'proxy-page': ['instead', null],
  /** Successes with nothing in them, from something that stands before the service: nothing is written. */
  'hollow-success': ['instead', 'confirm'],
  'error-as-success': ['instead', 'confirm'],
  'page-as-success': ['instead', 'confirm'],
  slow: ['after', null],
  'conflict-after-write': ['after', 'confirm'],
  'server-error-after-write': ['after', 'confirm'],
  'drop-after-write': ['after', 'confirm'],
  'silence-after-write': ['after', 'confirm'],
  'html-502-after-write': ['after', 'confirm'],
  'proxy-page-after-write': ['after', 'confirm'],
  'hollow-success-after-write': ['after', 'confirm'],
  /** The connection is dropped at once; the call is carried out `delayMs` later by the service's clock, 20 s if not said. */
  'late-landing': ['late', 'confirm'],
  /** The list is as it was `delayMs` ago by the service's clock, 4 s if not said. */
  'lagging-list': ['within', 'agreements'],
  'forget-request-id': ['within', 'confirm'],
  'no-agreements-as-error': ['within', 'agreements'],
  'continuation-refused': ['within', 'customers'],
  /** The list ends after `listed` customers as if there were no more; after none if not said. */
  'short-list': ['within', 'customers'],
  'invalid-grant': ['instead', 'token'],
  'token-unavailable': ['instead', 'token'],
  'rotate-refresh-token': ['within', 'token'],
} as const satisfies Record<string, readonly [Moment, Endpoint | null]>;

export type FaultName = keyof typeof FAULT_TABLE;
export const FAULTS = Object.keys(FAULT_TABLE) as [FaultName, ...FaultName[]];

export interface FaultOrder {
  fault: FaultName;
  /** How many matching calls it strikes; 1. */
  times?: number;
  endpoint?: Endpoint;
  customerId?: string;
  /** For `throttled` and `unavailable`. */
  retryAfterSeconds?: number;
  /** Of a `short-list`, which is one page. */
  listed?: number;
  /** How long to wait before answering, for the faults that answer; how far behind, for those that are late. */
  delayMs?: number;
  /** Of a `proxy-page`; 403. */
  status?: number;
}

export interface FaultQueue {
  order(fault: FaultOrder): void;
  /** Uses up the first fault that strikes this call as a whole. */
  take(endpoint: Endpoint, customerId: string | undefined): StrikingFault | undefined;
  /** Uses up one fault of a name that its endpoint heeds itself; undefined when there was none. */
  takeWithin(fault: FaultName, endpoint: Endpoint, customerId?: string): FaultOrder | undefined;
  pending(): FaultOrder[];
  clear(): void;
}

export type StrikingFault = FaultOrder & { moment: 'instead' | 'after' | 'late' };

/** Faults waiting for the calls they are meant for, first ordered first used. */
export function createFaultQueue(): FaultQueue {
  let queue: (FaultOrder & { times: number })[] = [];

  function use(matches: (fault: FaultOrder) => boolean): FaultOrder | undefined {
    const found = queue.find(matches);
    if (!found) return undefined;
    found.times -= 1;
    if (found.times <= 0) queue = queue.filter((each) => each !== found);
    return found;
  }

  return {
    order: (fault) => void queue.push({ times: 1, ...fault }),
    take: (endpoint, customerId) => {
      const found = use(
        (each) => FAULT_TABLE[each.fault][0] !== 'within' && strikes(each, endpoint, customerId),
      );
      const moment: Moment | undefined = found && FAULT_TABLE[found.fault][0];
      return found && moment !== undefined && moment !== 'within' ? { ...found, moment } : undefined;
    },
    takeWithin: (fault, endpoint, customerId) =>
      use((each) => each.fault === fault && strikes(each, endpoint, customerId)),
    pending: () => queue.map((each) => ({ ...each })),
    clear: () => (queue = []),
  };
}

function strikes(fault: FaultOrder, endpoint: Endpoint, customerId: string | undefined): boolean {
  if (fault.customerId !== undefined && fault.customerId !== customerId) return false;
  const meant = fault.endpoint ?? FAULT_TABLE[fault.fault][1];
  return meant === null ? endpoint !== 'token' : meant === endpoint;
}
