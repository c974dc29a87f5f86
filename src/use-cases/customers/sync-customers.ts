import { latestAgreement, type AgreementType } from '../../domain/confirming/agreement.ts';
import type { Refusal } from '../../domain/confirming/confirmation.ts';
import { believeListing } from './believe-listing.ts';
import { readCustomerPages } from './customer-pages.ts';
import { readDirectAcceptance } from '../confirming/direct-acceptance.ts';
import { takenLately } from '../confirming/own-confirmations.ts';
import { patientReading, type PartnerCenterReading, type Pause } from './patient-reading.ts';
import type { Clock } from '../ports/clock.ts';
import { pauseFiling } from '../confirming/pause-filing.ts';
import type { AgreementsRead, PartnerCenter } from '../ports/partner-center.ts';
import type { Database, TakenConfirmation } from '../ports/stores.ts';
import { DIGEST_GATHERING_MS, refreshDigestsSoon } from '../reminding/refresh-digests-soon.ts';
import { syncResellers } from './sync-resellers.ts';

interface Needs {
  database: Database;
  partnerCenter: PartnerCenterReading & Pick<PartnerCenter, 'account'>;
  clock: Clock;
  agreementType: AgreementType;
}

/** What a sync did; `complete` is false when Partner Center stopped answering half-way. */
export interface SyncRun {
  listed: number;
  added: number;
  left: number;
  /** How many a list lacks that is not believed yet: nobody counts as gone by it. */
  doubted: number;
  read: number;
  newlyConfirmed: number;
  complete: boolean;
}

export interface SyncOptions {
  /** Unconfirmed customers are read again when their last reading is older than this. */
  unconfirmedAfterMs: number;
  /** Confirmed customers likewise, and those Partner Center refuses to tell about. */
  confirmedAfterMs: number;
  /** How far it is, for whoever waits. */
  report?: (run: Readonly<SyncRun>) => void;
  signal?: AbortSignal;
  /** How a pause that Partner Center asks for is waited for; by the machine's own timers. */
  pause?: Pause;
}

const READ_AT_ONCE = 8;
const READ_PAGE = 200;
/** With more than this many customers that cannot be read, something is wrong with more than them. */
const FAILURES_BORNE = 1_000;

/** Clear answers about one customer, which will be the same tomorrow: no fault, and nothing to hurry for. */
const SAYS_OF_THE_CUSTOMER: readonly Refusal[] = ['no-relationship', 'customer-unknown'];

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
  // Beside each other: with many customers, agreements take hours to read, and nobody needs resellers for them.
  await Promise.all([readAgreements(needs, options, run), syncResellers(needs, options.signal)]);
  if (run.newlyConfirmed > 0 || run.added > 0 || run.left > 0) await refreshDigestsSoon(needs.database);
  if (!run.complete && !options.signal?.aborted) await pauseWhereAtFault(needs);
  return run;
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
  /** What cannot be read would come again on every page. */
  const failed = new Set<string>();
  const reading = { ...needs, refresh: digestRefresher(needs) };
  while (!options.signal?.aborted && failed.size <= FAILURES_BORNE) {
    const limit = READ_PAGE + failed.size;
    const found = await needs.database.customers.toRead(limit, unconfirmedBefore, confirmedBefore);
    const ids = found.filter((id) => !failed.has(id));
    if (ids.length === 0) {
      run.complete &&= failed.size === 0;
      return;
    }
    const failedBefore = failed.size;
    const waiting = [...ids];
    const worker = async () => {
      for (let id = waiting.shift(); id && !options.signal?.aborted; id = waiting.shift()) {
        if (!(await readOne(reading, id, run))) failed.add(id);
        options.report?.(run);
      }
    };
    await Promise.all(Array.from({ length: READ_AT_ONCE }, worker));
    if (failed.size - failedBefore === ids.length) break;
  }
  run.complete = false;
}

/** Reads one customer's agreements and writes what they say; false when they could not be read. */
async function readOne(
  needs: Needs & { refresh: () => Promise<void> },
  id: string,
  run: SyncRun,
): Promise<boolean> {
  const { partnerCenter, database, clock, agreementType } = needs;
  // Taken before the call: a press that is confirmed while it lasts counts as later.
  const at = clock.now();
  const read = await partnerCenter.agreements(id, 'background');
  if (read.kind !== 'read') return noteRefusal(needs, id, read, at);
  const latest = latestAgreement(read.agreements, agreementType);
  const direct = latest
    ? undefined
    : await readDirectAcceptance(needs, { customerId: id, agreementType, priority: 'background' });
  if (direct && direct.kind !== 'read') return noteRefusal(needs, id, direct, at);
  run.read += 1;
  if (!latest && !direct?.value) {
    const taken = await takenLately(needs, { customerId: id, agreementType });
    if (!taken) await database.customers.markUnconfirmed(id, at);
    else if (await keepConfirmed(needs, { id, taken, at })) await noteConfirmed(needs, run);
    return true;
  }
  const before = await database.customers.find(id);
  await database.customers.markConfirmed(
    id,
    latest
      ? { acceptedOn: latest.dateAgreed, via: 'partner-center', by: null, at }
      : { acceptedOn: null, via: 'direct', by: null, at },
  );
  if (before?.agreementState !== 'confirmed') await noteConfirmed(needs, run);
  return true;
}

async function noteConfirmed({ refresh }: { refresh: () => Promise<void> }, run: SyncRun): Promise<void> {
  run.newlyConfirmed += 1;
  await refresh();
}

/** Keeps a customer confirmed whose confirmation Partner Center took while its list is behind; true when it is so again. */
async function keepConfirmed(
  { database }: Needs,
  { id, taken, at }: { id: string; taken: TakenConfirmation; at: Date },
): Promise<boolean> {
  const before = await database.customers.find(id);
  const isNews = before?.agreementState !== 'confirmed';
  if (isNews) await database.customers.markConfirmed(id, { via: 'bot', ...taken });
  await database.customers.markRefused(id, at);
  return isNews;
}

/** What Partner Center will not tell of a customer leaves its state as it was; false when it may tell another time. */
async function noteRefusal(
  { database }: Needs,
  id: string,
  read: Exclude<AgreementsRead, { kind: 'read' }>,
  at: Date,
): Promise<boolean> {
  if (read.kind !== 'refused' || !SAYS_OF_THE_CUSTOMER.includes(read.reason)) return false;
  await database.customers.markRefused(id, at);
  return true;
}
