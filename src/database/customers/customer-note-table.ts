/** What colleagues should know of a customer, one row for each that has a note. */
export interface CustomerNoteTable {
  customer_id: string;
  /** Encrypted. */
  sealed_note: Buffer;
  noted_at: Date;
  noted_by_id: string;
  noted_by_name: string;
}
