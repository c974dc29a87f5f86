/** A confirmation, for the trail. */
export interface ConfirmationRef {
  confirmationId: string;
  customerId: string;
}

/** The contacts of all confirmations. It only ever removes. */
export interface ContactStore {
  /**
   * Makes up to `limit` confirmations findable by e-mail that were recorded before that was possible; returns how many, 0
   * when none is left.
   */
  addMissingHashes(limit: number): Promise<number>;
  /**
   * Erases one person's details and initials, found by e-mail whatever its case. What is being filed with Partner Center
   * just now (recorded, sending, unclear) is only marked, for `eraseAsked`.
   */
  eraseOf(email: string, at: Date): Promise<{ erased: ConfirmationRef[]; underWay: ConfirmationRef[] }>;
  /** Erases up to `limit` confirmations that were marked and are no longer being filed. */
  eraseAsked(limit: number): Promise<ConfirmationRef[]>;
  /**
   * Erases the details of up to `limit` confirmations confirmed before `confirmedBefore`, or refused or given up before
   * `otherBefore`; initials stay. Gives back how many.
   */
  eraseOld(ages: { confirmedBefore: Date; otherBefore: Date; limit: number }): Promise<number>;
  /**
   * Removes the questions with their answers, and the votes with their comments, in which people typed an e-mail address,
   * for a name or a phone number may stand beside it; gives back how many.
   */
  removeTexts(email: string): Promise<number>;
}
