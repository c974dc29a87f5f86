import type { Person } from '../../domain/customers/customer.ts';

export type AuditAction =
  | 'details-collected'
  | 'details-released'
  | 'confirmation-recorded'
  | 'confirmation-confirmed'
  | 'confirmation-refused'
  | 'confirmation-attention'
  | 'confirmation-found'
  | 'customer-assigned'
  | 'customer-released'
  | 'settings-saved'
  | 'reminder-snoozed'
  | 'contact-erased'
  | 'contact-erasure-asked'
  | 'reminder-switched-on'
  | 'import-started'
  | 'customer-asked'
  | 'customer-noted'
  | 'customer-paused'
  | 'customer-resumed';

export interface AuditEntry {
  at: Date;
  actor: Person | null;
  action: AuditAction;
  customerId: string | null;
  confirmationId: string | null;
  /** Small facts, never anything about the contact. */
  details: Record<string, string | number | boolean>;
}

/** An entry as it stands in the trail. */
export interface AuditRecord extends AuditEntry {
  /** Grows with every entry. */
  id: number;
  /** The customer's present name; null when the entry is about none. */
  customerName: string | null;
}

export interface AuditStore {
  append(entry: AuditEntry): Promise<void>;
  /** Entries with an id above `after`, in the order of ids. */
  page(after: number, limit: number): Promise<AuditRecord[]>;
}
