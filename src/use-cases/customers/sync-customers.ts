import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { AcceptancesValidFrom } from '../../domain/customers/renewal.ts';
import { believeListing } from './believe-listing.ts';
import { readCustomerPages } from './customer-pages.ts';
import { patientReading, type PartnerCenterReading, type Pause } from './patient-reading.ts';
import type { Clock } from '../ports/clock.ts';
import { pauseFiling } from '../confirming/pause-filing.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';
import type { Database } from '../ports/stores.ts';
import { readCustomer } from './read-customer.ts';
import { tellAskersSoon } from './tell-askers-soon.ts';
import { DIGEST_GATHERING_MS, refreshDigestsSoon } from '../reminding/refresh-digests-soon.ts';
import { syncResellers } from './sync-resellers.ts';

interface Needs {
  database: Database;
  partnerCenter: PartnerCenterReading & Pick<PartnerCenter, 'account'>;
  clock: Clock;
  agreementType: AgreementType;
  acceptancesValidFrom: AcceptancesValidFrom;
}

/** What a sync did; `complete` is false when Partner Center stopped answering half-way. */
export interface SyncRun {
  listed: number;
  added: number;
  left: number;
  /** How many customers are missing from the list while it is not believed: none of them counts as left yet. */
  doubted: number;
  read: number;
  newlyConfirmed: number;
  complete: boolean;
}

export interface SyncOptions {
  /** Unconfirmed customers are read again when their last reading is older than this. */
  unconfirmedAfterMs: number;
  /** The same for those that a person asked to accept, which are read first; as `unconfirmedAfterMs` when absent. */
  askedAfterMs?: number;
  /** The same for confirmed customers, and for those Partner Center refuses to tell about. */
  confirmedAfterMs: number;
  /** Called with how far the sync is, for a person who waits. */
  report?: (run: Readonly<SyncRun>) => void;
  signal?: AbortSignal;
  /** Waits for a pause that Partner Center asks for; by the machine's own timers when absent. */
  pause?: Pause;
}

const READ_AT_ONCE = 8;
const READ_PAGE = 200;
/** How many customers may fail to be read: with more, the fault is not theirs. */
const FAILURES_BORNE = 1_000;

/**
 * Brings customers and agreements up to date: the whole list first, then customers never read, then those read too long ago,
 * and beside that their resellers. Each reading is written at once, so the next run continues one that was cut short.
 */
export async function syncCustomers(given: Needs, options: SyncOptions): Promise<SyncRun> {
  const needs = {
    ...given,
    partnerCenter: { ...given.partnerCenter, ...patientReading(given.partnerCenter, options) },
  };
  const run: SyncRun = {
    listed: 0,
    added: 0,
    left: 0,
    doubted: 0,
    read: 0,
    newlyConfirmed: 0,
    complete: true,
  };
  await listCustomers(needs, options, run);
  // Side by side: with many customers the agreements take hours to read, and do not need the resellers.
  await Promise.all([readAgreements(needs, options, run), syncResellers(needs, options.signal)]);
  await noteWhileGood(needs, options, run);
  if (run.newlyConfirmed > 0 || run.added > 0 || run.left > 0) await refreshDigestsSoon(needs.database);
  if (run.newlyConfirmed > 0) await tellAskersSoon(needs.database);
  if (!run.complete && !options.signal?.aborted) await pauseWhereAtFault(needs);
  return run;
}

/** Notes during the run that it goes well, for with many customers it takes hours. */
async function noteWhileGood(
  { database, clock }: Needs,
  { signal }: SyncOptions,
  { complete }: SyncRun,
): Promise<void> {
  if (complete && !signal?.aborted) await database.customers.noteGoodSync(clock.now());
}

/** Pauses filing where the partner's account may not read at all; a failed reading alone may be one customer's matter. */
async function pauseWhereAtFault({ database, partnerCenter, clock }: Needs): Promise<void> {
  const read = await partnerCenter.account();
  if (read.kind !== 'account-fault') return;
  await database.transaction((stores) => pauseFiling(stores, read, clock.now()));
}

/** Refreshes digests during a run that may take hours. A job that waits sees what is written until it begins. */
function digestRefresher(needs: Needs): () => Promise<void> {
  let promisedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = needs.clock.now().getTime();
    if (now < promisedAt + DIGEST_GATHERING_MS) return;
    promisedAt = now;
    await refreshDigestsSoon(needs.database);
    await tellAskersSoon(needs.database);
  };
}

async function listCustomers(needs: Needs, options: SyncOptions, run: SyncRun): Promise<void> {
  const { partnerCenter, database, clock } = needs;
  const startedAt = clock.now();
  const known = await database.customers.countUnlisted(startedAt);
  const isWhole = await readCustomerPages({
    partnerCenter,
    signal: options.signal,
    take: async (customers) => {
      run.added += (await database.customers.saveListed(customers, clock.now())).length;
      run.listed += customers.length;
      options.report?.(run);
    },
    onRestart: () => void (run.listed = 0),
  });
  if (isWhole) Object.assign(run, await believeListing(database.customers, { startedAt, known }));
  run.complete &&= isWhole;
}

async function readAgreements(needs: Needs, options: SyncOptions, run: SyncRun): Promise<void> {
  const startedAt = needs.clock.now().getTime();
  const unconfirmedBefore = new Date(startedAt - options.unconfirmedAfterMs);
  const confirmedBefore = new Date(startedAt - options.confirmedAfterMs);
  const askedBefore = new Date(startedAt - (options.askedAfterMs ?? options.unconfirmedAfterMs));
  /** Customers that could not be read, which would come again on every page. */
  const failed = new Set<string>();
  const refresh = digestRefresher(needs);
  while (!options.signal?.aborted && failed.size <= FAILURES_BORNE) {
    const limit = READ_PAGE + failed.size;
    const found = await needs.database.customers.toRead(
      limit,
      unconfirmedBefore,
      confirmedBefore,
      askedBefore,
    );
    const ids = found.filter((id) => !failed.has(id));
    if (ids.length === 0) {
      run.complete &&= failed.size === 0;
      return;
    }
    const failedBefore = failed.size;
    const waiting = [...ids];
    const worker = async () => {
      for (let id = waiting.shift(); id && !options.signal?.aborted; id = waiting.shift()) {
        const read = await readCustomer(needs, id, 'background');
        if (read.kind === 'failed') failed.add(id);
        if (read.kind === 'read') run.read += 1;
        if (read.kind === 'read' && read.isNews) {
          run.newlyConfirmed += 1;
          await refresh();
        }
        options.report?.(run);
      }
    };
    await Promise.all(Array.from({ length: READ_AT_ONCE }, worker));
    if (failed.size - failedBefore === ids.length) break;
    if (failed.size === 0) await noteWhileGood(needs, options, run);
  }
  run.complete = false;
}
