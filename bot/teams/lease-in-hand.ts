import { AsyncLocalStorage } from 'node:async_hooks';
import type { Lease } from '../../src/domain/confirming/lease.ts';

const inHand = new AsyncLocalStorage<Lease>();

/** Makes calls to Teams under a lease, which reaches each call past the SDK. Calls without a lease just go. */
export function underLease<Result>(lease: Lease | undefined, calls: () => Promise<Result>): Promise<Result> {
  return lease ? inHand.run(lease, calls) : calls();
}

/** Returns the lease of the call being made. */
export const leaseInHand = (): Lease | undefined => inHand.getStore();
