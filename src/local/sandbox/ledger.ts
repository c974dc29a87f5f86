import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Contact } from '../../domain/confirming/contact.ts';
import type { LedgerFile } from './ledger-file.ts';

/** One agreement the service accepted since it first started, by the API or on Microsoft's page. */
export interface LedgerEntry {
  kind: 'agreement';
  /** ISO instant. */
  at: string;
  route: 'api' | 'page';
  customerId: string;
  type: AgreementType;
  templateId: string;
  dateAgreed: CalendarDate;
  contact: Contact;
  userId: string;
  /** Of the call that made it, with a fingerprint of its body; null for the page. */
  requestId: string | null;
  bodyHash: string | null;
}

type LedgerLine =
  | LedgerEntry
  /** `visibleAt`: when the service shows it; at once if not said. */
  | { kind: 'direct-acceptance'; at: string; customerId: string; visibleAt?: string }
  | { kind: 'relationship-changed'; at: string; customerId: string; isThere: boolean }
  | { kind: 'page-changed'; at: string; customerId: string; turnsToPartner: boolean }
  | { kind: 'customer-left' | 'customer-back'; at: string; customerId: string }
  | { kind: 'customers-added'; at: string; count: number }
  | { kind: 'domain-changed'; at: string; customerId: string; domain: string };

/** What has happened since the sandbox first started; the rest follows from the samples. */
export interface Ledger {
  entries(): readonly LedgerEntry[];
  of(customerId: string): readonly LedgerEntry[];
  byRequest(requestId: string): LedgerEntry | undefined;
  hasLeft(customerId: string): boolean;
  acceptedDirectly(customerId: string, at: Date): boolean;
  /** Whether this partner's relationship with a customer that stays listed has ended. */
  hasNoRelationship(customerId: string): boolean;
  /** Whether Microsoft's page sends the customer to its partner instead of letting it accept. */
  turnsToPartner(customerId: string): boolean;
  added(): number;
  /** The domain a customer took since; undefined for its first one. */
  domainOf(customerId: string): string | undefined;
  /** Counts at once and resolves when it is on disk. */
  append(line: LedgerLine): Promise<void>;
  /** What was read must not be forgotten either: resolves when everything so far is on disk. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

export function createLedger(file: LedgerFile): Ledger {
  const entries: LedgerEntry[] = [];
  const byCustomer = new Map<string, LedgerEntry[]>();
  const byRequest = new Map<string, LedgerEntry>();
  const left = new Set<string>();
  const direct = new Map<string, number>();
  const withoutRelationship = new Set<string>();
  const turnedAway = new Set<string>();
  const domains = new Map<string, string>();
  let added = 0;

  function apply(line: LedgerLine): void {
    switch (line.kind) {
      case 'agreement':
        entries.push(line);
        if (!byCustomer.get(line.customerId)?.push(line)) byCustomer.set(line.customerId, [line]);
        if (line.requestId !== null) byRequest.set(line.requestId, line);
        break;
      case 'direct-acceptance':
        // The first press counts, whatever is pressed later.
        if (!direct.has(line.customerId)) direct.set(line.customerId, Date.parse(line.visibleAt ?? line.at));
        break;
      case 'relationship-changed':
        put(withoutRelationship, line.customerId, !line.isThere);
        break;
      case 'page-changed':
        put(turnedAway, line.customerId, line.turnsToPartner);
        break;
      case 'customer-left':
        left.add(line.customerId);
        break;
      case 'customer-back':
        left.delete(line.customerId);
        break;
      case 'customers-added':
        added += line.count;
        break;
      case 'domain-changed':
        domains.set(line.customerId, line.domain);
        break;
    }
  }

  for (const line of file.lines) apply(line as LedgerLine);

  return {
    entries: () => entries,
    of: (customerId) => byCustomer.get(customerId) ?? [],
    byRequest: (requestId) => byRequest.get(requestId),
    hasLeft: (customerId) => left.has(customerId),
    acceptedDirectly: (customerId, at) => (direct.get(customerId) ?? Infinity) <= at.getTime(),
    hasNoRelationship: (customerId) => withoutRelationship.has(customerId),
    turnsToPartner: (customerId) => turnedAway.has(customerId),
    added: () => added,
    domainOf: (customerId) => domains.get(customerId),
    append: (line) => {
      apply(line);
      return file.append(line);
    },
    flushed: () => file.flushed(),
    close: () => file.close(),
  };
}

function put(set: Set<string>, id: string, isIn: boolean): void {
  if (isIn) set.add(id);
  else set.delete(id);
}
