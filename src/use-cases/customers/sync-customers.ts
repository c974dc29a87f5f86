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
  /** How many a list lacks that is not believed yet: no customer counts as gone by it. */
  doubted: number;
  read: number;
  newlyConfirmed: number;
  complete: boolean;
}

export interface SyncOptions {
  /** Unconfirmed customers are read again when their last reading is older than this. */
  unconfirmedAfterMs: number;
  /** Those of them that a person asked to accept, likewise, and before the others; as the others when not said. */
  askedAfterMs?: number;
  /** Confirmed customers likewise, and those Partner Center refuses to tell about. */
  confirmedAfterMs: number;
  /** How far it is, for a person who waits. */
  report?: (run: Readonly<SyncRun>) => void;
  signal?: AbortSignal;
  /** How a pause that Partner Center asks for is waited for; by the machine's own timers. */
  pause?: Pause;
}

const READ_AT_ONCE = 8;
const READ_PAGE = 200;
/** With more than this many customers that cannot be read, something is wrong with more than them. */
const FAILURES_BORNE = 1_000;

/**
 * Brings customers and agreements up to date: the whole list first, then who was never read, then who was read too long
 * ago, and beside that through whom they buy. What is read is written at once, so a run that is cut short is continued by the next.
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
  // Beside each other: with many customers, agreements take hours to read, and resellers are not needed for them.
  await Promise.all([readAgreements(needs, options, run), syncResellers(needs, options.signal)]);
  await noteWhileGood(needs, options, run);
  if (run.newlyConfirmed > 0 || run.added > 0 || run.left > 0) await refreshDigestsSoon(needs.database);
  if (run.newlyConfirmed > 0) await tellAskersSoon(needs.database);
  if (!run.complete && !options.signal?.aborted) await pauseWhereAtFault(needs);
  return run;
}

/** Said on the way too: with many customers a run that goes well takes hours. */
async function noteWhileGood(
  { database, clock }: Needs,
  { signal }: SyncOptions,
  { complete }: SyncRun,
): Promise<void> {
  if (complete && !signal?.aborted) await database.customers.noteGoodSync(clock.now());
}

/** What could not be read may be one customer's matter: our account is at fault where it may not read at all. */
async function pauseWhereAtFault({ database, partnerCenter, clock }: Needs): Promise<void> {
  const read = await partnerCenter.account();
  if (read.kind !== 'account-fault') return;
  await database.transaction((stores) => pauseFiling(stores, read, clock.now()));
}

/** For a run that may take hours: what it finds is said meanwhile. What is written while a job waits, that job sees. */
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
  /** What cannot be read would come again on every page. */
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
