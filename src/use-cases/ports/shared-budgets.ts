/**
 * Places in one even row of calls that all processes share: `calls` of them, `spacingMs` apart, the first in `startsInMs`
 * (below 0 where it is past). `processes`: how many have used the row in the last ten seconds, this one included.
 */
export type PaceLease =
  | { kind: 'places'; startsInMs: number; spacingMs: number; processes: number }
  /** All processes were asked to wait. */
  | { kind: 'paused'; forMs: number };

/** A rate of calls that all processes share. Rejects when it cannot be asked. */
export interface SharedPace {
  /**
   * Takes the next places. `spent`: calls that this process made without one since it last asked; the row gets so much
   * longer, by a second at most.
   */
  lease(ask: { calls: number; spent: number }): Promise<PaceLease>;
  /** Gives no place out for `ms`. Never shortens a pause. */
  pause(ms: number): Promise<void>;
}

/** Calls to make within `validForMs`; they count until a whole window after that. */
export type AllowanceLease =
  | { kind: 'calls'; id: number; calls: number; validForMs: number }
  /** None left; there may be some after `retryInMs`. */
  | { kind: 'none'; retryInMs: number }
  | { kind: 'paused'; forMs: number };

/** A number of calls in any minute that all processes share. Rejects when it cannot be asked. */
export interface SharedAllowance {
  /**
   * Leases up to `calls`, as long as no more than `atMost` count, and returns the unused calls of an earlier lease, expired
   * or not.
   */
  lease(ask: {
    calls: number;
    atMost: number;
    unused?: { id: number; calls: number };
  }): Promise<AllowanceLease>;
  /** Gives no call out for `ms`. Never shortens a pause. */
  pause(ms: number): Promise<void>;
}
