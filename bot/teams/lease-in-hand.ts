import { AsyncLocalStorage } from 'node:async_hooks';
import type { Lease } from '../../src/domain/confirming/lease.ts';

const inHand = new AsyncLocalStorage<Lease>();

/** Makes calls to Teams under a lease: it is carried past the SDK to where each goes out. Without one they just go. */
export function underLease<Result>(lease: Lease | undefined, calls: () => Promise<Result>): Promise<Result> {
  return lease ? inHand.run(lease, calls) : calls();
}

/** The lease that the present call is made under. */
export const leaseInHand = (): Lease | undefined => inHand.getStore();
