import { z } from 'zod';
import { AGREEMENT_TYPES } from '../../domain/confirming/agreement.ts';
import type { Contact } from '../../domain/confirming/contact.ts';
import { calendarDateIn } from '../../domain/time/calendar-date.ts';
import type { Api } from './api.ts';
import { ENDPOINTS, FAULTS, type Endpoint, type FaultOrder } from './faults.ts';
import type { LedgerEntry } from './ledger.ts';
import type { ClockChange } from './sandbox-clock.ts';
import { USER_ID } from './sign-in.ts';
import type { World } from './world.ts';

/** Lets tests and demonstrations change the sandbox without the bot. */
export interface SandboxControl {
  fault(order: FaultOrder): void;
  pendingFaults(): FaultOrder[];
  clearFaults(): void;
  clock(change: ClockChange): void;
  /** Whether orders and seats of customers without confirmation are refused from now on. */
  orderGate(isOn: boolean): void;
  /** From now on the account is let in, or not: no token is given and those given are worth nothing. */
  signIn(isOpen: boolean): void;
  /** Confirms a customer on Microsoft's page, or lets the customer itself accept there (`direct`). */
  confirmOnPage(confirmation: PageConfirmation): Promise<void>;
  /** How long an acceptance on Microsoft's page takes to show from now on. */
  acceptanceDelay(ms: number): void;
  /** The partner's relationship with a customer ends, or is there again; the customer stays listed. */
  relationship(customerId: string, isThere: boolean): Promise<void>;
  /** Microsoft's page sends a customer to its partner, or lets it accept again. */
  turnToPartner(customerId: string, isOn: boolean): Promise<void>;
  /** More customers at the end of the list. */
  addCustomers(count: number): Promise<void>;
  removeCustomer(customerId: string): Promise<void>;
  restoreCustomer(customerId: string): Promise<void>;
  /** Another default domain, such as one of a national cloud. */
  changeDomain(customerId: string, domain: string): Promise<void>;
  /** Every agreement accepted since the sandbox first started, oldest first. */
  ledger(): readonly LedgerEntry[];
  calls(): Partial<Record<Endpoint, number>>;
}

export const faultOrder = z.object({
  fault: z.enum(FAULTS),
  times: z.number().int().positive().optional(),
  endpoint: z.enum(ENDPOINTS).optional(),
  customerId: z.string().optional(),
  retryAfterSeconds: z.number().nonnegative().optional(),
  listed: z.number().int().nonnegative().optional(),
  delayMs: z.number().nonnegative().optional(),
  status: z.number().int().min(200).max(599).optional(),
});

export const clockChange = z.object({
  now: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .nullable()
    .optional(),
  offsetMs: z.number().int().optional(),
});

export const pageConfirmation = z.object({
  customerId: z.string().toLowerCase(),
  agreementType: z.enum(AGREEMENT_TYPES).optional(),
  dateAgreed: z.iso.date().optional(),
  contact: z
    .object({
      firstName: z.string(),
      lastName: z.string(),
      email: z.string(),
      phoneNumber: z.string().default(''),
    })
    .optional(),
  direct: z.boolean().optional(),
});
export type PageConfirmation = z.input<typeof pageConfirmation> & { contact?: Contact };

export function createControl(world: World, api: Api): SandboxControl {
  const { ledger, faults, clock, rules, directory } = world;
  const at = () => clock.now().toISOString();

  return {
    fault: (order) => faults.order(faultOrder.parse(order)),
    pendingFaults: () => faults.pending(),
    clearFaults: () => faults.clear(),
    clock: (change) => clock.set(change),
    signIn: (isOpen) => void (world.signIn.isOpen = isOpen),
    orderGate: (isOn) => void (world.orderGate.isOn = isOn),
    confirmOnPage: async (confirmation) => {
      const { customerId, direct, ...stated } = pageConfirmation.parse(confirmation);
      const found = directory.find(customerId);
      if (found.kind === 'unknown') throw new Error(`The sandbox has no customer ${customerId}`);
      if (direct) {
        const visibleAt = new Date(clock.now().getTime() + world.acceptance.delayMs).toISOString();
        return ledger.append({ kind: 'direct-acceptance', at: at(), customerId, visibleAt });
      }
      const type = stated.agreementType ?? rules.agreementType;
      const template = rules.templates.find(({ agreementType }) => agreementType === type);
      if (!template) throw new Error(`This era does not know the ${type}`);
      await ledger.append({
        kind: 'agreement',
        at: at(),
        route: 'page',
        customerId,
        type,
        templateId: template.templateId,
        dateAgreed: stated.dateAgreed ?? calendarDateIn(clock.now(), 'utc'),
        contact: stated.contact ?? found.customer.contact,
        userId: USER_ID,
        requestId: null,
        bodyHash: null,
      });
    },
    acceptanceDelay: (ms) => void (world.acceptance.delayMs = ms),
    relationship: (id, isThere) =>
      ledger.append({ kind: 'relationship-changed', at: at(), customerId: id.toLowerCase(), isThere }),
    turnToPartner: (id, isOn) =>
      ledger.append({ kind: 'page-changed', at: at(), customerId: id.toLowerCase(), turnsToPartner: isOn }),
    addCustomers: (count) => ledger.append({ kind: 'customers-added', at: at(), count }),
    removeCustomer: (id) => ledger.append({ kind: 'customer-left', at: at(), customerId: id.toLowerCase() }),
    restoreCustomer: (id) => ledger.append({ kind: 'customer-back', at: at(), customerId: id.toLowerCase() }),
    changeDomain: (id, domain) =>
      ledger.append({ kind: 'domain-changed', at: at(), customerId: id.toLowerCase(), domain }),
    ledger: () => {
      api.land();
      return ledger.entries();
    },
    calls: () => api.calls(),
  };
}
