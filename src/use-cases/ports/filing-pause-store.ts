import type { FilingPause } from '../../domain/confirming/filing-pause.ts';

/** The one pause of filing that all processes share. */
export interface FilingPauseStore {
  current(): Promise<FilingPause | undefined>;
  /** Begins a pause, or only notes what is wrong now where there is one already. */
  begin(fault: Pick<FilingPause, 'reason' | 'code'>, at: Date): Promise<void>;
  /** True for the first caller of a pause: it tells the administrators. */
  claimTelling(at: Date): Promise<boolean>;
  /**
   * Ends the pause and returns it; undefined where there is none. The time that open confirmations lost in it does not count
   * among the days after which the bot stops trying.
   */
  end(at: Date): Promise<FilingPause | undefined>;
}
